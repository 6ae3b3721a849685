import type { Generation } from '../../domain/pair.ts';
import { isLive, type SideEvent, step } from '../../domain/side.ts';
import type { World } from '../base/world.ts';
import type { ActPlanner } from './act-planner.ts';
import type { PairChange, Signals } from '../base/signals.ts';

type TransitionParts = Pick<World, 'store' | 'clock' | 'meter'> & {
  readonly signals: Signals;
  /** Joins the transaction of every ending. */
  readonly acts?: Pick<ActPlanner, 'planAfter'>;
};
type LiveEvent = Exclude<SideEvent, { type: 'start' }>;

/** A generation before its start. The state machine adds the other fields. */
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

/** The only writer of generation states: load, step and compare-and-set in one transaction, then signal. */
export class Transitions {
  readonly #parts: TransitionParts;

  constructor(parts: TransitionParts) {
    this.#parts = parts;
  }

  /**
   * Starts a generation. False when the side has a live one. Joins the caller's transaction: the caller raises the pair's version in
   * it, and calls `signalChange` after its commit.
   */
  start(start: Start, waitMs: number): boolean {
    const { store } = this.#parts;
    return store.transaction(() => {
      const newest = store.generations.newest(start.pairId, start.side) ?? null;
      const event = { type: 'start', id: start.id, at: start.createdAt, waitMs } as const;
      const attempt = step(newest, event);
      if (attempt === undefined) return false;
      store.generations.insert({
        ...start,
        ...attempt,
        dispatchedAt: null,
        deliveredAt: null,
        deletedAt: null,
      });
      store.acts.dropOfSide(start.pairId, start.side);
      return true;
    });
  }

  /** Applies an event; `also` joins its transaction. Returns the changed generation; undefined when the event is stale. */
  apply(event: LiveEvent, also?: (after: Generation) => void): Generation | undefined {
    const { store, meter } = this.#parts;
    const after = store.transaction(() => this.#commit(event, also));
    if (after === undefined) return undefined;
    if (!isLive(after.state)) meter.ended(after.state, after.spec.provider);
    this.#parts.signals.left(after.id);
    this.signalChange(after.pairId, isLive(after.state) ? 'edits' : 'any');
    return after;
  }

  /** Signals that a pair and the line have changed. */
  signalChange(pairId: string, change?: PairChange): void {
    this.#parts.signals.pair(pairId, change);
    this.#parts.signals.line();
  }

  #commit(event: LiveEvent, also?: (after: Generation) => void): Generation | undefined {
    const { store, clock } = this.#parts;
    const before = store.generations.newestBeside(event.id);
    if (before === undefined) return undefined;
    const attempt = step(before, event);
    if (attempt === undefined) return undefined;
    const now = clock.now();
    if (!store.generations.save(attempt, before.state, now)) return undefined;
    store.pairs.touch(before.pairId);
    const dispatchedAt = attempt.state === 'running' ? now : before.dispatchedAt;
    const after = { ...before, ...attempt, dispatchedAt };
    also?.(after);
    if (!isLive(after.state)) this.#parts.acts?.planAfter(after);
    return after;
  }
}
