import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, call, ended, runHub, type RunningHub } from './hub.ts';

let hub: RunningHub;
beforeAll(async () => {
  hub = await runHub();
});
afterAll(() => hub.close());

interface Event {
  readonly event: string;
  readonly id: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read answers freely
  readonly data: any;
}

/** Reads events until `done` says so, then hangs up. */
async function follow(
  since: string,
  done: (events: Event[]) => boolean,
  headers: Readonly<Record<string, string>> = {},
): Promise<Event[]> {
  const stop = new AbortController();
  const { signal } = stop;
  const response = await fetch(`${hub.url}/api/events${since}`, { signal, headers });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const events: Event[] = [];
  let rest = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const blocks = (rest + chunk).split('\n\n');
    rest = blocks.pop() ?? '';
    events.push(...blocks.filter((block) => block.includes('id:')).map(read));
    if (done(events)) break;
  }
  stop.abort();
  return events;
}

function read(block: string): Event {
  const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1] ?? '';
  return { event: field('event'), id: Number(field('id')), data: JSON.parse(field('data')) };
}

describe('following the chat', () => {
  it('tells the header, each image and each change, in the order of their seq', async () => {
    const { seq } = (await call(hub.url, '/api/messages')).json;
    const following = follow(`?since=${seq}`, (events) =>
      events.some((one) => JSON.stringify(one.data).includes('Which is better?')),
    );
    await ask(hub.url, 'a cat');
    const events = await following;
    expect(events[0]?.event).toBe('hello');
    const kinds = events.slice(1).map((one) => one.data.card.kind);
    expect(kinds[0]).toBe('header');
    expect(kinds.filter((kind) => kind === 'image').length).toBeGreaterThanOrEqual(2);
    const ids = events.map((one) => one.id);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  });

  it('resumes after the last event that was seen, and misses nothing', async () => {
    const { seq } = (await call(hub.url, '/api/messages')).json;
    const id = await ask(hub.url, 'a cat');
    const status = await ended(hub.url, id);
    const wanted = [status.sides.A.message_id, status.sides.B.message_id];
    const seen = (events: Event[]) => new Set(events.map((one) => one.data.id));
    const all = (events: Event[]) => wanted.every((one) => seen(events).has(one));
    const events = await follow(`?since=${seq}`, all);
    const middle = events.at(-2)?.id ?? 0;
    const later = await follow(`?since=${middle}`, (some) => some.length >= 2);
    expect(later[1]?.id).toBeGreaterThan(middle);
  });

  it('begins after the event that a browser saw last, else after `since`, else now', async () => {
    await ended(hub.url, await ask(hub.url, 'a cat'));
    const { seq } = (await call(hub.url, '/api/messages')).json;
    const begin = async (since: string, headers = {}) =>
      (await follow(since, (events) => events.length > 0, headers))[0]?.id;
    expect(await begin('?since=1', { 'last-event-id': '3' })).toBe(3);
    expect(await begin('?since=1')).toBe(1);
    expect(await begin('?since=never')).toBeGreaterThanOrEqual(seq);
    expect(await begin('')).toBeGreaterThanOrEqual(seq);
  });

  it('tells a removal, so that a deleted image leaves every page', async () => {
    const id = await ask(hub.url, 'a cat');
    const { A } = (await ended(hub.url, id)).sides;
    const { seq } = (await call(hub.url, '/api/messages')).json;
    const gone = (events: Event[]) =>
      events.some((one) => one.data.id === A.message_id && one.data.card === null);
    const following = follow(`?since=${seq}`, gone);
    await call(hub.url, '/api/press', { body: { id: `1:delete_confirm:${A.generation}` } });
    expect(gone(await following)).toBe(true);
  });

  it('tells who reads what stands under an image, and what of it is their own', async () => {
    const id = await ask(hub.url, 'a cat');
    const { A } = (await ended(hub.url, id)).sides;
    const { seq } = (await call(hub.url, '/api/messages')).json;
    const react = (who: string, emoji: string, present = true) =>
      call(hub.url, '/api/reactions', {
        body: { message_id: A.message_id, emoji, present },
        headers: { 'x-diptych-user': who },
      });
    const following = follow(`?since=${seq}`, (events) =>
      events.some((one) => one.data.reactions?.length === 2),
    );
    await react('ben', 'heart');
    await react('you', 'heart');
    expect((await react('ben', '👎')).json.message.reactions).toMatchObject([
      { emoji: 'heart', count: 2, mine: true, people: ['ben', expect.any(String)] },
      { emoji: '-1', count: 1, mine: true },
    ]);
    expect((await following).at(-1)?.data).toMatchObject({
      id: A.message_id,
      reactions: [
        { emoji: 'heart', count: 2, mine: true },
        { emoji: '-1', count: 1, mine: false },
      ],
    });
    expect((await react('you', 'heart', false)).json.message.reactions).toMatchObject([
      { emoji: 'heart', count: 1, mine: false },
      { emoji: '-1', count: 1, mine: false },
    ]);
    await call(hub.url, '/api/press', { body: { id: `1:delete_confirm:${A.generation}` } });
    expect((await react('ben', 'tada')).json).toEqual({ message: null });
  });

  it('answers HEAD at once, and follows nobody for it', async () => {
    const response = await fetch(`${hub.url}/api/events`, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type') ?? '').not.toContain('event-stream');
  });

  it('does not keep the hub from stopping', async () => {
    const other = await runHub();
    const response = await fetch(`${other.url}/api/events`);
    const reading = response.text().catch(() => 'cut');
    await other.close();
    expect(await reading).toContain('hello');
  });
});
