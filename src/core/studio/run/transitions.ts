import type { Generation } from '../../domain/pair.ts';
import type { Clock, Meter } from '../../ports/system.ts';
import type { Store } from '../../ports/store.ts';
import { isLive, type SideEvent, step } from '../../domain/side.ts';
import type { Signals } from '../base/signals.ts';

type LiveEvent = Exclude<SideEvent, { type: 'start' }>;

/** A generation about to start: the state machine fills in the rest. */
export type Start = Omit<
  Generation,
  | 'state'
  | 'waitDeadline'
  | 'runDeadline'
  | 'image'
  | 'failure'
  | 'endedAt'
  | 'dispatchedAt'
  | 'deliveredAt'
  | 'deletedAt'
>;

/** The one door to the state machine: load, step, compare-and-set, in one transaction; then tell. */
export class Transitions {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #signals: Signals;
  readonly #meter: Meter;

  constructor(parts: { store: Store; clock: Clock; signals: Signals; meter: Meter }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#signals = parts.signals;
    this.#meter = parts.meter;
  }

  /**
   * Starts a generation. False when the side has a live one. Joins the caller's transaction, so the
   * caller tells (`announce`) when that is committed.
   */
  start(start: Start, waitMs: number): boolean {
    return this.#store.transaction(() => {
      const newest = this.#store.generations.newest(start.pairId, start.side) ?? null;
      const event = { type: 'start', id: start.id, at: start.createdAt, waitMs } as const;
      const attempt = step(newest, event);
      if (attempt === undefined) return false;
      this.#store.generations.insert({
        ...start,
        ...attempt,
        dispatchedAt: null,
        deliveredAt: null,
        deletedAt: null,
      });
      this.#store.pairs.touch(start.pairId);
      return true;
    });
  }

  /** Applies an event; `also` is committed with it. The generation after it, or undefined if stale. */
  apply(event: LiveEvent, also?: (after: Generation) => void): Generation | undefined {
    const after = this.#store.transaction(() => this.#commit(event, also));
    if (after === undefined) return undefined;
    if (!isLive(after.state)) this.#meter.ended(after.state, after.spec.provider);
    this.announce(after.pairId);
    return after;
  }

  /** Tells that a pair changed, and the line with it. */
  announce(pairId: string): void {
    this.#signals.pair(pairId);
    this.#signals.line();
  }

  #commit(event: LiveEvent, also?: (after: Generation) => void): Generation | undefined {
    const before = this.#store.generations.get(event.id);
    if (before === undefined) return undefined;
    const newest = this.#store.generations.newest(before.pairId, before.side) ?? null;
    const attempt = step(newest, event);
    if (attempt === undefined) return undefined;
    if (!this.#store.generations.save(attempt, before.state, this.#clock.now())) return undefined;
    this.#store.pairs.touch(before.pairId);
    const after = this.#store.generations.get(event.id);
    if (after === undefined) throw new Error(`generation ${event.id} vanished in its transaction`);
    also?.(after);
    return after;
  }
}
