import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProviderError } from '../../src/core/domain/failure.ts';
import type { ReferenceImage } from '../../src/core/ports/image-provider.ts';
import type { Price } from '../../src/core/domain/price.ts';
import type { Spec } from '../../src/core/domain/spec.ts';
import { readAnswer } from '../../src/providers/openai/answer.ts';
import { openAiClient } from '../../src/providers/openai/client.ts';
import { OpenAiImages } from '../../src/providers/openai/openai-images.ts';
import { imageProviderContract } from '../contracts/image-provider.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { FakeOpenAi } from '../fakes/openai/fake-openai.ts';
import { aPicture } from '../pictures.ts';
import { aDraft } from '../values.ts';

const SQUARE = { width: 1024, height: 1024 };
const MODEL: Partial<Spec> = {
  provider: 'openai',
  model: 'gpt-image-2',
  size: SQUARE,
  parameters: { quality: 'low' },
};
/** Dollars a million tokens, all different, so that one taken for another shows. */
const PRICE: Price = {
  image: null,
  tokens: { textIn: 5, imageIn: 8, textOut: 10, imageOut: 30 },
};

function providerAt(vendor: FakeOpenAi, apiKey = vendor.key, baseUrl = vendor.url): OpenAiImages {
  return new OpenAiImages({ apiKey, baseUrl }, new FakeClock());
}

imageProviderContract('OpenAiImages', async () => {
  const vendor = await FakeOpenAi.start();
  return { vendor, provider: (key, url) => providerAt(vendor, key, url), spec: MODEL };
});

describe('OpenAI', () => {
  let vendor: FakeOpenAi;
  beforeEach(async () => {
    vendor = await FakeOpenAi.start();
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await vendor.close();
    expect(vendor.faults).toEqual([]);
  });

  const specOf = (more: Partial<Spec> = {}): Spec => {
    return { ...aDraft(), ...MODEL, outputKey: 'x.png', references: [], ...more };
  };
  const render = (more: Partial<Spec> = {}, references: readonly ReferenceImage[] = []) =>
    providerAt(vendor).render(specOf(more), references, new AbortController().signal);
  const failing = async (more: Partial<Spec> = {}, references: readonly ReferenceImage[] = []) => {
    const error = await render(more, references).catch((cause: unknown) => cause);
    if (!(error instanceof ProviderError)) throw new Error('it did not fail');
    return error;
  };
  const aReference = async (format: 'png' | 'jpeg' | 'webp' | 'gif'): Promise<ReferenceImage> => {
    return { role: 'tone', label: format, bytes: await aPicture(format) };
  };

  it('is asked for a generation without references, and for an edit with them', async () => {
    await render();
    await render({}, [await aReference('png')]);
    expect(vendor.calls.map(({ endpoint }) => endpoint)).toEqual(['generations', 'edits']);
  });

  it('is sent one image’s request: model, prompt, size and the row’s parameters', async () => {
    const size = { width: 1536, height: 864 };
    await render({ size, parameters: { quality: 'high', background: 'opaque' } });
    await render({ size, parameters: { quality: 'high' } }, [await aReference('png')]);
    const fields = { n: 1, size: '1536x864', quality: 'high' };
    expect(vendor.calls.map(({ parameters }) => parameters)).toEqual([
      { ...fields, background: 'opaque' },
      fields,
    ]);
  });

  it('is not sent what the row takes out, in no kind of request', async () => {
    const parameters = { size: null, n: null, quality: 'low' };
    await render({ parameters });
    await render({ parameters }, [await aReference('png')]);
    for (const call of vendor.calls) expect(call.parameters).toEqual({ quality: 'low' });
  });

  it('is asked for the spec’s own prompt and model, whatever a row says', async () => {
    await render({ prompt: 'a fox', parameters: { prompt: 'a dog', model: 'gpt-image-1.5' } });
    expect(vendor.calls[0]).toMatchObject({ prompt: 'a fox', model: 'gpt-image-2' });
  });

  it('is told what each reference is, by its content', async () => {
    const references = [
      await aReference('webp'),
      await aReference('png'),
      await aReference('jpeg'),
    ];
    await render({}, references);
    expect(vendor.calls[0]?.files).toEqual([
      { name: 'reference-1.webp', type: 'image/webp' },
      { name: 'reference-2.png', type: 'image/png' },
      { name: 'reference-3.jpeg', type: 'image/jpeg' },
    ]);
  });

  it('is not asked with a reference that it does not take', async () => {
    const { failure, costUsd } = await failing({}, [
      await aReference('png'),
      await aReference('gif'),
    ]);
    expect({ failure, costUsd }).toEqual({
      failure: {
        kind: 'invalid_request',
        detail: 'the reference "gif" is no PNG, JPEG or WebP',
        unasked: true,
      },
      costUsd: 0,
    });
    expect(vendor.calls).toEqual([]);
  });

  it('takes sixteen references, and says what is wrong with seventeen', async () => {
    const reference = await aReference('jpeg');
    await render(
      {},
      Array.from({ length: 16 }, () => reference),
    );
    const { failure } = await failing(
      {},
      Array.from({ length: 17 }, () => reference),
    );
    expect(failure.kind).toBe('invalid_request');
    expect(failure.detail).toContain('maximum length 16');
  });

  it.each(['png', 'jpeg', 'webp'])('answers in the format of the row: %s', async (format) => {
    const { bytes } = await render({ parameters: { output_format: format } });
    expect((await sharp(bytes).metadata()).format).toBe(format);
  });

  it('calls a parameter wrong, even one that is named after moderation', async () => {
    const reference = await aReference('png');
    const { failure } = await failing({ parameters: { moderation: 'low' } }, [reference]);
    expect(failure).toEqual({
      kind: 'invalid_request',
      detail: "Unknown parameter: 'moderation'.",
    });
  });

  it('no longer has a model that is not offered', async () => {
    vendor.offer(['gpt-image-2']);
    expect((await failing({ model: 'gpt-image-1' })).failure.kind).toBe('model_gone');
    const probe = providerAt(vendor).probe(
      ['gpt-image-1', 'gpt-image-2', 'dall-e-3'],
      AbortSignal.timeout(10_000),
    );
    expect(await probe).toEqual({ failure: null, missing: ['gpt-image-1', 'dall-e-3'] });
  });

  it('at an address that is not its own is not taken for one without the model', async () => {
    const elsewhere = providerAt(vendor, vendor.key, vendor.url.replace('/v1', ''));
    const asked = elsewhere.render(specOf(), [], new AbortController().signal);
    await expect(asked).rejects.toMatchObject({
      failure: {
        kind: 'provider_error',
        detail:
          'answered 404, is the address right? It says: Invalid URL (POST /images/generations)',
      },
    });
  });

  it('lets go of a look at it that is given up', async () => {
    const given = AbortSignal.abort(new Error('stopped'));
    await expect(providerAt(vendor).probe(['gpt-image-2'], given)).rejects.toThrow('stopped');
  });

  describe('costs', () => {
    it('the tokens of the prompt and of the image', async () => {
      const { costUsd } = await render({ prompt: 'a red fox in snow', price: PRICE });
      expect(costUsd).toBeCloseTo((5 * 5 + 272 * 30) / 1e6, 12);
    });

    it('the tokens of the references as well', async () => {
      const references = [await aReference('png'), await aReference('jpeg')];
      const paid = { prompt: 'a red fox in snow', price: PRICE };
      const { costUsd, tokens } = await render(paid, references);
      expect(tokens).toEqual({ textIn: 5, imageIn: 800, textOut: 0, imageOut: 272 });
      expect(costUsd).toBeCloseTo((5 * 5 + 800 * 8 + 272 * 30) / 1e6, 12);
    });

    it('nothing that is known where the row has no price', async () => {
      expect((await render({ price: { image: null, tokens: null } })).costUsd).toBeNull();
    });

    it('its tokens although there is no image', async () => {
      vendor.end('no_image');
      const { costUsd, tokens } = await failing({ prompt: 'a red fox in snow', price: PRICE });
      expect(tokens).toEqual({ textIn: 5, imageIn: 0, textOut: 0, imageOut: 272 });
      expect(costUsd).toBeCloseTo((5 * 5 + 272 * 30) / 1e6, 12);
    });
  });

  it('gets nothing of what other programs set in the environment', async () => {
    const written = vi.spyOn(console, 'debug').mockImplementation(() => {});
    vi.stubEnv('OPENAI_BASE_URL', 'http://127.0.0.1:1/elsewhere');
    vi.stubEnv('OPENAI_API_KEY', 'sk-another');
    vi.stubEnv('OPENAI_ADMIN_KEY', 'sk-admin-another');
    vi.stubEnv('OPENAI_ORG_ID', 'org-another');
    vi.stubEnv('OPENAI_PROJECT_ID', 'proj_another');
    vi.stubEnv('OPENAI_CUSTOM_HEADERS', 'Authorization: Bearer sk-another\nX-Extra: 1');
    vi.stubEnv('OPENAI_LOG', 'debug');
    expect((await render()).bytes.length).toBeGreaterThan(0);
    expect(written).not.toHaveBeenCalled();
    written.mockRestore();
  });

  it('is at its own address where no other is set', () => {
    vi.stubEnv('OPENAI_BASE_URL', 'http://127.0.0.1:1/elsewhere');
    const client = openAiClient({ apiKey: 'sk-x', baseUrl: null });
    expect(client.baseURL).toBe('https://api.openai.com/v1');
  });
});

