import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPicture, forgedPng } from '../pictures.ts';
import { ask, call, ended, runHub, type RunningHub, upload } from './hub.ts';

let hub: RunningHub;
beforeAll(async () => {
  hub = await runHub();
});
afterAll(() => hub.close());

const post = (path: string, body: unknown, headers = {}) => call(hub.url, path, { body, headers });

describe('references of one’s own', () => {
  it('are sent ahead, used first, and belong to who sent them', async () => {
    const sent = await upload(hub.url, 'mine.jpg', await aPicture('jpeg'));
    expect(sent.status).toBe(201);
    const foreign = await post(
      '/api/generate',
      { prompt: 'a cat', references: [sent.json] },
      { 'x-diptych-user': 'ben' },
    );
    expect(foreign.json).toMatchObject({ status: 422, code: 'reference_unavailable' });
    const id = await ask(hub.url, 'a cat', { references: [sent.json] });
    const status = await ended(hub.url, id);
    expect(status.sides.A.spec.references[0]).toMatchObject({ role: 'own', label: 'mine.jpg' });
  });

  it('over seven are refused', async () => {
    const sent = (await upload(hub.url, 'a.png', await aPicture())).json;
    const references = Array.from({ length: 8 }, () => sent);
    const answer = await post('/api/generate', { prompt: 'a', references });
    expect(answer.json).toMatchObject({ status: 422, code: 'references_too_many' });
  });

  it.each<[string, () => Promise<Uint8Array> | Uint8Array, number, string]>([
    ['no image', () => new TextEncoder().encode('hello'), 415, 'reference_type'],
    ['a GIF', () => aPicture('gif'), 415, 'reference_type'],
    [
      'cut short',
      async () => (await aPicture('png', { width: 500, height: 500 })).subarray(0, 900),
      422,
      'reference_broken',
    ],
    ['60,000 × 60,000', () => forgedPng(60_000, 60_000), 413, 'reference_too_many_pixels'],
    ['over 20 MB', () => new Uint8Array(20 * 1024 * 1024 + 1), 413, 'reference_too_large'],
    ['nothing', () => new Uint8Array(), 415, 'reference_type'],
  ])('that are %s are refused by name', async (_what, make, status, code) => {
    const answer = await upload(hub.url, '내 사진.png', await make());
    expect(answer.json).toMatchObject({ status, code });
    expect(answer.json.detail).toContain('“내 사진.png”');
  });

  it.each(['image/jpg', 'image/heic', 'application/pdf', 'IMAGE/PNG; charset=binary', ''])(
    'are what their bytes are, whatever type they come as: %j',
    async (type) => {
      const answer = await upload(hub.url, 'x.png', await aPicture(), { 'content-type': type });
      expect(answer).toMatchObject({ status: 201, json: { name: 'x.png' } });
      const wrong = await upload(hub.url, 'plan.pdf', new TextEncoder().encode('%PDF-1.7\n'), {
        'content-type': type,
      });
      expect(wrong.json).toMatchObject({ status: 415, code: 'reference_type' });
      expect(wrong.json.detail).toBe('“plan.pdf” is not a PNG, JPEG or WebP image.');
    },
  );

  it('without a type are taken', async () => {
    const bytes = Buffer.from(await aPicture());
    const answer = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request(`${hub.url}/api/references?name=x.png`, { method: 'POST' }, (got) => {
        got.resume();
        resolve(got.statusCode);
      });
      sent.on('error', reject);
      sent.end(bytes);
    });
    expect(answer).toBe(201);
  });

  it.each([
    'application/json',
    'text/plain',
    'Text/Plain; charset=utf-8',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
  ])('are the body, and no form or JSON as %j: what would be right is said', async (type) => {
    const answer = await upload(hub.url, 'x.png', await aPicture(), { 'content-type': type });
    expect(answer.json).toMatchObject({ status: 415, code: 'upload_type_refused' });
    expect(answer.json.detail).toContain('image/png, image/jpeg, image/webp');
  });
});
