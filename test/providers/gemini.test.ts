import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { ProviderError } from '../../src/core/domain/failure.ts';
import {
  type Model,
  parametersFor,
  priceOf,
  type Size,
  sizeName,
} from '../../src/core/domain/model.ts';
import type { ReferenceImage } from '../../src/core/ports/image-provider.ts';
import type { Spec } from '../../src/core/domain/spec.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { GeminiImages } from '../../src/providers/gemini/gemini-images.ts';
import { seedModels } from '../../src/storage/seed-rows.ts';
import { imageProviderContract } from '../contracts/image-provider.ts';
import { FakeGemini } from '../fakes/gemini/fake-gemini.ts';
import { MODELS, pixelsOf } from '../fakes/gemini/models.ts';
import { VendorServer } from '../fakes/vendor/server.ts';
import { aPicture } from '../pictures.ts';
import { aDraft } from '../values.ts';

const rows = seedModels().filter(({ provider }) => provider === 'gemini');
const offered = rows.filter(({ active }) => active);
const LIMITS = { maxBytes: 100_000_000, maxPixels: 100_000_000, maxSide: 16_000 };
const PRO = 'gemini-3-pro-image';
const imageConfigSchema = z.object({
  imageConfig: z.strictObject({ aspectRatio: z.string(), imageSize: z.string().optional() }),
});
const calm = () => new AbortController().signal;

function aSpec(more: Partial<Spec> = {}): Spec {
  const common = { provider: 'gemini', model: PRO, references: [], parameters: {} };
  return { ...aDraft(), outputKey: 'library/web/2026-11/g1.png', ...common, ...more };
}

function ofRow(row: Model, size: Size): Partial<Spec> {
  const parameters = parametersFor(row, size);
  return { modelId: row.id, model: row.model, size, parameters, price: priceOf(row) };
}

function images(url: string, apiKey: string): GeminiImages {
  return new GeminiImages({ apiKey, baseUrl: url });
}

imageProviderContract('Gemini', async () => {
  const vendor = await FakeGemini.start();
  const row = rows[0];
  if (row === undefined) throw new Error('no row of Gemini');
  return {
    vendor,
    provider: (key = vendor.key, url = vendor.url) => images(url, key),
    spec: { provider: 'gemini', ...ofRow(row, row.landscapeSize) },
  };
});

describe('Gemini’s rows', () => {
  it.each(offered)('$id has the vendor’s own sizes', ({ model, validSizes, sizeParams }) => {
    const known = MODELS[model];
    if (known === undefined) throw new Error(`${model} is not in the tables`);
    for (const size of validSizes) {
      const { imageConfig } = imageConfigSchema.parse(sizeParams[sizeName(size)]);
      const { aspectRatio, imageSize = '' } = imageConfig;
      expect(pixelsOf(known, aspectRatio, imageSize)).toEqual(size);
    }
  });

  it.each(offered)('$id is taken by the vendor, with all its images', async (row) => {
    const vendor = await FakeGemini.start();
    onTestFinished(() => vendor.close());
    const bytes = await aPicture('jpeg');
    const reference: ReferenceImage = { role: 'tone', label: 'dusk', bytes };
    const references = Array.from({ length: row.maxReferences }, () => reference);
    const spec = aSpec(ofRow(row, row.squareSize));
    const answer = await images(vendor.url, vendor.key).render(spec, references, calm());
    expect(await new SharpImages().inspect(answer.bytes, LIMITS)).toMatchObject(row.squareSize);
    expect(answer.costUsd).toBeGreaterThan(0);
    expect(vendor.refusals).toEqual([]);
  });

  it('begin with one that is offered, and name rows that are known as successors', () => {
    expect(rows[0]).toMatchObject({ active: true, tier: 'quality' });
    const retired = rows.filter(({ active }) => !active);
    expect(retired.length).toBeGreaterThan(0);
    for (const { successor } of retired) expect(offered.map(({ id }) => id)).toContain(successor);
  });
});

