import type { Clock } from '../../core/ports/system.ts';

/** Milliseconds in which Slack may deliver the same once more. */
export const LIFE_MS = 3_600_000;
export const MAX = 20_000;

/** Keys of what came lately. A refused request has no key in the database: delivered once more, it must not be accepted. */
export class Recent {
  readonly #clock: Clock;
  readonly #keys = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** False for a key that came before. */
  add(key: string): boolean {
    const now = this.#clock.now();
    for (const [old, at] of this.#keys) {
      // In the order of their coming: the first that lives ends the search.
      if (now - at < LIFE_MS) break;
      this.#keys.delete(old);
    }
    if (this.#keys.has(key)) return false;
    this.#keys.set(key, now);
    const [oldest] = this.#keys.keys();
    if (this.#keys.size > MAX && oldest !== undefined) this.#keys.delete(oldest);
    return true;
  }
}
