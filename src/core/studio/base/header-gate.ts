import type { Clock } from '../../ports/system.ts';

/** Milliseconds that runs wait for a header: as long as a chat waits for the answer to a command. */
const HOLD_MS = 3_000;

/** A held pair. */
interface Held {
  /** Null: no time opens it. */
  readonly stopTimer: (() => void) | null;
  readonly opening: PromiseWithResolvers<void>;
}

/**
 * Holds back the runs of new pairs until their chat has taken the header, because it may refuse the prompt's words: then
 * nothing must be paid for. A chat that does not answer holds up no run for long, but where only the header shows whether the bot may
 * post.
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

  /** `headerFirst`: until the header is posted, refused or given up, however long that takes. */
  hold(pairId: string, headerFirst: boolean): void {
    if (this.#held.has(pairId)) return;
    const stopTimer = headerFirst ? null : this.#clock.after(HOLD_MS, () => this.open(pairId));
    this.#held.set(pairId, { stopTimer, opening: Promise.withResolvers() });
  }

  open(pairId: string): void {
    const held = this.#held.get(pairId);
    if (held === undefined) return;
    held.stopTimer?.();
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

  /** Whether nothing may be planned for the pair before it is opened. */
  needsHeader(pairId: string): boolean {
    return this.#held.get(pairId)?.stopTimer === null;
  }

  /** Stops all timers. */
  close(): void {
    for (const { stopTimer } of this.#held.values()) stopTimer?.();
    this.#held.clear();
  }
}
