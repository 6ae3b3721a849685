import { randomBytes, randomInt } from 'node:crypto';
import { ID_ALPHABET, timeChars } from './core/base/id-time.ts';
import type { Clock, Ids } from './core/ports/system.ts';

/** The machine’s clock. */
export class SystemClock implements Clock {
  now(): number {
    return Date.now();
  }

  after(ms: number, run: () => void): () => void {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  }
}

const RANDOM_CHARS = 12;

/** Ids of 20 characters: eight of time, by which they sort, and 71 random bits. */
export class RandomIds implements Ids {
  readonly #clock: Clock;
  #last = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  next(): string {
    // Always after the id before, also when the clock goes back.
    this.#last = Math.max(this.#clock.now(), this.#last + 1);
    return timeChars(this.#last) + randomChars();
  }
}

function randomChars(): string {
  let chars = '';
  for (const byte of randomBytes(RANDOM_CHARS)) {
    chars += ID_ALPHABET[byte % ID_ALPHABET.length] ?? '0';
  }
  return chars;
}

/** A new seed: 32 random bits. */
export function newSeed(): number {
  return randomInt(2 ** 32);
}
