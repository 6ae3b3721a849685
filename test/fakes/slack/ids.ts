import type { Clock } from '../../../src/core/ports/system.ts';

/** Ids and timestamps as Slack writes them. */
export class SlackIds {
  readonly #clock: Clock;
  #count = 0;
  #lastTs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `F0000000001`: a letter for the kind, then ten. */
  next(kind: 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'U' | 'V' | 'W'): string {
    this.#count += 1;
    return `${kind}${this.#count.toString(36).toUpperCase().padStart(10, '0')}`;
  }

  /** A text nobody can guess, for tokens and addresses. */
  secret(): string {
    this.#count += 1;
    return `${this.#count}.${Math.random().toString(36).slice(2)}`;
  }

  /** A message's timestamp: seconds with six digits, later than any before. */
  ts(): string {
    const micros = Math.max(this.#clock.now() * 1_000, this.#lastTs + 1);
    this.#lastTs = micros;
    return `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;
  }
}

/** Milliseconds since the epoch. */
export function timeOf(ts: string): number {
  return Number(ts) * 1_000;
}
