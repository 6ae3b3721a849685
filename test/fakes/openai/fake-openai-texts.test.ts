import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aPicture } from '../../pictures.ts';
import { FakeOpenAi } from './fake-openai.ts';

const SCHEMA = {
  type: 'object',
  properties: { best: { enum: ['A', 'B'] } },
  required: ['best'],
  additionalProperties: false,
};
const FORMAT = { type: 'json_schema', name: 'judge', strict: true, schema: SCHEMA };
const CONTENT = [{ type: 'input_text', text: 'which?' }];
const BODY = {
  model: 'gpt-6-luna',
  input: [{ role: 'user', content: CONTENT }],
  max_output_tokens: 100,
  text: { format: FORMAT },
};

let fake: FakeOpenAi;
beforeEach(async () => {
  fake = await FakeOpenAi.start();
});
afterEach(async () => {
  await fake.close();
  expect(fake.faults).toEqual([]);
});

async function post(body: unknown, key = fake.key) {
  const response = await fetch(`${fake.url}/responses`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

describe('the text models of the fake OpenAI', () => {
  it('answer with JSON of the schema, and tell what they were asked', async () => {
    const { status, text } = await post({ ...BODY, instructions: 'Choose.', store: false });
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({
      object: 'response',
      status: 'completed',
      error: null,
      output: [{ type: 'message', content: [{ type: 'output_text', text: '{"best":"A"}' }] }],
      usage: { input_tokens: 4, output_tokens: 3, total_tokens: 7 },
    });
    expect(fake.texts.calls).toMatchObject([
      { purpose: 'judge', model: 'gpt-6-luna', instructions: 'Choose.', material: 'which?' },
    ]);
    expect(fake.calls).toEqual([]);
    expect(fake.refusals).toEqual([]);
  });

  const format = (more: object) => ({ ...BODY, text: { format: { ...FORMAT, ...more } } });
  const image = (url: string) => {
    const content = [{ type: 'input_image', image_url: url, detail: 'auto' }];
    return { ...BODY, input: [{ role: 'user', content }] };
  };
  it.each<[string, unknown, string]>([
    ['a field that it does not know', { ...BODY, response_format: {} }, "'response_format'"],
    ['an unknown field of the format', format({ title: 'x' }), "'text.format.title'"],
    ['a schema that is not strict', format({ strict: false }), 'need strict to be true'],
    ['a format without strict', format({ strict: undefined }), 'need strict to be true'],
    ['a name that is none', format({ name: 'the judge' }), 'text.format.name'],
    [
      'a keyword it does not list',
      format({ schema: { ...SCHEMA, properties: { best: { type: 'string', maxLength: 3 } } } }),
      "Invalid schema for response_format 'judge': In context=('properties', 'best'), 'maxLength' is not permitted.",
    ],
    [
      'an open object',
      format({ schema: { ...SCHEMA, additionalProperties: true } }),
      'to be false',
    ],
    ['a property left out', format({ schema: { ...SCHEMA, required: [] } }), "Missing 'best'"],
    ['no input', { ...BODY, input: [] }, "Invalid 'input'"],
    ['too few tokens', { ...BODY, max_output_tokens: 15 }, 'max_output_tokens'],
    ['too many tokens', { ...BODY, max_output_tokens: 128_001 }, 'max_output_tokens'],
    [
      'an effort the model does not take',
      { ...BODY, reasoning: { effort: 'minimal' } },
      "'minimal' is not supported with the 'gpt-6-luna' model",
    ],
    ['a picture by its address', image('https://x.test/a.png'), 'not represent a valid image'],
    ['a picture that is none', image('data:image/png;base64,AAAA'), 'not represent a valid image'],
  ])('refuse %s', async (_what, body, why) => {
    const { status, text } = await post(body);
    expect(status).toBe(400);
    expect(text).toContain(why);
    expect(fake.refusals).toHaveLength(1);
    expect(fake.texts.calls).toEqual([]);
  });

  it('refuse another key, a model that is not there, and a request over 25 MB', async () => {
    expect(await post(BODY, 'sk-other')).toMatchObject({ status: 401 });
    const gone = { ...BODY, model: 'gpt-0' };
    expect(await post(gone)).toMatchObject({ status: 404 });
    fake.offer(['gpt-5.6-luna']);
    expect(await post(BODY)).toMatchObject({ status: 404 });
    fake.offer(['gpt-6-luna']);
    expect(fake.refusals).toEqual([]);
    const content = [{ type: 'input_text', text: 'x'.repeat(26_300_000) }];
    const large = { ...BODY, input: [{ role: 'user', content }] };
    expect(await post(large)).toMatchObject({ status: 413 });
    expect(fake.texts.calls).toEqual([]);
  });

  it('see pictures, each with what is written before it', async () => {
    const bytes = await aPicture('webp');
    const url = `data:image/webp;base64,${Buffer.from(bytes).toString('base64')}`;
    const content = [
      { type: 'input_text', text: 'Picture A:' },
      { type: 'input_image', image_url: url, detail: 'auto' },
    ];
    expect((await post({ ...BODY, input: [{ role: 'user', content }] })).status).toBe(200);
    const [picture] = fake.texts.calls[0]?.pictures ?? [];
    expect(picture).toEqual({ label: 'Picture A:', type: 'image/webp', bytes: Buffer.from(bytes) });
  });
});
