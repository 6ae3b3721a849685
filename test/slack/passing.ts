import { setImmediate as turn } from 'node:timers/promises';
import type { FakeClock } from '../fakes/fake-clock.ts';

/** Milliseconds of one step: no wait of ours is shorter. */
const STEP_MS = 100;

/** What comes of work, while time passes whenever something waits for it: answers over the network take none. */
export async function passing<T>(clock: FakeClock, work: Promise<T>): Promise<T> {
  const seen = { isOver: false };
  const over = () => {
    seen.isOver = true;
  };
  work.then(over, over);
  while (!seen.isOver) {
    if (clock.pending > 0) await clock.advance(STEP_MS);
    else await turn();
  }
  return work;
}
