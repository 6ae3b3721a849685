import type { Clock } from '../../ports/system.ts';

/** The part of the newest measurement in the usual time. */
const NEWEST = 0.1;

/** Runs works in the order they came, a few at once. */
export class PlanningTurns {
  readonly #atOnce: number;
  readonly #clock: Clock;
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  /** Milliseconds that a work usually takes. */
  #usualMs = 0;

  constructor(atOnce: number, clock: Clock) {
    this.#atOnce = atOnce;
    this.#clock = clock;
  }

  /** Milliseconds until a work that comes now would be done. */
  get waitMs(): number {
    const before = this.#running + this.#waiting.length;
    return Math.floor(before / this.#atOnce) * this.#usualMs;
  }

  /** Runs the work when its turn comes. Settles as it does. */
  async run(work: () => Promise<void>): Promise<void> {
    if (this.#running >= this.#atOnce) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running += 1;
    }
    const began = this.#clock.now();
    try {
      await work();
    } finally {
      const ms = Math.max(0, this.#clock.now() - began);
      this.#usualMs += NEWEST * (ms - this.#usualMs);
      const next = this.#waiting.shift();
      // The next one takes over this place.
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}