describe('an answer’s usage', () => {
  const data = [{ b64_json: Buffer.from('picture').toString('base64') }];
  const input = { input_tokens_details: { text_tokens: 10, image_tokens: 20 } };
  const fetchImage = () => Promise.reject(new Error('there is no address'));
  const read = (usage: unknown, price = PRICE) =>
    readAnswer({ created: 1, data, usage }, { price, key: 'sk-x', fetchImage });
  const costOf = async (usage: unknown, price = PRICE) => (await read(usage, price)).costUsd;

  it('is nothing without a price, as in specs from before there were any', async () => {
    const usage = { ...input, output_tokens: 100 };
    const answer = { created: 1, data, usage };
    const reading = { price: undefined, key: 'sk-x', fetchImage };
    expect((await readAnswer(answer, reading)).costUsd).toBeNull();
  });

  it('is all image where what came out is not told apart', async () => {
    expect(await costOf({ ...input, output_tokens: 100 })).toBeCloseTo(
      (50 + 160 + 3_000) / 1e6,
      12,
    );
  });

  it('has text that came out at its own price', async () => {
    const output_tokens_details = { text_tokens: 7, image_tokens: 93 };
    const usage = { ...input, output_tokens: 100, output_tokens_details };
    expect(await costOf(usage)).toBeCloseTo((50 + 160 + 70 + 2_790) / 1e6, 12);
  });

  it.each([
    [undefined],
    [null],
    ['much'],
    [{ output_tokens: 5 }],
    [{ ...input, output_tokens: -1 }],
  ])('that cannot be read (%j) leaves the price of an image, or nothing known', async (usage) => {
    expect(await costOf(usage)).toBeNull();
    expect((await read(usage)).tokens).toBeNull();
    expect(await costOf(usage, { image: 0.04, tokens: null })).toBe(0.04);
  });
});
