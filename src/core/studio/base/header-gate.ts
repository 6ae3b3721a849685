import type { Clock } from '../../ports/system.ts';

/** Milliseconds that runs wait for a header: as long as a chat waits for the answer to a command. */
const HOLD_MS = 3_000;
/** Milliseconds where the header alone says whether the bot may post: a busy channel takes about one a second. */
export const LONG_HOLD_MS = 20_000;

/** A held pair. */
interface Held {
  readonly stopTimer: () => void;
  readonly opening: PromiseWithResolvers<void>;
}

/**
 * Holds back the runs of new pairs until their chat has taken the header, because it may refuse the prompt's words: then
 * nothing must be paid for. A chat that does not answer holds up no run for long.
 */
export class HeaderGate {
  readonly #clock: Clock;
  readonly #held = new Map<string, Held>();
  #opened: () => void = () => undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls back whenever a pair is no longer held. */
  onOpen(listener: () => void): void {
    this.#opened = listener;
  }

  hold(pairId: string, ms: number = HOLD_MS): void {
    if (this.#held.has(pairId)) return;
    const stopTimer = this.#clock.after(ms, () => this.open(pairId));
    this.#held.set(pairId, { stopTimer, opening: Promise.withResolvers() });
  }

  open(pairId: string): void {
    const held = this.#held.get(pairId);
    if (held === undefined) return;
    held.stopTimer();
    this.#held.delete(pairId);
    held.opening.resolve();
    this.#opened();
  }

  /** Resolves once the pair is not held. */
  async opening(pairId: string): Promise<void> {
    await this.#held.get(pairId)?.opening.promise;
  }

  holds(pairId: string): boolean {
    return this.#held.has(pairId);
  }

  /** Stops all timers. */
  close(): void {
    for (const { stopTimer } of this.#held.values()) stopTimer();
    this.#held.clear();
  }
}
