import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { UserError } from '../../src/core/words/user-error.ts';
import { describe, expect, it, vi } from 'vitest';
import { WebEvents } from '../../src/bots/web/events.ts';
import { follow } from '../../src/bots/web/follow.ts';
import { messageJson } from '../../src/bots/web/message-json.ts';
import type { WebMessage } from '../../src/bots/web/web-messages.ts';
import { Pace } from '../../src/core/base/pace.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { webMessageRows } from '../../src/storage/web-message-rows.ts';
import { FakeClock } from '../fakes/fake-clock.ts';

/** A chat that one person follows from `since` on; `heard` grows as they read. */
async function following(since: number, before = 0, pace = new Pace(1)) {
  const db = openDatabase(':memory:');
  const messages = webMessageRows(db);
  const events = new WebEvents();
  const clock = new FakeClock();
  const stopping = new AbortController();
  const ending = new AbortController();
  const reader = { locale: 'en', since } as const;
  let why: UserError | undefined;
  const post = (id: string, channel = 'general') => {
    const card = { kind: 'header', heading: id, lines: [], badges: [], rows: [] } as const;
    messages.post({ id, channel, nonce: `n-${id}`, replyTo: null, card, at: 1 });
  };
  for (let n = 1; n <= before; n += 1) post(`m${n}`);
  let isOver = false;
  let onRead = (_nonce: string) => {};
  const told = (message: WebMessage) => {
    onRead(message.nonce);
    const shown = { message, card: message.card, pairId: null, generationId: null, reactions: [] };
    return { ...messageJson(shown, 'web:ana'), pair: null };
  };
  const parts = {
    studio: { durable: async () => undefined },
    reading: pace,
    told,
    messages,
    events,
    clock,
    stopping: stopping.signal,
    ending: ending.signal,
    refusal: () => why,
  };
  const app = new Hono().get('/', (context) =>
    streamSSE(context, async (stream) => {
      await follow(stream, parts, reader);
      isOver = true;
    }),
  );
  const hangUp = new AbortController();
  const response = await app.request('/', { signal: hangUp.signal });
  const body = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const reading = (async () => {
    for (let got = await body?.read(); got?.done === false; got = await body?.read()) {
      text += got.value;
    }
  })().catch(() => undefined);
  return {
    messages,
    events,
    clock,
    stopping,
    post,
    reading,
    heard: () => text,
    /** Names and seqs of what was told, in order. */
    told: () =>
      [...text.matchAll(/^event: (\w+)\ndata: .*\nid: (\d+)$/gm)].map((one) => one.slice(1)),
    isOver: () => isOver,
    leave: async () => body?.cancel(),
    ending,
    /** Calls `run` before a message is sent. */
    beforeEach: (run: (nonce: string) => void) => {
      onRead = run;
    },
    refuse: (refusal: UserError) => {
      why = refusal;
    },
    until: (done: () => void) => vi.waitFor(done, { timeout: 10_000, interval: 5 }),
  };
}

