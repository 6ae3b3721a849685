import { expect, it } from 'vitest';
import { LiveInteractions } from '../../src/bots/discord/live-interactions.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { loosely } from '../fakes/discord/kit.ts';

const MINUTE = 60_000;
let ids = 0;
const by = (user: string, channelId: string | null) =>
  loosely({ id: String((ids += 1)), user: { id: user }, channelId });

it('the newest interaction of a person in a channel is the way to tell them', () => {
  const live = new LiveInteractions(new FakeClock());
  const [first, second, other] = [by('ana', 'c1'), by('ana', 'c1'), by('ben', 'c1')];
  for (const one of [first, second, other]) live.add(one);
  expect(live.of('ana', 'c1')).toBe(second);
  expect(live.of('ben', 'c1')).toBe(other);
  expect(live.of('ana', 'c2')).toBeUndefined();
  expect(live.of('cat', 'c1')).toBeUndefined();
});

it('lives as long as its token, less a margin', async () => {
  const clock = new FakeClock();
  const live = new LiveInteractions(clock);
  const one = by('ana', 'c1');
  live.add(one);
  await clock.advance(14 * MINUTE - 1);
  expect(live.of('ana', 'c1')).toBe(one);
  await clock.advance(1);
  expect(live.of('ana', 'c1')).toBeUndefined();
});

it('dead ones are forgotten, and those that were used again are not', async () => {
  const clock = new FakeClock();
  const live = new LiveInteractions(clock);
  live.add(by('ana', 'c1'));
  live.add(by('ben', 'c1'));
  await clock.advance(10 * MINUTE);
  const again = by('ana', 'c1');
  live.add(again);
  await clock.advance(5 * MINUTE);
  live.add(by('cat', 'c1'));
  expect(live.of('ana', 'c1')).toBe(again);
  expect(live.of('ben', 'c1')).toBeUndefined();
});

it('knows one that is delivered once more, and keeps the way to answer the first', () => {
  const live = new LiveInteractions(new FakeClock());
  const again = (id: string) => loosely({ id, user: { id: 'ana' }, channelId: 'c1' });
  const first = again('1');
  expect(live.add(first)).toBe(true);
  expect(live.add(again('1'))).toBe(false);
  expect(live.of('ana', 'c1')).toBe(first);
  expect(live.add(again('2'))).toBe(true);
});
