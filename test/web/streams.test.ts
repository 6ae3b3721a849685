import { describe, expect, it } from 'vitest';
import { Streams } from '../../src/bots/web/streams.ts';
import { UserError } from '../../src/core/words/user-error.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { runHub } from './hub.ts';

function some() {
  const clock = new FakeClock();
  const streams = new Streams({ clock });
  const ended: string[] = [];
  const refused = new Map<string, UserError>();
  return {
    clock,
    ended,
    refused,
    open: (owner: string, name: string) =>
      streams.add({
        owner,
        refusal: () => refused.get(name),
        end: (why) => void ended.push(`${name}: ${why.code}`),
      }),
  };
}

describe('open event streams', () => {
  it('are twenty of one person and address; the oldest ends for a new one', () => {
    const { open, ended } = some();
    for (let n = 0; n < 20; n += 1) open('ana', `a${n}`);
    open('ben', 'b');
    expect(ended).toEqual([]);
    open('ana', 'a20');
    open('ana', 'a21');
    expect(ended).toEqual(['a0: streams_many', 'a1: streams_many']);
  });

  it('that have closed are not counted', () => {
    const { open, ended } = some();
    const close = Array.from({ length: 20 }, (_, n) => open('ana', `a${n}`));
    close[3]?.();
    close[3]?.();
    open('ana', 'a20');
    expect(ended).toEqual([]);
  });

  it('are five hundred in all; whoever has most loses one', () => {
    const { open, ended } = some();
    open('first', 'f');
    for (let n = 0; n < 480; n += 1) open(`p${n}`, `p${n}`);
    for (let n = 0; n < 19; n += 1) open('ana', `a${n}`);
    expect(ended).toEqual([]);
    open('late', 'l');
    expect(ended).toEqual(['a0: streams_many']);
  });

  it('are looked at every second, and end when their person is refused', async () => {
    const { open, ended, refused, clock } = some();
    open('ana', 'a');
    open('ben', 'b');
    await clock.advance(5_000);
    expect(ended).toEqual([]);
    refused.set('a', new UserError('not_allowed_person'));
    await clock.advance(1_000);
    expect(ended).toEqual(['a: not_allowed_person']);
    await clock.advance(5_000);
    expect(ended).toEqual(['a: not_allowed_person']);
  });

  it('leave no timer when the last one has closed', async () => {
    const { open, clock } = some();
    const close = open('ana', 'a');
    expect(clock.pending).toBe(1);
    await clock.advance(1_000);
    expect(clock.pending).toBe(1);
    close();
    expect(clock.pending).toBe(0);
    open('ana', 'b')();
    expect(clock.pending).toBe(0);
  });
});

it('of a hub: the oldest of twenty-one from one place is told why it ends, and the others go on', async () => {
  const hub = await runHub();
  const stop = new AbortController();
  const open = () => fetch(`${hub.url}/api/events`, { signal: stop.signal });
  const oldest = await open();
  for (let n = 0; n < 20; n += 1) await open();
  expect(await oldest.text()).toMatch(
    /event: end\ndata: \{"code":"streams_many","detail":"More than 20 pages follow the chat at once, so the oldest has stopped: close some, then come back to it\."\}\n\n$/,
  );
  stop.abort();
  await hub.close();
});
