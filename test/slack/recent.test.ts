import { expect, it } from 'vitest';
import { LIFE_MS, MAX, Recent } from '../../src/bots/slack/recent.ts';
import { FakeClock } from '../fakes/fake-clock.ts';

it('a delivery is known again for an hour', async () => {
  const clock = new FakeClock();
  const recent = new Recent(clock);
  expect([recent.add('a'), recent.add('a'), recent.add('b')]).toEqual([true, false, true]);
  await clock.advance(LIFE_MS - 1);
  expect(recent.add('a')).toBe(false);
  await clock.advance(1);
  expect([recent.add('a'), LIFE_MS]).toEqual([true, 3_600_000]);
});

it('only so many deliveries are remembered: the oldest are forgotten first', () => {
  const recent = new Recent(new FakeClock());
  for (let at = 0; at < MAX; at += 1) recent.add(`${at}`);
  expect([recent.add('one more'), recent.add('1'), MAX]).toEqual([true, false, 20_000]);
  expect(recent.add('0')).toBe(true);
});
