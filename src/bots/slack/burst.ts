import { setImmediate as turn } from 'node:timers/promises';
import { Pace } from '../../core/base/pace.ts';
import type { Clock } from '../../core/ports/system.ts';

/** Turns of the event loop without anything new, after which a burst is over. */
const QUIET_TURNS = 5;
/** Milliseconds that work waits for the end of a burst. */
const LONGEST_MS = 1_000;
/** Works that begin in one turn. */
const PER_TURN = 2;

/** Lets a burst of deliveries be acknowledged before the work on them begins: Slack waits only three seconds. */
export class Burst {
  readonly #clock: Clock;
  readonly #pace = new Pace(PER_TURN);
  #arrived = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Something was delivered. */
  arrived(): void {
    this.#arrived += 1;
  }

  /** Resolves when work may begin. Alone, that takes less than a millisecond. */
  async over(): Promise<void> {
    const until = this.#clock.now() + LONGEST_MS;
    for (let quiet = 0, seen = this.#arrived; quiet < QUIET_TURNS; quiet += 1) {
      await turn();
      if (this.#clock.now() >= until) break;
      if (seen !== this.#arrived) quiet = -1;
      seen = this.#arrived;
    }
    await this.#pace.turn();
  }
}
