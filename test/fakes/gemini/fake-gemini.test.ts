import sharp from 'sharp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { aPicture } from '../../pictures.ts';
import { ENDINGS } from '../vendor/endings.ts';
import { FakeGemini } from './fake-gemini.ts';
import { MODELS } from './models.ts';

const PRO = 'gemini-3-pro-image';
const NEWEST = 'gemini-nano-banana-2.1';
const WORDS = { text: 'a dog on a beach' };

async function start(): Promise<FakeGemini> {
  const fake = await FakeGemini.start();
  onTestFinished(() => fake.close());
  return fake;
}

interface Asked {
  readonly key?: string;
  readonly model?: string;
  readonly parts?: readonly object[];
  readonly config?: object;
  readonly body?: unknown;
}

/** A request such as the documentation shows, but for what a test changes. */
async function ask(fake: FakeGemini, asked: Asked = {}) {
  const { key = fake.key, model = PRO, parts = [WORDS], config = {} } = asked;
  const { body = { contents: [{ role: 'user', parts }], generationConfig: config } } = asked;
  const response = await fetch(`${fake.url}/v1beta/models/${model}:generateContent`, {
    method: 'POST',
    headers: { 'x-goog-api-key': key, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

async function inline(mimeType = 'image/png', bytes?: Uint8Array): Promise<object> {
  const data = Buffer.from(bytes ?? (await aPicture('png'))).toString('base64');
  return { inlineData: { mimeType, data } };
}

describe('the fake of Gemini', () => {
  it.each(Object.keys(MODELS))('paints with %s what its tables say', async (model) => {
    const fake = await start();
    const { text } = await ask(fake, { model, config: { imageConfig: { aspectRatio: '16:9' } } });
    const { candidates, usageMetadata } = JSON.parse(text);
    const { mimeType, data } = candidates[0].content.parts[0].inlineData;
    const { width, height, format } = await sharp(Buffer.from(data, 'base64')).metadata();
    expect(`${width}x${height}`).toBe(MODELS[model]?.ratios['16:9']);
    expect(mimeType).toBe(`image/${format}`);
    expect(usageMetadata.candidatesTokensDetails).toEqual([
      { modality: 'IMAGE', tokenCount: model === 'gemini-2.5-flash-image' ? 1290 : 1120 },
    ]);
  });

  it('keeps what it was asked', async () => {
    const fake = await start();
    const bytes = await aPicture('webp');
    const config = { seed: -7, imageConfig: { aspectRatio: '2:3', imageSize: '2K' } };
    await ask(fake, { parts: [await inline('image/webp', bytes), WORDS], config });
    expect(fake.calls).toMatchObject([{ model: PRO, prompt: WORDS.text, parameters: config }]);
    expect(fake.calls[0]?.references).toEqual([Buffer.from(bytes)]);
    expect(fake.refusals).toEqual([]);
  });

  it.each<[string, Asked, string]>([
    [
      'a name it does not know',
      { config: { size: '1K' } },
      'Unknown name \\"size\\" at \'generation_config\'',
    ],
    ['one in the middle', { parts: [{ ...WORDS, label: 'x' }] }, "at 'contents[0].parts[0]'"],
    ['another at the top', { body: { contents: [], prompt: 'x' } }, 'Unknown name \\"prompt\\": '],
    [
      'a seed of 32 bits without a sign',
      { config: { seed: 2 ** 31 } },
      "'generation_config.seed' (TYPE_INT32)",
    ],
    [
      'a modality it has not',
      { config: { responseModalities: ['PICTURE'] } },
      "response_modalities[0]' (type.g",
    ],
    ['text that is no JSON', { body: '{' }, 'Invalid JSON payload received'],
    ['nothing', { body: {} }, 'contents is not specified'],
    ['a turn of nothing', { parts: [] }, 'must not be empty'],
    ['an empty part', { parts: [{}] }, 'must have one initialized field'],
    [
      'a part of two kinds',
      { parts: [{ ...WORDS, inlineData: { mimeType: 'image/png', data: '' } }] },
      'one initialized',
    ],
    [
      'no base64',
      { parts: [{ inlineData: { mimeType: 'image/png', data: 'a b' } }] },
      '(TYPE_BYTES)',
    ],
    [
      'a file of text',
      { parts: [{ inlineData: { mimeType: 'text/plain', data: 'YQ==' } }] },
      'Unsupported MIME',
    ],
    [
      'an image that is none',
      { parts: [{ inlineData: { mimeType: 'image/png', data: 'YQ==' } }] },
      'Unable to process',
    ],
    [
      'a role it has not',
      { body: { contents: [{ role: 'system', parts: [WORDS] }] } },
      'valid role',
    ],
    ['text alone', { config: { responseModalities: ['TEXT'] } }, 'response modalities'],
    [
      'a ratio that is not listed',
      { config: { imageConfig: { aspectRatio: '1:4' } } },
      'image config',
    ],
    ['a size that is not listed', { config: { imageConfig: { imageSize: '2k' } } }, 'image config'],
    [
      '512 of the newest',
      { model: NEWEST, config: { imageConfig: { imageSize: '512' } } },
      'image config',
    ],
    ['a seed for the newest', { model: NEWEST, config: { seed: 1 } }, 'Sampling parameters'],
    [
      'a size of the first',
      { model: 'gemini-2.5-flash-image', config: { imageConfig: { imageSize: '1K' } } },
      'image config',
    ],
  ])('refuses %s', async (_what, asked, words) => {
    const fake = await start();
    const { status, text } = await ask(fake, asked);
    expect({ status, text }).toMatchObject({ status: 400, text: expect.stringContaining(words) });
    expect(JSON.parse(text).error).toMatchObject({ code: 400, status: 'INVALID_ARGUMENT' });
    expect(fake.refusals).toHaveLength(1);
    expect(fake.calls).toEqual([]);
  });

  it('refuses an image of another type than is said', async () => {
    const fake = await start();
    const { text } = await ask(fake, { parts: [await inline('image/jpeg')] });
    expect(text).toContain('Unable to process input image');
  });

  it.each([
    [PRO, 14],
    ['gemini-2.5-flash-image', 3],
  ])('%s takes %d images and no more', async (model, most) => {
    const fake = await start();
    const parts = Array<object>(most).fill(await inline());
    expect(await ask(fake, { model, parts })).toMatchObject({ status: 200 });
    expect(await ask(fake, { model, parts: [...parts, await inline()] })).toMatchObject({
      status: 400,
    });
  });

  it('refuses more than 20 MB', async () => {
    const fake = await start();
    const { text } = await ask(fake, { parts: [{ text: 'x'.repeat(21 * 1024 * 1024) }] });
    expect(text).toContain('Request payload size exceeds the limit: 20971520 bytes.');
  });

  it('takes its own key alone', async () => {
    const fake = await start();
    expect(await ask(fake, { key: 'another' })).toMatchObject({
      status: 400,
      text: expect.stringContaining('API_KEY_INVALID'),
    });
    const keyless = await fetch(`${fake.url}/v1beta/models`);
    expect(keyless.status).toBe(403);
    expect(fake.refusals).toEqual([]);
  });

  it('knows the models that are offered, and no other path', async () => {
    const fake = await start();
    fake.offer([PRO]);
    const get = async (path: string) => {
      const headers = { 'x-goog-api-key': fake.key };
      const response = await fetch(`${fake.url}${path}`, { headers });
      return { status: response.status, text: await response.text() };
    };
    expect(JSON.parse((await get(`/v1beta/models/${PRO}`)).text)).toMatchObject({
      name: `models/${PRO}`,
    });
    expect(JSON.parse((await get('/v1beta/models?pageSize=1')).text).models).toHaveLength(1);
    expect(await get(`/v1beta/models/${NEWEST}`)).toMatchObject({ status: 404 });
    expect(await ask(fake, { model: NEWEST })).toMatchObject({ status: 404 });
    expect(fake.refusals).toEqual([]);
    expect((await get(`/v1/models/${PRO}`)).text).toContain('<!DOCTYPE html>');
    expect(fake.refusals).toEqual([`GET /v1/models/${PRO}`]);
  });

  it('shows what it thinks to whoever asks', async () => {
    const fake = await start();
    const config = { thinkingConfig: { includeThoughts: true } };
    const { parts } = JSON.parse((await ask(fake, { config })).text).candidates[0].content;
    expect(parts.map((part: { thought?: boolean }) => part.thought)).toEqual([
      true,
      true,
      undefined,
    ]);
  });

  it('ends as it is told, and then well again', async () => {
    const fake = await start();
    for (const ending of ENDINGS) {
      fake.end(ending);
      if (!['slow_headers', 'stalled_body', 'never'].includes(ending)) {
        await ask(fake).catch(() => null);
      }
    }
    fake.end(null);
    expect(await ask(fake)).toMatchObject({ status: 200 });
    expect(fake.calls).toHaveLength(ENDINGS.length - 2);
  });
});
