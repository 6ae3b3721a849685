import type { Clock } from '../../core/ports/system.ts';

/** Counts what may be done now: so much at once, and one more each while. */
export class Bucket {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #eachMs: number;
  #left: number;
  /** When `#left` was counted; in the future during a pause. Milliseconds since the epoch. */
  #at: number;

  constructor(clock: Clock, most: number, eachMs: number) {
    this.#clock = clock;
    this.#most = most;
    this.#eachMs = eachMs;
    this.#left = most;
    this.#at = clock.now();
  }

  /** How much may be done now. */
  get left(): number {
    this.#count();
    return this.#at > this.#clock.now() ? 0 : this.#left;
  }

  get isFull(): boolean {
    return this.left === this.#most;
  }

  /** Takes one, if more than `kept` are left: 0; else milliseconds until that will be. */
  take(kept = 0): number {
    if (this.left <= kept) {
      const missing = Math.max(0, kept + 1 - this.#left);
      return Math.max(1, this.#at - this.#clock.now() + missing * this.#eachMs);
    }
    this.#left -= 1;
    return 0;
  }

  /** Nothing may be done for so many milliseconds, and then only one thing at a time. */
  pause(ms: number): void {
    this.#count();
    this.#left = Math.min(this.#left, 1);
    this.#at = Math.max(this.#at, this.#clock.now() + ms);
  }

  #count(): void {
    const grown = Math.floor((this.#clock.now() - this.#at) / this.#eachMs);
    if (grown <= 0) return;
    const isFull = this.#left + grown >= this.#most;
    this.#left = Math.min(this.#most, this.#left + grown);
    this.#at = isFull ? this.#clock.now() : this.#at + grown * this.#eachMs;
  }
}
