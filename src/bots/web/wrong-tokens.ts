import type { Clock, Log } from '../../core/ports/system.ts';
import { UserError } from '../../core/words/user-error.ts';

/** Wrong tries at once from one address; each is forgiven after so many milliseconds. */
const OWN = { tries: 5, eachMs: 10_000 };
/** The same for all addresses together. */
const ALL = { tries: 60, eachMs: 1_000 };
/** Addresses that are remembered. */
const KEPT = 10_000;

/** A refusal with the time after which a request may come again. */
export class TriedTooOften extends UserError<'token_tries'> {
  readonly retryAfterS: number;

  constructor(waitMs: number) {
    const seconds = Math.ceil(waitMs / 1_000);
    super('token_tries', seconds);
    this.retryAfterS = seconds;
  }
}

/**
 * Slows down who gives wrong API tokens. Each address has tries that come back with time; when too many were wrong
 * everywhere, an address that was wrong lately must wait until all of its own are back. An address without a wrong
 * try is never refused, so that nobody can lock out others.
 */
export class WrongTokens {
  readonly #parts: { readonly clock: Clock; readonly log: Log };
  /** When all tries of an address are back. The one that was wrong last comes last. */
  readonly #back = new Map<string, number>();
  #allBack = 0;

  constructor(parts: { readonly clock: Clock; readonly log: Log }) {
    this.#parts = parts;
  }

  /** Call before a token is compared. Throws a `TriedTooOften`. */
  requireTry(address: string): void {
    const waitMs = this.#waitMs(address);
    if (waitMs > 0) throw new TriedTooOften(waitMs);
  }

  /** A token was wrong. Logs it, without the token. */
  wrong(address: string, door: 'sign-in' | 'bearer'): void {
    const { clock, log } = this.#parts;
    const now = clock.now();
    const back = Math.max(now, this.#back.get(address) ?? 0) + OWN.eachMs;
    this.#back.delete(address);
    this.#back.set(address, back);
    this.#allBack = Math.max(now, this.#allBack) + ALL.eachMs;
    for (const oldest of this.#back.keys()) {
      if (this.#back.size <= KEPT) break;
      this.#back.delete(oldest);
    }
    const waits = this.#waitMs(address) > 0;
    const message = waits
      ? 'a wrong API token was given, and its address must wait now'
      : 'a wrong API token was given';
    log.warn({ address, door }, message);
  }

  #waitMs(address: string): number {
    const now = this.#parts.clock.now();
    const owed = (this.#back.get(address) ?? 0) - now;
    if (owed <= 0) return 0;
    const allBusy = this.#allBack - now > (ALL.tries - 1) * ALL.eachMs;
    return allBusy ? owed : Math.max(0, owed - (OWN.tries - 1) * OWN.eachMs);
  }
}
