import { describe, expect, it, vi } from 'vitest';
import { WebEvents } from '../../src/bots/web/events.ts';
import { follow } from '../../src/bots/web/follow.ts';
import type { Card } from '../../src/core/card.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { webMessageRows } from '../../src/storage/web-message-rows.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { loosely } from '../fakes/discord/kit.ts';

const CARD: Card = { kind: 'header', heading: 'hi', lines: [], badges: [], rows: [] };
const WAIT = { timeout: 10_000 };

/** Somebody who follows the chat from `since` on. */
function reader(since = 0) {
  const messages = webMessageRows(openDatabase(':memory:'));
  const events = new WebEvents();
  const clock = new FakeClock();
  const stopping = new AbortController();
  const written: string[] = [];
  const aborts: (() => void)[] = [];
  const stream = loosely({
    aborted: false,
    onAbort: (then: () => void) => aborts.push(then),
    write: async (text: string) => written.push(text),
    writeSSE: async ({ event, id }: { event: string; id: string }) => {
      written.push(`${event} ${id}`);
    },
  });
  const post = (n: number, channel = 'general') =>
    messages.post({ id: `m${n}`, channel, nonce: `n${n}`, replyTo: null, card: CARD, at: n });
  const start = () =>
    follow(stream, { messages, events, clock, stopping: stopping.signal }, 'web:ana', since);
  const hangUp = () => {
    stream.aborted = true;
    for (const then of aborts) then();
  };
  return { events, clock, stopping, written, post, start, hangUp };
}

describe('who follows the chat', () => {
  it('is told of everything since, in order, however much it is', async () => {
    const { post, start, written, hangUp } = reader(3);
    for (let n = 1; n <= 250; n += 1) post(n);
    const done = start();
    const all = Array.from({ length: 247 }, (_, n) => `message ${n + 4}`);
    await vi.waitFor(() => expect(written).toEqual(['hello 3', ...all]), WAIT);
    hangUp();
    await done;
  });

  it('is told of what comes, when it comes, and of no other channel', async () => {
    const { post, start, written, events, hangUp } = reader();
    const done = start();
    await vi.waitFor(() => expect(written).toEqual(['hello 0']), WAIT);
    post(1, 'another');
    post(2);
    events.changed();
    await vi.waitFor(() => expect(written).toEqual(['hello 0', 'message 2']), WAIT);
    hangUp();
    await done;
  });

  it('gets a sign of life every fifteen seconds in which nothing comes', async () => {
    const { start, written, clock, hangUp } = reader();
    const done = start();
    await vi.waitFor(() => expect(clock.pending).toBe(1), WAIT);
    await clock.advance(14_999);
    expect(written).toEqual(['hello 0']);
    await clock.advance(1);
    await vi.waitFor(() => expect(written).toEqual(['hello 0', ': alive\n\n']), WAIT);
    hangUp();
    await done;
    expect(clock.pending).toBe(0);
  });

  it('is let go when the hub stops', async () => {
    const { start, stopping, clock } = reader();
    const done = start();
    await vi.waitFor(() => expect(clock.pending).toBe(1), WAIT);
    stopping.abort();
    await done;
    expect(clock.pending).toBe(0);
  });
});
