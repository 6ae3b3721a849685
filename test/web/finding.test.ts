import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, call, ended, runHub, type RunningHub } from './hub.ts';

let hub: RunningHub;
beforeAll(async () => {
  hub = await runHub();
});
afterAll(() => hub.close());

const get = (path: string, headers = {}) => call(hub.url, path, { headers });

describe('history over HTTP', () => {
  it('is searched by words, each pair with its day and small pictures', async () => {
    const id = await ask(hub.url, 'a Cat in 서울, 100% wool');
    await ended(hub.url, id);
    await ended(hub.url, await ask(hub.url, 'a dog'));
    const q = encodeURIComponent('100% 서울 cat');
    const { json } = await get(`/api/history?q=${q}`);
    expect(json.pairs).toHaveLength(1);
    expect(json.pairs[0]).toMatchObject({
      batch_id: id,
      prompt: 'a Cat in 서울, 100% wool',
      day: new Date(json.pairs[0].at).toISOString().slice(0, 10),
      message_id: expect.any(String),
    });
    const small = await fetch(`${hub.url}${json.pairs[0].sides.A.image.thumb_url}`);
    expect(small.headers.get('content-type')).toBe('image/webp');
    expect((await small.arrayBuffer()).byteLength).toBeLessThan(
      json.pairs[0].sides.A.image.bytes / 4,
    );
    expect((await get('/api/history?q=elephant')).json).toMatchObject({ pairs: [], next: null });
    expect((await get('/api/history')).json.pairs).toHaveLength(2);
  });
});

describe('a small copy over HTTP', () => {
  it('has one of the sides that there are; else the whole picture comes', async () => {
    const { sides } = await ended(hub.url, await ask(hub.url, 'a sea'));
    const { url, bytes } = sides.A.image;
    for (const w of ['321', '-1', '1e9', '']) {
      const whole = await fetch(`${hub.url}${url}?w=${w}`);
      expect((await whole.arrayBuffer()).byteLength).toBe(bytes);
    }
    const [reference] = sides.A.spec.references;
    const small = await fetch(`${hub.url}${reference.url}?w=160`);
    expect(small.headers.get('content-type')).toBe('image/webp');
  });

  it('is gone with its image, also one that was made before', async () => {
    const { sides } = await ended(hub.url, await ask(hub.url, 'a house'));
    const { url } = sides.B.image;
    expect((await get(`${url}?w=160`)).status).toBe(200);
    await call(hub.url, '/api/press', { body: { id: `1:delete_confirm:${sides.B.generation}` } });
    expect((await get(`${url}?w=160`)).json).toMatchObject({ code: 'image_deleted' });
    expect((await get('/images/never.png?w=160')).json).toMatchObject({ code: 'gone' });
  });
});

describe('a comparison over HTTP', () => {
  it('says in the reader’s language what differs, with the references of each', async () => {
    const id = await ask(hub.url, 'a lamp');
    const { sides } = await ended(hub.url, id);
    const [a, b] = [sides.A.generation, sides.B.generation];
    const { json } = await get(`/api/compare?a=${a}&b=${b}`);
    expect(json.lines[0]).toBe('Same prompt, same seed, same model, same size');
    expect(json.lines[1]).toMatch(/^3 tone references \(.+\) against 5 \(.+\)$/);
    expect([json.a.length, json.b.length]).toEqual([3, 5]);
    expect((await get(json.b[4].url)).status).toBe(200);
    const korean = await get(`/api/compare?a=${b}&b=${a}`, { 'accept-language': 'ko' });
    expect(korean.json.lines[1]).toMatch(/^톤 레퍼런스 5장\(.+\) 대 3장\(.+\)$/);
  });

  it('is refused for what is not there, and for images of two pairs', async () => {
    const one = await ended(hub.url, await ask(hub.url, 'a boat'));
    const other = await ended(hub.url, await ask(hub.url, 'a ship'));
    const [a, b] = [one.sides.A.generation, other.sides.A.generation];
    expect((await get(`/api/compare?a=${a}&b=${b}`)).json).toMatchObject({
      status: 409,
      code: 'compare_pairs',
    });
    expect((await get(`/api/compare?a=${a}&b=never`)).json).toMatchObject({ code: 'gone' });
    expect((await get(`/api/compare?a=${a}`)).status).toBe(400);
  });
});

describe('a prompt that is a command', () => {
  it.each([
    ['/generat a cat', '/generat', '/generate'],
    ['/help', '/help', '/diptych'],
    ['/imagine a cat', '/imagine', '/'],
  ])('%s is refused with the nearest, and nothing is made', async (prompt, typed, nearest) => {
    const before = (await get('/api/history')).json.pairs.length;
    const { json } = await call(hub.url, '/api/generate', { body: { prompt } });
    expect(json).toMatchObject({ status: 422, code: 'command_unknown' });
    expect(json.detail).toContain(typed);
    expect(json.detail).toContain(nearest);
    expect((await get('/api/history')).json.pairs).toHaveLength(before);
  });

  it.each(['1/2 cat', '/home/ana/cat.png on a screen', 'a cat / a dog'])(
    '%s is a prompt all the same',
    async (prompt) => {
      await ended(hub.url, await ask(hub.url, prompt));
    },
  );
});