describe('a call to Gemini', () => {
  let vendor: FakeGemini;
  beforeEach(async () => {
    vendor = await FakeGemini.start();
  });
  afterEach(() => vendor.close());
  const render = (more: Partial<Spec> = {}, references: readonly ReferenceImage[] = []) =>
    images(vendor.url, vendor.key).render(aSpec(more), references, calm());

  it.each([
    [7, 7],
    [2 ** 31, 0],
    [2 ** 32 - 1, 2 ** 31 - 1],
  ])('sends the seed %d as %d, which has a sign', async (seed, sent) => {
    await render({ seed });
    expect(vendor.calls[0]?.parameters).toEqual({ responseModalities: ['IMAGE'], seed: sent });
  });

  it('sends what the row says over what is sent by itself, and leaves out what it nulls', async () => {
    const thinkingConfig = { thinkingLevel: 'HIGH' };
    const safetySettings = [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }];
    const responseModalities = ['TEXT', 'IMAGE'];
    await render({
      parameters: { seed: null, thinkingConfig, safetySettings, responseModalities },
    });
    expect(vendor.refusals).toEqual([]);
    expect(vendor.calls[0]?.parameters).toEqual({ thinkingConfig, responseModalities });
  });

  it('takes the image, not a sketch of it', async () => {
    const answer = await render({ parameters: { thinkingConfig: { includeThoughts: true } } });
    expect(await new SharpImages().inspect(answer.bytes, LIMITS)).toEqual({
      type: 'image/jpeg',
      width: 1024,
      height: 1024,
    });
  });

  it('is not made with a reference of a type that is not taken', async () => {
    const reference: ReferenceImage = { role: 'own', label: 'x.gif', bytes: await aPicture('gif') };
    await expect(render({}, [reference])).rejects.toMatchObject({
      failure: {
        kind: 'invalid_request',
        detail: 'the reference "x.gif" is no PNG, JPEG or WebP',
        unasked: true,
      },
      costUsd: 0,
    });
    expect(vendor.calls).toEqual([]);
  });

  it('is refused before it is sent for what the vendor’s other service takes', async () => {
    const parameters = { imageConfig: { outputMimeType: 'image/webp' } };
    const detail = expect.stringContaining('outputMimeType');
    await expect(render({ parameters })).rejects.toMatchObject({
      failure: { kind: 'invalid_request', detail, unasked: true },
      costUsd: 0,
    });
    expect(vendor.calls).toEqual([]);
  });

  it('is refused before it is sent for a row that the SDK cannot read', async () => {
    const parameters = { tools: [null] };
    await expect(render({ parameters })).rejects.toMatchObject({
      failure: { kind: 'invalid_request', unasked: true },
      costUsd: 0,
    });
    expect(vendor.calls).toEqual([]);
  });

  it('goes where it is told, whatever the environment says', async () => {
    vi.stubEnv('GOOGLE_GENAI_USE_VERTEXAI', 'true');
    vi.stubEnv('GOOGLE_GENAI_USE_ENTERPRISE', 'true');
    vi.stubEnv('GOOGLE_CLOUD_PROJECT', 'elsewhere');
    vi.stubEnv('GOOGLE_CLOUD_LOCATION', 'europe-west1');
    vi.stubEnv('GOOGLE_API_KEY', 'another');
    vi.stubEnv('GOOGLE_GEMINI_BASE_URL', 'http://127.0.0.1:9');
    vi.stubEnv('GOOGLE_GENAI_API_VERSION', 'v9');
    onTestFinished(() => void vi.unstubAllEnvs());
    await render();
    expect(vendor.calls).toHaveLength(1);
  });

  it('goes to the vendor when no address is told', async () => {
    const asked: string[] = [];
    vi.stubEnv('GOOGLE_GEMINI_BASE_URL', vendor.url);
    vi.stubGlobal('fetch', (url: string) => {
      asked.push(url);
      return Promise.resolve(Response.json({}));
    });
    onTestFinished(() => {
      vi.unstubAllEnvs();
      vi.unstubAllGlobals();
    });
    const provider = new GeminiImages({ apiKey: 'k', baseUrl: null });
    await expect(provider.render(aSpec(), [], calm())).rejects.toThrow();
    const path = `/v1beta/models/${PRO}:generateContent`;
    expect(asked).toEqual([`https://generativelanguage.googleapis.com${path}`]);
  });

  it('is let go in the middle of a body that stalls, and the vendor sees it', async () => {
    vendor.end('stalled_body');
    const provider = images(vendor.url, vendor.key);
    const failure = { kind: 'timeout', detail: 'given up before it was answered' };
    await expect(provider.render(aSpec(), [], AbortSignal.timeout(300))).rejects.toMatchObject({
      failure,
    });
    await vendor.calls[0]?.gone;
  });

  it('can be tried without spending: what is not offered is named', async () => {
    vendor.offer([PRO]);
    const provider = images(vendor.url, vendor.key);
    expect(await provider.probe([PRO, 'gone-1', 'gone-2'], calm())).toEqual({
      failure: null,
      missing: ['gone-1', 'gone-2'],
    });
    expect(await provider.probe([], calm())).toEqual({ failure: null, missing: [] });
    const letGo = AbortSignal.abort(new Error('let go'));
    await expect(provider.probe([PRO], letGo)).rejects.toThrow('let go');
    expect(vendor.calls).toEqual([]);
  });
});

