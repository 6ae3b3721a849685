import { createHmac, randomBytes } from 'node:crypto';
import type { Clock } from '../../core/ports/system.ts';

/** Milliseconds a sign-in lives. */
export const SESSION_MS = 30 * 24 * 3_600_000;
/** Sign-ins at once; the oldest ends for a new one. */
const MAX_SESSIONS = 1_000;

/** Stores sign-ins by a keyed hash of their cookie. */
export interface SessionRows {
  put(hash: string, expiresAt: number): void;
  /** When it ends, milliseconds since the epoch; undefined when there is none. */
  expiresAt(hash: string): number | undefined;
  remove(hash: string): void;
  /** Removes what has ended by then, and all but the newest `keep`. */
  prune(now: number, keep: number): void;
}

export interface SessionParts {
  readonly rows: SessionRows;
  readonly clock: Pick<Clock, 'now'>;
  readonly apiToken: string | null;
}

/**
 * Sign-ins by cookie. They are stored, so that they outlive a restart and end when somebody signs out. The stored hash is
 * keyed with the API token: another token ends them all, and a stolen database opens nothing.
 */
export class Sessions {
  readonly #parts: SessionParts;

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  /** Begins a sign-in for somebody who gave the token; the cookie's value. */
  begin(): string {
    const { rows, clock } = this.#parts;
    const cookie = randomBytes(32).toString('base64url');
    rows.put(this.#hash(cookie), clock.now() + SESSION_MS);
    rows.prune(clock.now(), MAX_SESSIONS);
    return cookie;
  }

  isGood(cookie: string | undefined): boolean {
    if (cookie === undefined || this.#parts.apiToken === null) return false;
    const expiresAt = this.#parts.rows.expiresAt(this.#hash(cookie));
    return expiresAt !== undefined && expiresAt > this.#parts.clock.now();
  }

  /** Signs out. Repeating is harmless. */
  end(cookie: string | undefined): void {
    if (cookie !== undefined) this.#parts.rows.remove(this.#hash(cookie));
  }

  #hash(cookie: string): string {
    return createHmac('sha256', this.#parts.apiToken ?? '')
      .update(cookie)
      .digest('base64url');
  }
}
