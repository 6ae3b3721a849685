import type { Card } from '../../core/chat/card.ts';
import type { Clock } from '../../core/ports/system.ts';
import { SurfaceError } from '../../core/ports/surface.ts';

/**
 * Edits that are there at once, and milliseconds until one more is: together at most 50 in any minute, which is what
 * Slack takes of chat.update in a workspace (tier 3).
 */
export const MOST = 20;
export const EACH_MS = 2_000;
/** Edits that are kept from headers, for images and endings. */
const RESERVED = 8;

/**
 * The edits of the whole workspace. Headers, which are edited most, are the first that have to wait: while they do,
 * their changes merge.
 */
export class EditBudget {
  readonly #clock: Clock;
  #left = MOST;
  /** When `#left` was counted; in the future during a pause. Milliseconds since the epoch. */
  #at: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#at = clock.now();
  }

  /** Takes an edit. Throws a `SurfaceError` (`later`) when there is none for this kind of card. */
  take(kind: Card['kind']): void {
    this.#count();
    const needed = kind === 'header' ? RESERVED + 1 : 1;
    if (this.#left < needed || this.#at > this.#clock.now()) throw this.#later(needed);
    this.#left -= 1;
  }

  /** Slack takes no edit for so long, whatever we have counted. */
  pause(ms: number): void {
    this.#count();
    this.#left = Math.min(this.#left, 1);
    this.#at = Math.max(this.#at, this.#clock.now() + ms);
  }

  #count(): void {
    const grown = Math.floor((this.#clock.now() - this.#at) / EACH_MS);
    if (grown <= 0) return;
    const isFull = this.#left + grown >= MOST;
    this.#left = Math.min(MOST, this.#left + grown);
    this.#at = isFull ? this.#clock.now() : this.#at + grown * EACH_MS;
  }

  #later(needed: number): SurfaceError {
    const missing = Math.max(0, needed - this.#left);
    const retryAfterMs = this.#at - this.#clock.now() + missing * EACH_MS;
    return new SurfaceError('later', 'the edits of this minute are used', {
      retryAfterMs: Math.max(1, retryAfterMs),
    });
  }
}
