import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkImages } from '../fakes/openai/body.ts';
import { FakeOpenAi } from '../fakes/openai/fake-openai.ts';
import { aPicture } from '../pictures.ts';

const answerSchema = z.looseObject({
  data: z.array(z.looseObject({ b64_json: z.string().default('') })).default([]),
  usage: z
    .object({
      input_tokens: z.number(),
      input_tokens_details: z.object({ text_tokens: z.number(), image_tokens: z.number() }),
      output_tokens: z.number(),
      output_tokens_details: z.object({ text_tokens: z.number(), image_tokens: z.number() }),
      total_tokens: z.number(),
    })
    .optional(),
  error: z.looseObject({ message: z.string(), code: z.string().nullable() }).optional(),
});

const FIELDS = { model: 'gpt-image-2', prompt: 'a fox', size: '1024x1024' };

let fake: FakeOpenAi;
beforeEach(async () => {
  fake = await FakeOpenAi.start();
});
afterEach(async () => {
  expect(fake.faults).toEqual([]);
  await fake.close();
});

const send = async (path: string, init: RequestInit = {}, key: string | null = fake.key) => {
  const headers = new Headers(init.headers);
  if (key !== null) headers.set('authorization', `Bearer ${key}`);
  const response = await fetch(fake.url + path, { ...init, headers });
  return { status: response.status, body: answerSchema.parse(await response.json()) };
};
const generate = (fields: unknown, key?: string | null) =>
  send(
    '/images/generations',
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof fields === 'string' ? fields : JSON.stringify(fields),
    },
    key,
  );
interface FormFile {
  readonly bytes: Uint8Array;
  readonly type?: string;
  readonly field?: string;
}
const edit = (files: readonly FormFile[], fields: Record<string, string> = FIELDS) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const { bytes, type = 'image/png', field = 'image[]' } of files) {
    form.append(field, new File([Buffer.from(bytes)], 'a.png', { type }));
  }
  return send('/images/edits', { method: 'POST', body: form });
};
const refused = (code: string | null, param: string | null, status = 400) => ({
  status,
  body: { error: { type: expect.any(String), message: expect.any(String), code, param } },
});

describe('a generation', () => {
  it('is a picture of the size, with its usage', async () => {
    const { status, body } = await generate({ ...FIELDS, size: '1536x864', quality: 'low' });
    expect(status).toBe(200);
    const picture = Buffer.from(body.data[0]?.b64_json ?? '', 'base64');
    expect(await sharp(picture).metadata()).toMatchObject({
      format: 'png',
      width: 1536,
      height: 864,
    });
    const { usage } = body;
    expect(usage).toEqual({
      input_tokens: 2,
      input_tokens_details: { text_tokens: 2, image_tokens: 0 },
      output_tokens: 344,
      output_tokens_details: { text_tokens: 0, image_tokens: 344 },
      total_tokens: 346,
    });
    expect(fake.refusals).toEqual([]);
    expect(fake.calls).toMatchObject([{ prompt: 'a fox', parameters: { quality: 'low' } }]);
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['no prompt', { prompt: undefined }, 'missing_required_parameter', 'prompt'],
    ['no model', { model: undefined }, 'missing_required_parameter', 'model'],
    ['a field that it does not know', { seed: 7 }, 'unknown_parameter', 'seed'],
    ['a field of old models', { response_format: 'url' }, 'unknown_parameter', 'response_format'],
    ['the fidelity of an edit', { input_fidelity: 'high' }, 'unknown_parameter', 'input_fidelity'],
    ['too long a prompt', { prompt: 'x'.repeat(32_001) }, 'string_above_max_length', 'prompt'],
    ['too many images', { n: 11 }, 'integer_out_of_range', 'n'],
    ['a number as text', { n: '1' }, 'invalid_type', 'n'],
    ['a quality of another model', { quality: 'max' }, 'invalid_value', 'quality'],
    ['a complexity of another model', { complexity: 'low' }, 'unknown_parameter', 'complexity'],
    ['a format of the preview', { output_format: 'gif' }, 'invalid_value', 'output_format'],
    [
      'a transparent JPEG',
      { background: 'transparent', output_format: 'jpeg' },
      'invalid_value',
      'background',
    ],
    ['a compressed PNG', { output_compression: 50 }, 'invalid_value', 'output_compression'],
  ])('is refused with %s', async (_name, more, code, param) => {
    expect(await generate({ ...FIELDS, ...more })).toMatchObject(refused(code, param));
    expect(fake.calls).toEqual([]);
    expect(fake.refusals).toHaveLength(1);
  });

  it.each([
    ['gpt-image-2', '1000x1000'],
    ['gpt-image-2', '3856x2160'],
    ['gpt-image-2', '3200x1056'],
    ['gpt-image-2', '800x800'],
    ['gpt-image-2', '3840x2176'],
    ['gpt-image-2', 'large'],
    ['gpt-image-1.5', '1536x864'],
  ])('is refused by %s at the size %s', async (model, size) => {
    expect(await generate({ ...FIELDS, model, size })).toMatchObject(
      refused('invalid_value', 'size'),
    );
  });

  it.each([
    ['gpt-image-2', '3840x2160', {}],
    ['gpt-image-2', 'auto', { quality: null, user: null }],
    ['gpt-image-2.5-flare', '1024x1024', { quality: 'max' }],
    ['gpt-image-2.6-sunburst', '1024x1024', { complexity: 'low', moderation: 'low' }],
    ['gpt-image-1.5', '1536x1024', { background: 'transparent', output_format: 'webp' }],
  ])('is made by %s at the size %s with %j', async (model, size, more) => {
    expect((await generate({ ...FIELDS, model, size, ...more })).status).toBe(200);
  });

  it('is refused without JSON', async () => {
    expect(await generate('{"model"')).toMatchObject(refused(null, null));
    expect(await generate('[]')).toMatchObject(refused(null, null));
    const form = { method: 'POST', body: new FormData() };
    expect(await send('/images/generations', form)).toMatchObject(
      refused('unsupported_content_type', null),
    );
    expect(fake.refusals).toHaveLength(3);
  });
});

