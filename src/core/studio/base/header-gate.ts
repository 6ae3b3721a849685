import type { Clock } from '../../ports/system.ts';

/** Milliseconds that runs wait for a header: as long as a chat waits for the answer to a command. */
const HOLD_MS = 3_000;

/**
 * Holds back the runs of new pairs until their chat has taken the header, because it may refuse the prompt's words: then
 * nothing must be paid for. A chat that does not answer holds up no run for long.
 */
export class HeaderGate {
  readonly #clock: Clock;
  /** Held pairs, with what stops their timer. */
  readonly #held = new Map<string, () => void>();
  #opened: () => void = () => undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls back whenever a pair is no longer held. */
  onOpen(listener: () => void): void {
    this.#opened = listener;
  }

  hold(pairId: string): void {
    if (this.#held.has(pairId)) return;
    this.#held.set(
      pairId,
      this.#clock.after(HOLD_MS, () => this.open(pairId)),
    );
  }

  open(pairId: string): void {
    const stop = this.#held.get(pairId);
    if (stop === undefined) return;
    stop();
    this.#held.delete(pairId);
    this.#opened();
  }

  holds(pairId: string): boolean {
    return this.#held.has(pairId);
  }

  /** Stops all timers. */
  close(): void {
    for (const stop of this.#held.values()) stop();
    this.#held.clear();
  }
}
