import type { Clock } from '../../../src/core/ports/system.ts';

const EPOCH = 1_420_070_400_000n;
const SEQUENCE_BITS = 22n;

/** Ids that carry the clock’s time and never repeat, in the order of making. */
export class Snowflakes {
  readonly #clock: Clock;
  #last = 0n;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  next(): string {
    const now = (BigInt(this.#clock.now()) - EPOCH) << SEQUENCE_BITS;
    this.#last = now > this.#last ? now : this.#last + 1n;
    return this.#last.toString();
  }
}

/** Orders two ids by their time of making. */
export function byAge(a: string, b: string): number {
  const distance = BigInt(a) - BigInt(b);
  return distance < 0n ? -1 : distance > 0n ? 1 : 0;
}