describe('an edit', () => {
  it('is made of one image or of sixteen, which count as tokens', async () => {
    const bytes = await aPicture('png');
    const one = await edit([{ bytes, field: 'image' }]);
    const many = await edit(Array.from({ length: 16 }, () => ({ bytes })));
    expect([one, many].map(({ body }) => body.usage?.input_tokens_details.image_tokens)).toEqual([
      400, 6_400,
    ]);
    expect(fake.calls[1]?.references[15]).toEqual(new Uint8Array(bytes));
  });

  it('is refused without an image, with seventeen, and with two of one name', async () => {
    const bytes = await aPicture('png');
    expect(await edit([])).toMatchObject(refused('missing_required_parameter', 'image'));
    expect(await edit(Array.from({ length: 17 }, () => ({ bytes })))).toMatchObject(
      refused('array_above_max_length', 'image'),
    );
    const field = 'image';
    expect(
      await edit([
        { bytes, field },
        { bytes, field },
      ]),
    ).toMatchObject(refused('duplicate_parameter', 'image'));
  });

  it('is refused with an image whose type is wrong, unknown or only claimed', async () => {
    const [png, gif] = [await aPicture('png'), await aPicture('gif')];
    const type = 'application/octet-stream';
    const unknown = refused('unsupported_file_mimetype', 'image[0]');
    expect(await edit([{ bytes: png, type }])).toMatchObject(unknown);
    expect(await edit([{ bytes: gif, type: 'image/gif' }])).toMatchObject(unknown);
    const broken = refused('invalid_image_file', 'image');
    expect(await edit([{ bytes: png, type: 'image/webp' }])).toMatchObject(broken);
    expect(await edit([{ bytes: Buffer.from('no picture') }])).toMatchObject(broken);
  });

  it('is refused with an image of 50 MB', async () => {
    // Not over HTTP: the form's parser takes seconds for so much.
    const image = { name: 'a.png', type: 'image/png', bytes: Buffer.alloc(50 * 1024 * 1024) };
    const checked = checkImages([image], ['image[]']);
    await expect(checked).rejects.toMatchObject({ status: 400, body: { code: 'file_too_large' } });
  });

  it('is refused with what only generations take, and where its model takes no fidelity', async () => {
    const files = [{ bytes: await aPicture('png') }];
    const fidelity = { input_fidelity: 'high' };
    expect(await edit(files, { ...FIELDS, moderation: 'low' })).toMatchObject(
      refused('unknown_parameter', 'moderation'),
    );
    expect(await edit(files, { ...FIELDS, ...fidelity })).toMatchObject(
      refused('unknown_parameter', 'input_fidelity'),
    );
    const { status } = await edit(files, { ...FIELDS, ...fidelity, model: 'gpt-image-1.5' });
    expect(status).toBe(200);
  });

  it('is refused without a form', async () => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    expect(await send('/images/edits', init)).toMatchObject(
      refused('unsupported_content_type', null),
    );
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    expect(await send('/images/edits', { method: 'POST', headers, body: 'no form' })).toMatchObject(
      refused(null, null),
    );
  });
});

describe('a key', () => {
  it('is asked for, and shown with its middle masked', async () => {
    expect(await generate(FIELDS, null)).toMatchObject(refused(null, null, 401));
    const { status, body } = await generate(FIELDS, 'sk-proj-another-key-wxyz');
    expect(status).toBe(401);
    expect(body.error?.message).toMatch(/sk-proj-\*+wxyz/);
    expect([fake.calls, fake.refusals]).toEqual([[], []]);
  });

  it('belongs to one organisation', async () => {
    const init = { headers: { 'openai-organization': 'org-another' } };
    expect((await send('/models', init)).body.error?.code).toBe('mismatched_organization');
  });
});

describe('models', () => {
  it('are listed and described as far as they are offered', async () => {
    fake.offer(['gpt-image-2']);
    expect((await send('/models')).body.data).toMatchObject([{ id: 'gpt-image-2' }]);
    expect((await send('/models/gpt-image-2')).status).toBe(200);
    expect(await send('/models/gpt-image-1.5')).toMatchObject(
      refused('model_not_found', 'model', 404),
    );
    for (const model of ['gpt-image-1.5', 'dall-e-3']) {
      expect(await generate({ ...FIELDS, model })).toMatchObject(refused('invalid_value', 'model'));
    }
    expect(fake.refusals).toEqual([]);
  });
});

it('has no other addresses and methods', async () => {
  expect((await send('/images/variations', { method: 'POST' })).status).toBe(404);
  expect((await send('/images/edits')).status).toBe(405);
  expect((await send('/models', { method: 'POST' })).status).toBe(405);
  expect(fake.refusals).toHaveLength(3);
});
