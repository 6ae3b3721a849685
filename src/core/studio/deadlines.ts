import type { World } from './base/world.ts';
import type { Planner } from './ask/planner.ts';
import { closeCalls } from './run/ledger.ts';
import type { Results } from './run/results.ts';
import type { Transitions } from './run/transitions.ts';

const SWEEP_MS = 1_000;
/** How often the queue is asked about each dispatched generation: events are hints. */
const ASK_MS = 10_000;

export type DeadlineParts = Pick<World, 'store' | 'clock' | 'queue' | 'log'> & {
  readonly transitions: Transitions;
  readonly results: Results;
  readonly planner: Planner;
  readonly dispatcher: { wake(): void };
  readonly presenter: { showUnshown(): void };
};

/** Ends what is overdue, whoever forgot it. */
export class Deadlines {
  readonly #parts: DeadlineParts;
  #stop: (() => void) | null = null;
  #askedAt = 0;

  constructor(parts: DeadlineParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#stop ??= this.#parts.clock.after(SWEEP_MS, () => {
      this.#stop = null;
      this.#guarded();
      this.start();
    });
  }

  close(): void {
    this.#stop?.();
    this.#stop = null;
  }

  /** Ends every side and every planning whose deadline has passed. */
  sweep(): void {
    const { store, clock, planner } = this.#parts;
    for (const id of store.generations.overdue(clock.now())) this.#expire(id);
    planner.expire();
  }

  #guarded(): void {
    try {
      this.sweep();
      this.#askAll();
    } catch (cause) {
      this.#parts.log.error({ err: cause }, 'the deadlines could not be swept');
    }
  }

  #expire(id: string): void {
    const { store, clock, transitions } = this.#parts;
    const running = store.generations.get(id)?.state === 'running';
    const at = clock.now();
    const ended = transitions.apply({ type: 'tick', id, at }, () =>
      closeCalls(store, id, { outcome: 'timeout', costUsd: null }, at),
    );
    if (ended !== undefined && running) this.#giveUp(id);
  }

  #giveUp(id: string): void {
    this.#parts.queue.cancel(id).catch((cause: unknown) => {
      this.#parts.log.warn({ err: cause, generation: id }, 'an overdue job could not be stopped');
    });
  }

  #askAll(): void {
    const { clock, store, results, dispatcher, presenter, log } = this.#parts;
    if (clock.now() - this.#askedAt < ASK_MS) return;
    this.#askedAt = clock.now();
    // A queue that could not be asked, or a provider that is served again, tells nobody.
    dispatcher.wake();
    // Neither does the command line, when what it changes is shown on a message.
    presenter.showUnshown();
    for (const id of store.generations.running()) {
      results.settle(id, false).catch((cause: unknown) => {
        log.warn({ err: cause, generation: id }, 'how a job stands could not be learned');
      });
    }
  }
}
