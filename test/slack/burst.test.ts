import { expect, it } from 'vitest';
import { Burst } from '../../src/bots/slack/burst.ts';
import { FakeClock } from '../fakes/fake-clock.ts';

/** Whether work may begin before the event loop turns. */
async function beginsAtOnce(burst: Burst): Promise<boolean> {
  let hasTurned = false;
  setImmediate(() => {
    hasTurned = true;
  });
  await burst.over();
  return !hasTurned;
}

it('work on what comes alone begins at once, and on what comes together when no more comes', async () => {
  const clock = new FakeClock();
  const burst = new Burst(clock);
  burst.arrived();
  expect(await beginsAtOnce(burst)).toBe(true);
  await clock.advance(49);
  burst.arrived();
  expect(await beginsAtOnce(burst)).toBe(false);
  await clock.advance(50);
  burst.arrived();
  expect(await beginsAtOnce(burst)).toBe(true);
  burst.arrived();
  expect(await beginsAtOnce(burst)).toBe(false);
});
