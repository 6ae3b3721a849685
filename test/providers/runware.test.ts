import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Spec } from '../../src/core/domain/spec.ts';
import { RunwareImages } from '../../src/providers/runware/runware-images.ts';
import { imageProviderContract } from '../contracts/image-provider.ts';
import { FakeRunware } from '../fakes/runware/fake-runware.ts';
import { aPicture } from '../pictures.ts';
import { aDraft, NOW } from '../values.ts';

const SEEDREAM: Partial<Spec> = {
  provider: 'runware',
  model: 'bytedance:seedream@4.5',
  size: { width: 2048, height: 2048 },
  parameters: { seed: null },
  price: { image: null, tokens: null },
};
const OLDER: Partial<Spec> = {
  ...SEEDREAM,
  model: 'runware:106@1',
  size: { width: 1024, height: 1024 },
  parameters: { referencesField: 'referenceImages' },
};

const aSpec = (more: Partial<Spec> = {}): Spec => ({
  ...aDraft(),
  references: [],
  outputKey: 'library/web/2026-11/g1.png',
  ...SEEDREAM,
  ...more,
});
const providerAt = (baseUrl: string, apiKey: string) =>
  new RunwareImages({ apiKey, baseUrl }, { now: () => NOW });
const aReference = async (format: 'png' | 'jpeg' | 'webp' = 'png') => ({
  role: 'tone' as const,
  label: format,
  bytes: await aPicture(format),
});
const calm = () => new AbortController().signal;

imageProviderContract('RunwareImages', async () => {
  const vendor = await FakeRunware.start();
  const provider = (key = vendor.key, url = vendor.url) => providerAt(url, key);
  return { vendor, provider, spec: SEEDREAM, namesCategories: false, countsTokens: false };
});

describe('a call to Runware', () => {
  let vendor: FakeRunware;
  beforeEach(async () => {
    vendor = await FakeRunware.start();
  });
  afterEach(() => vendor.close());

  const draw = (
    spec: Partial<Spec> = {},
    references: Awaited<ReturnType<typeof aReference>>[] = [],
  ) => providerAt(vendor.url, vendor.key).render(aSpec(spec), references, calm());
  const sent = () => vendor.calls.at(-1)?.parameters;

  it('costs what Runware says it does', async () => {
    expect(await draw({ price: { image: 9, tokens: null } })).toMatchObject({ costUsd: 0.04 });
  });

  it('costs what its row says when the answer names no cost', async () => {
    const parameters = { seed: null, includeCost: null };
    expect(await draw({ parameters, price: { image: 0.05, tokens: null } })).toMatchObject({
      costUsd: 0.05,
    });
    expect(await draw({ parameters })).toMatchObject({ costUsd: null });
  });

  it('asks for one image, whole and at once, in the format that is stored', async () => {
    await draw({ outputType: 'image/webp' });
    expect(sent()).toEqual({
      taskType: 'imageInference',
      taskUUID: expect.any(String),
      model: 'bytedance:seedream@4.5',
      positivePrompt: aSpec().prompt,
      width: 2048,
      height: 2048,
      numberResults: 1,
      outputType: 'base64Data',
      outputFormat: 'WEBP',
      includeCost: true,
      deliveryMethod: 'sync',
    });
  });

  it('names each task anew', async () => {
    await draw();
    await draw();
    const names = vendor.calls.map(({ parameters }) => parameters['taskUUID']);
    expect(new Set(names).size).toBe(2);
  });

  it('sends a seed that every model takes, unless the row takes it out', async () => {
    await draw({ ...OLDER, seed: 2 ** 32 - 1 });
    const seed = Number(sent()?.['seed']);
    expect(seed).toBeGreaterThanOrEqual(1);
    expect(seed).toBeLessThan(2 ** 31);
    await draw();
    expect(sent()).not.toHaveProperty('seed');
  });

  it('sends what the row says, over what is sent otherwise', async () => {
    await draw({ ...OLDER, parameters: { steps: 30, CFGScale: 4.5, outputQuality: 90 } });
    expect(sent()).toMatchObject({ steps: 30, CFGScale: 4.5, outputQuality: 90 });
  });

  it('puts references under inputs, or where the row says, which itself is not sent', async () => {
    const reference = await aReference();
    await draw({ parameters: { seed: null, inputs: {} } }, [reference]);
    expect(sent()).toHaveProperty('inputs.referenceImages');
    await draw(OLDER, [reference]);
    expect(sent()).toHaveProperty('referenceImages');
    expect(sent()).not.toHaveProperty('referencesField');
    expect(vendor.refusals).toEqual([]);
  });

  it('says of each reference what it is', async () => {
    await draw({}, [await aReference('jpeg'), await aReference('webp')]);
    expect(sent()?.['inputs']).toEqual({
      referenceImages: [
        expect.stringMatching(/^data:image\/jpeg;base64,/),
        expect.stringMatching(/^data:image\/webp;base64,/),
      ],
    });
  });

  it('takes the image from a data URI as well', async () => {
    const { bytes } = await draw({ parameters: { seed: null, outputType: 'dataURI' } });
    expect(Buffer.from(bytes).subarray(1, 4).toString()).toBe('PNG');
  });

  it('blocks what Runware flags when the row has it look, and keeps the cost', async () => {
    const parameters = { seed: null, safety: { checkContent: true } };
    expect(await draw({ parameters })).toMatchObject({ costUsd: 0.04 });
    vendor.odd = { NSFWContent: true };
    await expect(draw({ parameters })).rejects.toMatchObject({
      failure: { kind: 'safety_block', stage: 'output', categories: ['nsfw'] },
      costUsd: 0.04,
    });
  });

  it('keeps the cost of an answer without an image', async () => {
    vendor.end('text_instead');
    await expect(draw()).rejects.toMatchObject({
      failure: { kind: 'provider_error' },
      costUsd: 0.04,
    });
  });

  it('with a size that is too small for the model is a wrong request', async () => {
    const small = draw({ size: { width: 1024, height: 1024 } });
    await expect(small).rejects.toMatchObject({
      failure: { kind: 'invalid_request', detail: expect.stringContaining('3686400') },
    });
    expect(vendor.refusals).toHaveLength(1);
  });
});

describe('a look at Runware', () => {
  let vendor: FakeRunware;
  beforeEach(async () => {
    vendor = await FakeRunware.start();
  });
  afterEach(() => vendor.close());

  it('tells which models there are not, in one call', async () => {
    vendor.offer(['a:1@1', 'a:1@10']);
    const probe = await providerAt(vendor.url, vendor.key).probe(
      ['a:1@1', 'b:2@2', 'a:1@10'],
      calm(),
    );
    expect(probe).toEqual({ failure: null, missing: ['b:2@2'] });
    expect(vendor.tasks).toHaveLength(3);
    expect(vendor.refusals).toEqual([]);
  });

  it('needs no model', async () => {
    const probe = (key: string) => providerAt(vendor.url, key).probe([], calm());
    expect(await probe(vendor.key)).toEqual({ failure: null, missing: [] });
    expect(await probe('another')).toMatchObject({ failure: { kind: 'auth' } });
  });

  it('stops when it is given up', async () => {
    const stop = AbortSignal.abort(new Error('enough'));
    await expect(providerAt(vendor.url, vendor.key).probe([], stop)).rejects.toThrow('enough');
  });
});
