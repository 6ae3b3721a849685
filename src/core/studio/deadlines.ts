import type { World } from './base/world.ts';
import type { Planner } from './ask/planner.ts';
import { closeCalls } from './run/ledger.ts';
import { GRACE_MS, type Results } from './run/results.ts';
import type { Races } from './run/races.ts';
import type { Transitions } from './run/transitions.ts';

const SWEEP_MS = 1_000;
const POLL_MS = 10_000;

export type DeadlineParts = Pick<World, 'store' | 'clock' | 'queue' | 'log'> & {
  readonly transitions: Transitions;
  readonly results: Results;
  readonly planner: Planner;
  readonly races: Pick<Races, 'sweep'>;
  readonly dispatcher: { wake(): void };
  readonly presenter: { showUnshown(): void };
  readonly ownActs: { runDue(): void };
};

/** Times out sides and plans whose deadline has passed, runs what settings do by themselves, and polls in case an event was lost. */
export class Deadlines {
  readonly #parts: DeadlineParts;
  #stop: (() => void) | null = null;
  #polledAt = 0;
  /** When to poll once more. */
  #pollAgainAt = Infinity;
  /** What the last sweep failed with. */
  #fault: string | null = null;

  constructor(parts: DeadlineParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#stop ??= this.#parts.clock.after(SWEEP_MS, () => {
      this.#stop = null;
      try {
        this.#sweep();
        this.#parts.ownActs.runDue();
        this.#poll();
        this.#keep();
        this.#fault = null;
      } catch (cause) {
        this.#failed(cause);
      }
      this.start();
    });
  }

  /**
   * Call when workers came or went, or the queue itself: jobs may be lost. Polls at the next sweep, and again when the
   * youngest jobs may be judged.
   */
  pollSoon(): void {
    this.#polledAt = -Infinity;
    this.#pollAgainAt = this.#parts.clock.now() + GRACE_MS;
  }

  close(): void {
    this.#stop?.();
    this.#stop = null;
  }

  /** Logs a failure that lasts once: a sweep comes every second. */
  #failed(cause: unknown): void {
    const fault = String(cause);
    if (fault !== this.#fault) {
      this.#parts.log.error({ err: cause }, 'the deadlines could not be swept');
    }
    this.#fault = fault;
  }

  #sweep(): void {
    const { store, clock, planner, races } = this.#parts;
    for (const id of store.generations.overdue(clock.now())) this.#expire(id);
    planner.expire();
    races.sweep();
  }

  /** What nobody waits for is on the disk after a second too. */
  #keep(): void {
    // The storage's own watch reports a fault.
    this.#parts.store.durable().catch(() => undefined);
  }

  #expire(id: string): void {
    const { store, clock, transitions, queue, log } = this.#parts;
    const wasRunning = store.generations.get(id)?.state === 'running';
    const at = clock.now();
    const ended = transitions.apply({ type: 'tick', id, at }, () =>
      closeCalls(store, id, { outcome: 'timeout', costUsd: null }, at),
    );
    if (ended === undefined || !wasRunning) return;
    queue.cancel(id).catch((cause: unknown) => {
      log.warn(
        { err: cause, pair: ended.pairId, generation: id },
        'an overdue job could not be stopped',
      );
    });
  }

  #poll(): void {
    const { clock, store, results, dispatcher, planner, presenter, log } = this.#parts;
    const now = clock.now();
    if (now - this.#polledAt < POLL_MS && now < this.#pollAgainAt) return;
    if (now >= this.#pollAgainAt) this.#pollAgainAt = Infinity;
    this.#polledAt = now;
    // No event says that the queue answers again, or that a worker serves another provider.
    dispatcher.wake();
    // The command line changes rows from another process, without an event.
    presenter.showUnshown();
    planner.resume();
    for (const id of store.generations.running()) {
      results.settle(id, false).catch((cause: unknown) => {
        log.warn({ err: cause, generation: id }, 'the queue did not report the state of a job');
      });
    }
  }
}
