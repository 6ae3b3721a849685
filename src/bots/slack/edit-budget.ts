import type { Card } from '../../core/chat/card.ts';
import type { Clock } from '../../core/ports/system.ts';
import { SurfaceError } from '../../core/ports/surface.ts';
import { Bucket } from './bucket.ts';

/**
 * Edits that are there at once, and milliseconds until one more is: together at most 50 in any minute, which is what
 * Slack takes of chat.update in a workspace (tier 3).
 */
export const MOST = 20;
export const EACH_MS = 2_000;
/** Edits that are kept from headers, for images and endings. */
const RESERVED = 8;
/** Headers that are told to come one after the other; all others come with the last of them. */
const MOST_WAITING = 60;

/**
 * The edits of the whole workspace. Headers, which are edited most, are the first that have to wait: while they do,
 * their changes merge.
 */
export class EditBudget {
  readonly #clock: Clock;
  readonly #edits: Bucket;
  /** When each header that waits was told to come, by its message, in that order. Milliseconds since the epoch. */
  readonly #promised = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#edits = new Bucket(clock, MOST, EACH_MS);
  }

  /**
   * Takes an edit. `message` names the message in the workspace: a header that asks again before its time is told the same
   * time. Throws a `SurfaceError` (`later`) when there is none for this kind of card.
   */
  take(kind: Card['kind'], message: string): void {
    if (kind === 'header') return this.#takeForHeader(message);
    const ms = this.#edits.take();
    if (ms > 0) throw later(ms);
  }

  #takeForHeader(message: string): void {
    const now = this.#clock.now();
    const ms = this.#edits.take(RESERVED);
    if (ms === 0) {
      this.#promised.delete(message);
      return;
    }
    for (const [key, at] of this.#promised) if (at <= now) this.#promised.delete(key);
    const told = this.#promised.get(message);
    if (told !== undefined) throw later(told - now);
    const last = Math.max(...this.#promised.values());
    if (this.#promised.size >= MOST_WAITING) throw later(last - now);
    const at = Math.max(now + ms, last + EACH_MS);
    this.#promised.set(message, at);
    throw later(at - now);
  }

  /** Slack takes no edit for so long, whatever we have counted. */
  pause(ms: number): void {
    this.#edits.pause(ms);
  }
}

function later(retryAfterMs: number): SurfaceError {
  return new SurfaceError('later', 'the edits of this minute are used', { retryAfterMs });
}
