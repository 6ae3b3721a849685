import type { World } from '../base/world.ts';
import { inTurns, mayRun } from '../../line/dispatch-order.ts';
import { imageCall } from '../../domain/provider-call.ts';
import { JOB_VERSION, QueueAwayError, RESULT_VERSION } from '../../ports/render-queue.ts';
import type { HeaderGate } from '../base/header-gate.ts';
import { closeCalls } from './ledger.ts';
import type { LineWatch } from './line-watch.ts';
import type { ProviderWatch } from './provider-watch.ts';
import type { Job, Races } from './races.ts';
import type { Served } from './served.ts';
import type { Transitions } from './transitions.ts';

export type DispatcherParts = Pick<
  World,
  'store' | 'clock' | 'queue' | 'log' | 'sideBudgetMs' | 'providerTimeoutMs' | 'meter'
> & {
  readonly transitions: Transitions;
  readonly watch: ProviderWatch;
  readonly served: Served;
  readonly gate: HeaderGate;
  readonly line: LineWatch;
  readonly races: Pick<Races, 'waiting' | 'begin' | 'beginFirst' | 'commit'>;
};

/** Milliseconds until a dispatch that failed is tried again. */
const AGAIN_MS = 1_000;

/** Submits the next generation of the line to the queue whenever a slot is free. */
export class Dispatcher {
  readonly #parts: DispatcherParts;
  #pumping: Promise<void> | null = null;
  #again = false;
  #closed = false;
  #stopRest: (() => void) | null = null;
  /** What the last dispatch failed with. */
  #fault: string | null = null;

  constructor(parts: DispatcherParts) {
    this.#parts = parts;
  }

  /** Dispatches what may run. A call during a dispatch causes one more. */
  wake(): void {
    this.#again = true;
    if (this.#pumping !== null || this.#closed) return;
    this.#pumping = this.#pump().finally(() => {
      this.#pumping = null;
      if (this.#again && !this.#closed) this.wake();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopRest?.();
    await this.#pumping;
  }

  async #pump(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      try {
        await this.#parts.served.refresh();
        this.#stopRest?.();
        this.#stopRest = null;
        // When nobody waits, or every slot is taken, whoever comes or goes wakes it.
        const raceWaits = await this.#fillRaces();
        if ((await this.#fill()) || raceWaits) this.#wakeAfterRest();
        this.#fault = null;
      } catch (cause) {
        this.#failed(cause);
        this.#wakeIn(AGAIN_MS);
      }
    }
  }

  /** Logs a failure that lasts once: it is tried every second. */
  #failed(cause: unknown): void {
    const fault = String(cause);
    if (fault !== this.#fault) {
      this.#parts.log.error({ err: cause }, 'the line could not be dispatched');
    }
    this.#fault = fault;
  }

  /** Wakes when the first resting provider may be called again. */
  #wakeAfterRest(): void {
    const ms = this.#parts.watch.nextRestEnd();
    if (ms !== null) this.#wakeIn(ms);
  }

  #wakeIn(ms: number): void {
    this.#stopRest?.();
    if (this.#closed) return;
    this.#stopRest = this.#parts.clock.after(ms, () => {
      this.#stopRest = null;
      this.wake();
    });
  }

  /**
   * Reads and orders the line once, and dispatches all that may run: commits each as running, then submits them, so that they wait for the
   * disk together. Resolves with whether somebody waits for another thing than a slot.
   */
  async #fill(): Promise<boolean> {
    const { line: watch, gate, clock } = this.#parts;
    const room = watch.room();
    const line = watch.toDispatch((one) => gate.holds(one.pairId), room.capacity);
    if (line === null) return false;
    const submits: Promise<void>[] = [];
    const running = [...line.running];
    let isHeldUp = false;
    try {
      for (const next of inTurns(line)) {
        if (running.length >= room.capacity) break;
        if (!mayRun(next, running, room)) {
          isHeldUp = true;
          continue;
        }
        const at = clock.now();
        const after = this.#start(next.id, at);
        if (after === undefined) {
          watch.left(next.id);
          continue;
        }
        submits.push(this.#submit(after));
        // The others of its race are looked at next.
        if (after.id !== next.id) this.#again = true;
        watch.dispatched(next, at);
        running.push({ ...next, dispatchedAt: at });
      }
    } finally {
      // Also when a later one could not be committed: what is stored as running must be handed over.
      await Promise.all(submits);
    }
    return isHeldUp;
  }

  /** Starts the other candidates of races that run: people wait for all of them. Resolves with whether some still wait. */
  async #fillRaces(): Promise<boolean> {
    const { line, races, store, clock } = this.#parts;
    const waiting = races.waiting();
    if (waiting.length === 0) return false;
    const room = line.room();
    const running = [...store.line.running()];
    const submits: Promise<void>[] = [];
    try {
      for (const next of waiting) {
        if (!mayRun(next, running, room)) continue;
        const at = clock.now();
        const job = races.begin(next.id, at);
        if (job === undefined) continue;
        submits.push(this.#submit(job));
        running.push({ ...next, dispatchedAt: at });
      }
    } finally {
      await Promise.all(submits);
    }
    return submits.length < waiting.length;
  }

  /** Commits `running`, and returns the job; undefined when the generation timed out or no longer waits. */
  #start(id: string, at: number): Job | undefined {
    const { transitions, store, sideBudgetMs, meter, races } = this.#parts;
    let job: Job | undefined;
    const event = { type: 'dispatched', id, at, budgetMs: sideBudgetMs } as const;
    const wasWoken = this.#again;
    const after = transitions.apply(event, (begun) => {
      const { state, pairId, spec } = begun;
      if (state !== 'running') return;
      if (spec.race !== undefined) {
        job = races.beginFirst(begun, at);
        return;
      }
      job = { id, pairId, generationId: id, spec };
      store.calls.begin({ ...imageCall(id, spec), pairId, generationId: id }, at);
    });
    // The signal of this change is no reason to read the line again.
    this.#again = wasWoken;
    if (after?.state !== 'running') return undefined;
    meter.started(after.spec.provider);
    return job;
  }

  async #submit({ id, pairId, generationId, spec }: Job): Promise<void> {
    const { queue, providerTimeoutMs, log, transitions, clock, store, races } = this.#parts;
    try {
      const timeoutMs = providerTimeoutMs;
      await queue.submit({ version: JOB_VERSION, generationId: id, spec, timeoutMs });
    } catch (cause) {
      if (cause instanceof QueueAwayError) {
        // A worker may have got it: `Results` finds out when the queue answers again.
        log.warn(
          { err: cause, pair: pairId, generation: id },
          'the render queue did not confirm a job',
        );
        return;
      }
      log.error({ err: cause, pair: pairId, generation: id }, 'the render queue took no job');
      const failure = { kind: 'worker_lost', detail: 'the render queue took no job' } as const;
      if (id !== generationId) {
        races.commit(id, { version: RESULT_VERSION, ok: false, failure, calls: [] });
        return;
      }
      const at = clock.now();
      transitions.apply({ type: 'failed', id, at, failure }, () =>
        closeCalls(store, id, { outcome: 'worker_lost', costUsd: null }, at),
      );
    }
  }
}
