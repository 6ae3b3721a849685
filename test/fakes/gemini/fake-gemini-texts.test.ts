import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aPicture } from '../../pictures.ts';
import { FakeGemini } from './fake-gemini.ts';

const MODEL = 'gemini-3.5-flash-lite';
const SCHEMA = { type: 'object', title: 'judge', properties: { best: { enum: ['A', 'B'] } } };
const CONFIG = { responseMimeType: 'application/json', responseJsonSchema: SCHEMA };
const BODY = { contents: [{ parts: [{ text: 'which?' }] }], generationConfig: CONFIG };

let fake: FakeGemini;
beforeEach(async () => {
  fake = await FakeGemini.start();
});
afterEach(() => fake.close());

async function post(body: unknown, { model = MODEL, key = fake.key } = {}) {
  const response = await fetch(`${fake.url}/v1beta/models/${model}:generateContent`, {
    method: 'POST',
    headers: { 'x-goog-api-key': key },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, text };
}

describe('the text models of the fake Gemini', () => {
  it('answer with JSON of the schema, and tell what they were asked', async () => {
    const { status, text } = await post({
      ...BODY,
      systemInstruction: { parts: [{ text: 'Choose.' }] },
      store: false,
    });
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({
      candidates: [{ content: { parts: [{ text: '{"best":"A"}' }] }, finishReason: 'STOP' }],
      usageMetadata: { promptTokenCount: 4, candidatesTokenCount: 3 },
    });
    expect(fake.texts.calls).toMatchObject([
      { purpose: 'judge', model: MODEL, instructions: 'Choose.', material: 'which?' },
    ]);
    expect(fake.calls).toEqual([]);
    expect(fake.refusals).toEqual([]);
  });

  const config = (more: object) => ({ ...BODY, generationConfig: { ...CONFIG, ...more } });
  it.each<[string, unknown, string]>([
    ['a field that it does not know', { ...BODY, tools: [] }, 'Unknown name \\"tools\\"'],
    ['an unknown parameter', config({ topZ: 1 }), 'Unknown name \\"topZ\\" at '],
    ['no contents', { ...BODY, contents: [] }, 'contents is not specified'],
    ['no schema', config({ responseJsonSchema: undefined }), 'go together'],
    ['no type of answer', config({ responseMimeType: undefined }), 'go together'],
    [
      'a keyword it does not list',
      config({ responseJsonSchema: { ...SCHEMA, properties: { a: { const: 1 } } } }),
      "'const' is not permitted",
    ],
    ['no tokens', config({ maxOutputTokens: 0 }), 'maxOutputTokens value of 0'],
    ['too many tokens', config({ maxOutputTokens: 65_537 }), 'maxOutputTokens value of 65537'],
    [
      'a level of thinking and a budget',
      config({ thinkingConfig: { thinkingLevel: 'LOW', thinkingBudget: 1 } }),
      'only one of thinking budget and thinking level',
    ],
    ['an unknown level', config({ thinkingConfig: { thinkingLevel: 'NONE' } }), 'thinking_level'],
    [
      'a picture of another type',
      { ...BODY, contents: [{ parts: [{ inlineData: { mimeType: 'image/png', data: 'AAAA' } }] }] },
      'Unable to process input image',
    ],
  ])('refuse %s', async (_what, body, why) => {
    const { status, text } = await post(body);
    expect(status).toBe(400);
    expect(text).toContain(why);
    expect(fake.refusals).toHaveLength(1);
    expect(fake.texts.calls).toEqual([]);
  });

  it('refuse the lowest level of thinking where the model does not take it', async () => {
    const body = config({ thinkingConfig: { thinkingLevel: 'MINIMAL' } });
    expect((await post(body)).status).toBe(200);
    const { status, text } = await post(body, { model: 'gemini-3.8-flash' });
    expect(status).toBe(400);
    expect(text).toContain('Thinking level MINIMAL is not supported for this model.');
  });

  it('refuse another key, a model that is not there, and a request over 20 MB', async () => {
    expect((await post(BODY, { key: 'other' })).text).toContain('API key not valid');
    expect(await post(BODY, { model: 'gemini-0' })).toMatchObject({ status: 404 });
    fake.offer(['gemini-3.8-flash']);
    expect(await post(BODY)).toMatchObject({ status: 404 });
    fake.offer([MODEL]);
    const large = { ...BODY, contents: [{ parts: [{ text: 'x'.repeat(21_000_000) }] }] };
    expect((await post(large)).text).toContain('Request payload size exceeds the limit');
    expect(fake.texts.calls).toEqual([]);
  });

  it('see pictures, each with what is written before it', async () => {
    const bytes = await aPicture('png');
    const data = Buffer.from(bytes).toString('base64');
    const parts = [{ text: 'Picture A:' }, { inlineData: { mimeType: 'image/png', data } }];
    expect((await post({ ...BODY, contents: [{ parts }] })).status).toBe(200);
    const [picture] = fake.texts.calls[0]?.pictures ?? [];
    expect(picture).toEqual({
      label: 'Picture A:',
      type: 'image/png',
      bytes: Buffer.from(bytes),
    });
  });
});
