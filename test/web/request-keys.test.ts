import { describe, expect, it } from 'vitest';
import { aPicture } from '../pictures.ts';
import { Hub } from '../studio/hub.ts';
import { webOf } from './app.ts';

const KEY = { 'idempotency-key': 'k1' };
const OTHER = { status: 422, code: 'request_key_reused' };

async function started() {
  const hub = await new Hub().start();
  const send = webOf(hub).as('ana');
  const upload = async () => {
    const headers = { 'content-type': 'image/png' };
    const bytes = await aPicture();
    return (await send('/api/references?name=a.png', { body: bytes, headers })).json;
  };
  return { hub, send, upload };
}

async function withImages() {
  const { hub, send } = await started();
  const pair = await hub.pairWithImages();
  return { hub, send, pair, generation: hub.newest(pair, 'A').id };
}

describe('the key of /api/generate', () => {
  it.each([
    { prompt: 'a dog' },
    { size: 'landscape' },
    { count: 2 },
    { angle: 'overhead' },
    { tone_ratio: 50 },
    { references: [{ id: 'AAAAAAAAAAAAAAAAAAAA.png', name: 'a.png' }] },
  ])('is refused for another request: %j', async (change) => {
    const { send } = await started();
    const body = { prompt: 'a cat', tone_ratio: 25 };
    expect((await send('/api/generate', { body, headers: KEY })).status).toBe(202);
    const other = { body: { ...body, ...change }, headers: KEY };
    expect((await send('/api/generate', other)).json).toMatchObject(OTHER);
  });

  it('is answered with its pairs for the same request, in whatever order and spelling', async () => {
    const { send } = await started();
    const body = { prompt: '서울', size: 'square', lens: '' };
    const first = await send('/api/generate', { body, headers: KEY });
    const again = { size: 'square', angle: null, prompt: '서울'.normalize('NFD') };
    const second = await send('/api/generate', { body: again, headers: KEY });
    expect([second.status, second.json]).toEqual([202, first.json]);
  });

  it('stands for the images that were sent ahead, also when they are gone by now', async () => {
    const { hub, send, upload } = await started();
    const [one, two] = [await upload(), await upload()];
    const body = { prompt: 'a cat', references: [one] };
    const first = await send('/api/generate', { body, headers: KEY });
    await hub.settle();
    for await (const key of hub.blobs.list('uploads/')) await hub.blobs.delete(key);
    expect((await send('/api/generate', { body, headers: KEY })).json).toEqual(first.json);
    for (const references of [[two], [], [one, two]]) {
      const other = { body: { ...body, references }, headers: KEY };
      expect((await send('/api/generate', other)).json).toMatchObject(OTHER);
    }
  });

  it('is none when it is empty, and has 200 characters at most', async () => {
    const { send } = await started();
    const headers = { 'idempotency-key': '' };
    const ids = [];
    for (const prompt of ['a cat', 'a dog', 'a dog']) {
      ids.push((await send('/api/generate', { body: { prompt }, headers })).json.batch_id);
    }
    expect(new Set(ids).size).toBe(3);
    const long = { 'idempotency-key': 'x'.repeat(201) };
    expect(
      (await send('/api/generate', { body: { prompt: 'a' }, headers: long })).json,
    ).toMatchObject({
      status: 400,
      detail: '“idempotency-key” may have at most 200 characters.',
    });
  });

  it('from before requests had a digest stands for the prompt', async () => {
    const { hub, send } = await started();
    const body = { prompt: 'a cat' };
    const first = await send('/api/generate', { body, headers: KEY });
    hub.store.transaction(() => {
      const pair = hub.store.pairs.get(first.json.batch_id);
      if (pair === undefined) throw new Error('it was stored');
      hub.store.pairs.insert({ ...pair, id: 'older' }, [], 'k0');
    });
    const headers = { 'idempotency-key': 'k0' };
    expect((await send('/api/generate', { body, headers })).json.batch_id).toBe('older');
    const other = { body: { prompt: 'a dog' }, headers };
    expect((await send('/api/generate', other)).json).toMatchObject(OTHER);
  });
});

describe('the key of a press', () => {
  it('stands for the form’s values too', async () => {
    const { hub, send, generation } = await withImages();
    const press = (text: string) =>
      send('/api/press', {
        body: { id: `1:feedback:${generation}`, values: { rating: '4', text } },
        headers: KEY,
      });
    expect((await press('warm')).status).toBe(200);
    expect((await press('cold')).json).toMatchObject(OTHER);
    expect((await press('warm')).status).toBe(200);
    expect(hub.store.feedback.of(generation).map(({ text }) => text)).toEqual(['warm']);
  });
});

describe('the key of /api/feedback', () => {
  it('is answered as before for the same words, and refused for others', async () => {
    const { hub, send, generation } = await withImages();
    const say = (rating: number, headers = {}) =>
      send('/api/feedback', { body: { generation, rating }, headers });
    const first = await say(4, KEY);
    expect((await say(2)).status).toBe(200);
    expect((await say(4, KEY)).json).toEqual(first.json);
    expect(hub.store.feedback.of(generation).map(({ rating }) => rating)).toEqual([2]);
    expect((await say(5, KEY)).json).toMatchObject(OTHER);
  });
});

describe('the key of /api/generate-side', () => {
  it('runs a side once, also when it could be run again', async () => {
    const { hub, send, pair } = await withImages();
    const run = (more: object, headers: Record<string, string> = KEY) =>
      send('/api/generate-side', { body: { batch_id: pair, side: 'A', ...more }, headers });
    const runs = () => hub.view(pair).generations.filter(({ side }) => side === 'A').length;
    expect((await run({})).status).toBe(202);
    await hub.settle();
    await hub.deliver('A');
    expect((await run({})).status).toBe(202);
    expect(runs()).toBe(2);
    expect((await run({ prompt_override: 'a dog' })).json).toMatchObject(OTHER);
    expect((await run({ side: 'B' })).json).toMatchObject(OTHER);
    expect((await run({}, { 'idempotency-key': '' })).status).toBe(202);
    expect(runs()).toBe(3);
  });
});

describe('a key at another route', () => {
  it('is refused, whichever came first, and free again when the first was refused', async () => {
    const { hub, send, pair, generation } = await withImages();
    const requests: Readonly<Record<string, object>> = {
      '/api/generate': { prompt: 'a cat' },
      '/api/generate-side': { batch_id: pair, side: 'A' },
      '/api/press': { id: `1:details:${generation}` },
      '/api/feedback': { generation, rating: 4 },
    };
    const before = hub.store.pairs.history('web:ana', 'web', null, 50).length;
    for (const first of Object.keys(requests)) {
      const headers = { 'idempotency-key': `of ${first}` };
      const wrong = await send(first, { body: { nothing: 1 }, headers });
      expect(wrong.status).toBeGreaterThanOrEqual(400);
      expect((await send(first, { body: requests[first] ?? {}, headers })).status).toBeLessThan(
        300,
      );
      await hub.settle();
      for (const [route, body] of Object.entries(requests)) {
        const answer = await send(route, { body, headers });
        if (route === first) expect(answer.status).toBeLessThan(300);
        else expect(answer.json).toMatchObject(OTHER);
      }
    }
    expect(hub.store.pairs.history('web:ana', 'web', null, 50)).toHaveLength(before + 1);
    expect(hub.store.feedback.of(generation)).toHaveLength(1);
  });
});
