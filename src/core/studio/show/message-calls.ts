import { within } from '../../base/within.ts';
import type { Clock } from '../../ports/system.ts';

/** Milliseconds that one change of a message waits for the one before it. A chat waits three seconds for an answer. */
const WAIT_MS = 1_000;

interface Calls {
  running: number;
  /** Whether two ran at the same time: nobody knows then which card the message shows. */
  mixed: boolean;
  /** Settles when the newest one has ended. */
  newest: Promise<void>;
  /** Those that run or wait. */
  all: number;
}

/** The calls that change what a message shows, one after the other by the id of its post. */
export class MessageCalls {
  readonly #clock: Clock;
  readonly #calls = new Map<string, Calls>();
  readonly #held = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Runs a change when the one before it has ended, or after a second. Resolves with true when no other ran at the same time.
   * Rejects as `change` does.
   */
  async run(postId: string, change: () => Promise<void>): Promise<boolean> {
    const before = Promise.resolve();
    const calls = this.#calls.get(postId) ?? { running: 0, mixed: false, newest: before, all: 0 };
    this.#calls.set(postId, calls);
    const { newest } = calls;
    const ended = Promise.withResolvers<void>();
    calls.newest = ended.promise;
    calls.all += 1;
    await within({ clock: this.#clock, ms: WAIT_MS }, () => newest).catch(() => undefined);
    calls.running += 1;
    calls.mixed ||= calls.running > 1;
    try {
      await change();
    } finally {
      calls.running -= 1;
      calls.all -= 1;
      if (calls.all === 0) this.#calls.delete(postId);
      ended.resolve();
    }
    return !calls.mixed;
  }

  /** Holds back edits of a message that a press is going to change, until the returned function is called. */
  hold(postId: string): () => void {
    this.#held.set(postId, (this.#held.get(postId) ?? 0) + 1);
    return () => {
      const left = (this.#held.get(postId) ?? 1) - 1;
      if (left > 0) this.#held.set(postId, left);
      else this.#held.delete(postId);
    };
  }

  isHeld(postId: string): boolean {
    return this.#held.has(postId);
  }
}
