import type { Credits } from './state.ts';

/** Milliseconds between two looks at least. */
const EVERY_MS = 4_000;
/** Milliseconds behind the turn of the day, for clocks that differ. */
const AFTER_TURN_MS = 2_000;
/** The longest time that a browser waits for. */
const LONGEST_MS = 12 * 3_600_000;

export interface CreditsParts {
  readonly ask: () => Promise<Credits>;
  readonly show: (credits: Credits) => void;
  readonly now: () => number;
  readonly later: (ms: number, run: () => void) => void;
}

/** Keeps the credits of the day as they are, without asking more than every few seconds. */
export class CreditsWatch {
  readonly #parts: CreditsParts;
  #askedAt = Number.NEGATIVE_INFINITY;
  #waiting = false;
  /** The turn of the day that is waited for. */
  #awaited: number | null = null;

  constructor(parts: CreditsParts) {
    this.#parts = parts;
  }

  /** Something has happened that may have cost or given back credits. */
  changed(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    const { later, now } = this.#parts;
    later(Math.max(0, this.#askedAt + EVERY_MS - now()), () => void this.#look());
  }

  /** A hub that cannot be reached is told of elsewhere. */
  async #look(): Promise<void> {
    const { ask, show, now } = this.#parts;
    this.#waiting = false;
    this.#askedAt = now();
    const credits = await ask().catch(() => undefined);
    if (credits === undefined) return;
    show(credits);
    this.#awaitTurn(credits.reset_at);
  }

  #awaitTurn(resetAt: number): void {
    if (resetAt === this.#awaited) return;
    this.#awaited = resetAt;
    const { later, now } = this.#parts;
    const ms = Math.min(LONGEST_MS, Math.max(EVERY_MS, resetAt - now() + AFTER_TURN_MS));
    later(ms, () => {
      this.#awaited = null;
      this.changed();
    });
  }
}