describe('who follows the chat', () => {
  it('hears first from where it goes on, then every change after that, however many', async () => {
    const at = await following(1, 250);
    await at.until(() => expect(at.told()).toHaveLength(250));
    expect(at.told()[0]).toEqual(['hello', '1']);
    expect(at.told().slice(1)).toEqual(
      Array.from({ length: 249 }, (_, n) => ['message', String(n + 2)]),
    );
    await at.leave();
  });

  it('leaves time for other work, however many they are and however much each has missed', async () => {
    const pace = new Pace(1);
    const readers = await Promise.all(Array.from({ length: 5 }, () => following(0, 200, pace)));
    let read = 0;
    for (const one of readers) {
      one.beforeEach(() => {
        read += 1;
      });
    }
    const inATurn: number[] = [];
    while (readers.some((one) => one.told().length < 201)) {
      const before = read;
      await new Promise((resolve) => setImmediate(resolve));
      inATurn.push(read - before);
    }
    expect(Math.max(...inATurn)).toBeLessThanOrEqual(2 * 20);
    await Promise.all(readers.map((one) => one.leave()));
  });

  it('hears at once of what comes later, and nothing of other channels', async () => {
    const at = await following(0);
    await at.until(() => expect(at.clock.pending).toBe(1));
    at.post('elsewhere', 'other');
    at.post('here');
    at.events.changed();
    await at.until(() =>
      expect(at.told()).toEqual([
        ['hello', '0'],
        ['message', '2'],
      ]),
    );
    expect(at.heard()).toContain('"heading":"here"');
    await at.leave();
  });

  it('is given a sign of life every 15 seconds, and only then', async () => {
    const at = await following(0);
    await at.until(() => expect(at.clock.pending).toBe(1));
    await at.clock.advance(14_999);
    expect(at.heard()).not.toContain('alive');
    await at.clock.advance(1);
    await at.until(() => expect(at.heard().match(/^event: alive$/gm)).toHaveLength(1));
    await at.until(() => expect(at.clock.pending).toBe(1));
    await at.clock.advance(15_000);
    await at.until(() => expect(at.heard().match(/^event: alive$/gm)).toHaveLength(2));
    await at.leave();
  });

  it('is let go when the hub stops, and leaves no timer behind', async () => {
    const at = await following(0);
    await at.until(() => expect(at.clock.pending).toBe(1));
    at.stopping.abort();
    await at.reading;
    expect(at.isOver()).toBe(true);
    expect(at.clock.pending).toBe(0);
    expect(at.told()).toEqual([['hello', '0']]);
  });

  it('is forgotten when it goes', async () => {
    const at = await following(0);
    await at.until(() => expect(at.clock.pending).toBe(1));
    await at.leave();
    await at.until(() => expect(at.isOver()).toBe(true));
    expect(at.clock.pending).toBe(0);
  });

  it('is told the chat’s epoch, and begins now when they name a seq that it has not reached', async () => {
    const at = await following(999_999_999_999_999, 3);
    await at.until(() => expect(at.told()).toEqual([['hello', '3']]));
    const [, data = ''] = /^event: hello\ndata: (.*)$/m.exec(at.heard()) ?? [];
    expect(JSON.parse(data)).toEqual({ epoch: at.messages.epoch() });
    expect(at.messages.epoch()).toMatch(/^[0-9a-f]{24}$/);
    at.post('m4');
    at.events.changed();
    await at.until(() => expect(at.told().at(-1)).toEqual(['message', '4']));
    await at.leave();
  });

  it('is given nothing more once they are refused, but the reason', async () => {
    const at = await following(0);
    await at.until(() => expect(at.clock.pending).toBe(1));
    at.refuse(new UserError('not_allowed_person'));
    at.post('unseen');
    at.events.changed();
    await at.reading;
    expect(at.isOver()).toBe(true);
    expect(at.heard()).not.toContain('unseen');
    expect(at.heard()).toContain(
      'event: end\ndata: {"code":"not_allowed_person","detail":"You cannot use Diptych here: an admin has blocked this account."}\n\n',
    );
    expect(at.clock.pending).toBe(0);
  });

  it('is given nothing of many changes after they are refused', async () => {
    const at = await following(0);
    await at.until(() => expect(at.clock.pending).toBe(1));
    at.beforeEach((nonce) => {
      if (nonce === 'n-m2') at.refuse(new UserError('not_allowed_person'));
    });
    for (const id of ['m1', 'm2', 'm3']) at.post(id);
    at.events.changed();
    await at.reading;
    expect(at.told().map(([, id]) => id)).toEqual(['0', '1', '2']);
    expect(at.heard()).toContain('event: end');
  });

  it('is told why when the stream must end, without a change in the chat', async () => {
    const at = await following(0);
    await at.until(() => expect(at.clock.pending).toBe(1));
    at.ending.abort(new UserError('streams_many', 20));
    await at.reading;
    expect(at.heard()).toContain(
      'event: end\ndata: {"code":"streams_many","detail":"More than 20 ',
    );
    expect(at.clock.pending).toBe(0);
  });
});
