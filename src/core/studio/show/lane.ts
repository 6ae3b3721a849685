import type { Clock } from '../../ports/system.ts';

/** The result of a task: done, the pair deferred, or the whole lane paused, for milliseconds. */
export type LaneStep =
  | { readonly type: 'done' }
  | { readonly type: 'defer' | 'pause'; readonly ms: number };

/** Pairs read in one turn of the event loop, and tasks prepared together. */
const READS = 16;
/** Preparations in a row that a mark may interrupt: in a channel that never rests, edits are shown too. */
const MAX_INTERRUPTIONS = 5;

export interface LaneWork<T> {
  /** The pair's tasks now, most important first. Called again after each change. */
  tasks(pairId: string): readonly T[];
  importance(task: T): number;
  /**
   * Stores what must be on the disk before the tasks are done, and waits for it. Resolves with the mark that `run` needs; null when
   * that failed; undefined when they are not prepared, because there is `more` by now. Never throws.
   */
  prepare(tasks: readonly T[], more: Promise<void>): Promise<number | null | undefined>;
  /** Does one task. Never throws. */
  run(pairId: string, task: T, mark: number | null): Promise<LaneStep>;
}

/**
 * Orders the calls of one channel: one call to the surface at a time, the most important task first. Several
 * changes of a waiting pair merge into one edit. Tasks are prepared a few at once: each alone would wait for the disk.
 */
export class Lane<T> {
  readonly #work: LaneWork<T>;
  readonly #clock: Clock;
  readonly #gapMs: number;
  /** Pairs with work, and their most important task; null: not read since the last change. */
  readonly #dirty = new Map<string, T | null>();
  /** Prepared tasks with their marks, by pair. */
  readonly #prepared = new Map<string, { readonly task: T; readonly mark: number | null }>();
  readonly #deferred = new Set<string>();
  /** Functions that end the delays of deferred pairs and of a pause at once. */
  readonly #timers = new Set<() => void>();
  #running: Promise<void> | null = null;
  /** Tells a preparation that a pair was marked. */
  #onMark: (() => void) | null = null;
  /** How many preparations in a row were interrupted. */
  #interruptions = 0;
  #closed = false;

  /** `gapMs`: milliseconds between two calls to the surface. */
  constructor(work: LaneWork<T>, clock: Clock, gapMs: number) {
    this.#work = work;
    this.#clock = clock;
    this.#gapMs = gapMs;
  }

  mark(pairId: string): void {
    if (this.#closed) return;
    this.#dirty.set(pairId, null);
    this.#onMark?.();
    this.#running ??= this.#run();
  }

  /** Marks the pair, unless it is deferred: it then waits until its time. */
  markUnlessDeferred(pairId: string): void {
    if (!this.#deferred.has(pairId)) this.mark(pairId);
  }

  /** Resolves when nothing is left to do now. Deferred pairs do not count. */
  async idle(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  /** Stops after the current call. The next process shows the rest. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#onMark?.();
    for (const finish of this.#timers) finish();
    await this.#running;
  }

  async #run(): Promise<void> {
    // Yield first, so that the marks of one transaction merge.
    await Promise.resolve();
    for (;;) {
      while (this.#readSome()) await new Promise((resolve) => setImmediate(resolve));
      const next = this.#next();
      if (next === undefined) return;
      const [pairId, task] = next;
      const prepared = this.#prepared.get(pairId);
      if (prepared?.task !== task) {
        await this.#prepare();
        // Meanwhile something more important may have come.
        continue;
      }
      this.#prepared.delete(pairId);
      // Read the pair again after the call: it may have more tasks, or have changed.
      this.#dirty.set(pairId, null);
      const step = await this.#work.run(pairId, task, prepared.mark);
      if (step.type === 'defer') this.#defer(pairId, step.ms);
      // Pause before choosing the next task, so that the choice is made from the newest state.
      const ms = Math.max(this.#gapMs, step.type === 'pause' ? step.ms : 0);
      if (ms > 0) await new Promise<void>((resolve) => this.#after(ms, resolve));
      // A surface may answer at once: many messages must not be one long turn of the event loop.
      else await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Prepares the most important tasks that were read and are not prepared yet. */
  async #prepare(): Promise<void> {
    const tasks: (readonly [string, T])[] = [];
    for (const [pairId, task] of this.#dirty) {
      if (task !== null && this.#prepared.get(pairId)?.task !== task) tasks.push([pairId, task]);
    }
    const first = tasks
      .toSorted(([, a], [, b]) => this.#work.importance(a) - this.#work.importance(b))
      .slice(0, READS);
    const more = Promise.withResolvers<void>();
    if (this.#interruptions < MAX_INTERRUPTIONS) this.#onMark = more.resolve;
    const mark = await this.#work.prepare(
      first.map(([, task]) => task),
      more.promise,
    );
    this.#onMark = null;
    this.#interruptions = mark === undefined ? this.#interruptions + 1 : 0;
    if (mark === undefined) return;
    for (const [pairId, task] of first) this.#prepared.set(pairId, { task, mark });
  }

  /** Reads a few of the pairs that changed. True when others are left: a turn of the event loop is too short for many. */
  #readSome(): boolean {
    let reads = 0;
    for (const [pairId, read] of this.#dirty) {
      if (read !== null) continue;
      if (reads === READS) return !this.#closed;
      this.#read(pairId);
      reads += 1;
    }
    return false;
  }

  /** The most important task. If there is none, clears `#running` in the same tick, so that no mark is lost. */
  #next(): readonly [string, T] | undefined {
    let best: readonly [string, T] | undefined;
    for (const [pairId, read] of this.#dirty) {
      const task = read ?? this.#read(pairId);
      if (task === undefined) continue;
      const better =
        best === undefined || this.#work.importance(task) < this.#work.importance(best[1]);
      if (better) best = [pairId, task];
    }
    if (best === undefined || this.#closed) {
      this.#running = null;
      return undefined;
    }
    return best;
  }

  #read(pairId: string): T | undefined {
    const [task] = this.#work.tasks(pairId);
    if (task !== undefined) this.#dirty.set(pairId, task);
    else this.#forget(pairId);
    return task;
  }

  #forget(pairId: string): void {
    this.#dirty.delete(pairId);
    this.#prepared.delete(pairId);
  }

  #defer(pairId: string, ms: number): void {
    this.#forget(pairId);
    this.#deferred.add(pairId);
    this.#after(ms, () => {
      this.#deferred.delete(pairId);
      this.mark(pairId);
    });
  }

  /** Calls `then` after `ms`, or when the lane closes before. */
  #after(ms: number, then: () => void): void {
    if (this.#closed) return then();
    const finish = () => {
      this.#timers.delete(finish);
      cancel();
      then();
    };
    const cancel = this.#clock.after(ms, finish);
    this.#timers.add(finish);
  }
}