describe('what a call to Gemini cost', () => {
  const tokens = { textIn: 2, imageIn: 3, textOut: 12, imageOut: 120 };
  const price = { image: null, tokens };
  const data = Buffer.from('an image').toString('base64');
  const content = { parts: [{ inlineData: { mimeType: 'image/png', data } }], role: 'model' };

  /** The cost and tokens of a call that is answered so, however it ends, and how many calls were made. */
  async function costOf(body: object) {
    let calls = 0;
    const headers = { 'content-type': 'application/json' };
    const server = new VendorServer(() => {
      calls += 1;
      return { status: 200, headers, body: JSON.stringify(body) };
    });
    const url = await server.listen();
    onTestFinished(() => server.close());
    const { costUsd, tokens: used } = await images(url, 'k')
      .render(aSpec({ price }), [], calm())
      .catch((cause: unknown) => {
        if (cause instanceof ProviderError) return cause;
        throw cause;
      });
    return { costUsd, used, calls };
  }

  it('is counted from its tokens: text beside the image and thoughts are text', async () => {
    const usageMetadata = {
      promptTokenCount: 2076,
      candidatesTokenCount: 1332,
      promptTokensDetails: [
        { modality: 'TEXT', tokenCount: 1302 },
        { modality: 'IMAGE', tokenCount: 774 },
      ],
      candidatesTokensDetails: [{ modality: 'IMAGE', tokenCount: 1120 }],
      thoughtsTokenCount: 137,
    };
    const { costUsd, used } = await costOf({ candidates: [{ content }], usageMetadata });
    expect(used).toEqual({ textIn: 1302, imageIn: 774, textOut: 349, imageOut: 1120 });
    const sum = 1302 * 2 + 774 * 3 + (1332 - 1120 + 137) * 12 + 1120 * 120;
    expect(costUsd).toBeCloseTo(sum / 1_000_000, 9);
  });

  it('is that of an image where it does not say what its tokens are', async () => {
    const usageMetadata = { promptTokenCount: 10, candidatesTokenCount: 1290 };
    const { costUsd } = await costOf({ candidates: [{ content }], usageMetadata });
    expect(costUsd).toBeCloseTo((10 * 2 + 1290 * 120) / 1_000_000, 9);
  });

  it('is known of what was blocked, too', async () => {
    const usageMetadata = { promptTokenCount: 638, totalTokenCount: 638 };
    const promptFeedback = { blockReason: 'PROHIBITED_CONTENT' };
    const blocked = await costOf({ promptFeedback, usageMetadata });
    expect(blocked.costUsd).toBeCloseTo((638 * 2) / 1_000_000, 9);
    const usage = { ...usageMetadata, thoughtsTokenCount: 50 };
    const candidates = [{ finishReason: 'IMAGE_SAFETY' }];
    const taken = await costOf({ candidates, usageMetadata: usage });
    expect(blocked.used).toEqual({ textIn: 638, imageIn: 0, textOut: 0, imageOut: 0 });
    expect(taken.used).toEqual({ textIn: 638, imageIn: 0, textOut: 50, imageOut: 0 });
    expect(taken.costUsd).toBeCloseTo((638 * 2 + 50 * 12) / 1_000_000, 9);
  });

  it('is unknown where nothing is said of it', async () => {
    expect(await costOf({ candidates: [{ content }] })).toMatchObject({ costUsd: null });
    expect(await costOf({ candidates: [{ content }], usageMetadata: {} })).toMatchObject({
      costUsd: null,
    });
  });

  it('is that of one call, even where the vendor left off and would go on', async () => {
    const candidate = { finishReason: 'CONTINUATION', continuationToken: 'go on' };
    const answer = { candidates: [candidate] };
    expect(await costOf(answer)).toEqual({ costUsd: null, used: null, calls: 1 });
  });
});
