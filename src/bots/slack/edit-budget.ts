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
  readonly #edits: Bucket;
  /** Headers that were told to come later. */
  #waiting = 0;

  constructor(clock: Clock) {
    this.#edits = new Bucket(clock, MOST, EACH_MS);
  }

  /** Takes an edit. Throws a `SurfaceError` (`later`) when there is none for this kind of card. */
  take(kind: Card['kind']): void {
    const ms = this.#edits.take(kind === 'header' ? RESERVED : 0);
    if (kind !== 'header') {
      if (ms > 0) throw later(ms);
      return;
    }
    if (ms === 0) {
      this.#waiting = this.#edits.left > RESERVED ? 0 : Math.max(0, this.#waiting - 1);
      return;
    }
    const before = this.#waiting;
    this.#waiting = Math.min(before + 1, MOST_WAITING);
    throw later(ms + before * EACH_MS);
  }

  /** Slack takes no edit for so long, whatever we have counted. */
  pause(ms: number): void {
    this.#edits.pause(ms);
  }
}

function later(retryAfterMs: number): SurfaceError {
  return new SurfaceError('later', 'the edits of this minute are used', { retryAfterMs });
}
