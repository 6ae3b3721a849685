import type { Clock } from '../../ports/system.ts';
import type { PairChange } from '../base/signals.ts';

/** The result of a task: done, the pair deferred, or the whole lane paused, for milliseconds. */
export type LaneStep =
  | { readonly type: 'done' }
  | { readonly type: 'defer' | 'pause'; readonly ms: number };

/** The importance of edits; of messages it is lower. */
export const EDITS = 3;
/** Pairs read in one turn of the event loop, and tasks prepared together. */
const READS = 16;
/** Pairs of which edits are read ahead: whatever is more important overtakes them, and they are read again. */
const EDITS_AHEAD = 8;
/** Preparations in a row that a mark may interrupt: in a channel that never rests, edits are shown too. */
const MAX_INTERRUPTIONS = 5;

export interface LaneWork<T> {
  /** The pair's tasks now, most important first. Called again after each change. */
  tasks(pairId: string): readonly T[];
  importance(task: T): number;
  /** Whether two tasks make the same call and show the same: what is prepared for one is for the other. */
  isSame(one: T, other: T): boolean;
  /** What a pair may need when its last known task is done. */
  after(task: T): PairChange;
  /**
   * Stores what must be on the disk before the tasks are done, and waits for it. Resolves with the mark that `run` needs; null when
   * that failed; undefined when they are not prepared, because there is `more` by now. Never throws.
   */
  prepare(tasks: readonly T[], more: Promise<void>): Promise<number | null | undefined>;
  /** Does one task. Never throws. */
  run(pairId: string, task: T, mark: number | null): Promise<LaneStep>;
}

interface Prepared<T> {
  readonly task: T;
  readonly mark: number | null;
}

/**
 * Orders the calls of one channel: one call to the surface at a time, the most important task first. Several
 * changes of a waiting pair merge into one edit. Tasks are prepared a few at once: each alone would wait for the disk.
 */
export class Lane<T> {
  readonly #work: LaneWork<T>;
  readonly #clock: Clock;
  readonly #gapMs: number;
  /** Pairs with work, and their tasks; or what may have become of them since they were read: edits alone are read when nothing else is to do. */
  readonly #dirty = new Map<string, readonly T[] | PairChange>();
  /** Prepared tasks with their marks, by pair. */
  readonly #prepared = new Map<string, readonly Prepared<T>[]>();
  readonly #deferred = new Set<string>();
  /** Functions that end the delays of deferred pairs and of a pause at once. */
  readonly #timers = new Set<() => void>();
  #running: Promise<void> | null = null;
  /** The preparation of other messages while one is posted. */
  #ahead: Promise<void> | null = null;
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

  mark(pairId: string, change: PairChange = 'any'): void {
    if (this.#closed) return;
    this.#unread(pairId, change);
    if (change === 'any') this.#onMark?.();
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
    await this.#ahead;
  }

  async #run(): Promise<void> {
    // Yield first, so that the marks of one transaction merge.
    await Promise.resolve();
    for (;;) {
      while (this.#readSome('any') || (!this.#hasPosts() && this.#readSome('edits'))) await turn();
      const next = this.#next();
      if (next === undefined) return;
      const [pairId, task] = next;
      const prepared = this.#preparedAs(pairId, task);
      if (prepared === undefined) {
        await (this.#ahead ?? this.#prepare());
        // Meanwhile something more important may have come.
        continue;
      }
      this.#prepareAhead();
      this.#begin(pairId, task);
      const step = await this.#work.run(pairId, task, prepared.mark);
      if (step.type === 'defer') this.#defer(pairId, step.ms);
      else if (step.type === 'pause') this.#unread(pairId, 'any');
      // Pause before choosing the next task, so that the choice is made from the newest state.
      const ms = Math.max(this.#gapMs, step.type === 'pause' ? step.ms : 0);
      if (ms > 0) await new Promise<void>((resolve) => this.#after(ms, resolve));
      // A surface may answer at once: many messages must not be one long turn of the event loop.
      else await turn();
    }
  }

  /** Prepares the most important tasks that were read and are not prepared yet. */
  async #prepare(): Promise<void> {
    const more = Promise.withResolvers<void>();
    if (this.#interruptions < MAX_INTERRUPTIONS) this.#onMark = more.resolve;
    const isDone = await this.#prepareFirst(this.#unprepared().slice(0, READS), more.promise);
    this.#onMark = null;
    this.#interruptions = isDone ? 0 : this.#interruptions + 1;
  }

  /** Prepares the next messages while the last that is prepared is posted, so that they need not wait for the disk after it. */
  #prepareAhead(): void {
    if (this.#ahead !== null || this.#preparedCount() > 1) return;
    const posts = this.#unprepared().filter(([, task]) => this.#work.importance(task) < EDITS);
    if (posts.length === 0) return;
    const never = new Promise<void>(() => undefined);
    this.#ahead = this.#prepareFirst(posts.slice(0, READS), never).then(() => {
      this.#ahead = null;
    });
  }

  #preparedCount(): number {
    let count = 0;
    for (const tasks of this.#prepared.values()) count += tasks.length;
    return count;
  }

  /** Most important first. */
  #unprepared(): readonly (readonly [string, T])[] {
    const tasks: (readonly [string, T])[] = [];
    for (const [pairId, read] of this.#dirty) {
      if (typeof read === 'string') continue;
      for (const task of read) {
        if (this.#preparedAs(pairId, task) === undefined) tasks.push([pairId, task]);
      }
    }
    return tasks.toSorted(([, a], [, b]) => this.#work.importance(a) - this.#work.importance(b));
  }

  /** False when the preparation was interrupted. */
  async #prepareFirst(
    first: readonly (readonly [string, T])[],
    more: Promise<void>,
  ): Promise<boolean> {
    const mark = await this.#work.prepare(
      first.map(([, task]) => task),
      more,
    );
    if (mark === undefined) return false;
    for (const [pairId, task] of first) {
      // A pair that has nothing to do any more was forgotten meanwhile.
      if (!this.#dirty.has(pairId)) continue;
      this.#prepared.set(pairId, [{ task, mark }, ...(this.#prepared.get(pairId) ?? [])]);
    }
    return true;
  }

  #preparedAs(pairId: string, task: T): Prepared<T> | undefined {
    return this.#prepared.get(pairId)?.find((one) => this.#work.isSame(one.task, task));
  }

  /** The pair is read again after the task: it may have more, or have changed. */
  #begin(pairId: string, task: T): void {
    const prepared = this.#prepared.get(pairId) ?? [];
    const others = prepared.filter((one) => !this.#work.isSame(one.task, task));
    this.#prepared.set(pairId, others);
    const read = this.#dirty.get(pairId);
    const hasMore = this.#isPost(read) && (read?.length ?? 0) > 1;
    // Behind the others that need edits: one that changes all the time does not keep them from theirs.
    if (!this.#isPost(read)) this.#dirty.delete(pairId);
    this.#dirty.set(pairId, hasMore ? 'any' : this.#work.after(task));
  }

  /** Notes that what was read of a pair may be old. */
  #unread(pairId: string, change: PairChange): void {
    const before = this.#dirty.get(pairId);
    this.#dirty.set(pairId, before === 'any' || this.#isPost(before) ? 'any' : change);
  }

  #isPost(read: readonly T[] | PairChange | undefined): boolean {
    const first = typeof read === 'string' ? undefined : read?.[0];
    return first !== undefined && this.#work.importance(first) < EDITS;
  }

  #hasPosts(): boolean {
    for (const read of this.#dirty.values()) if (this.#isPost(read)) return true;
    return false;
  }

  /** Reads a few of the pairs that changed so. True when others are to be read too: a turn of the event loop is too short for many. */
  #readSome(change: PairChange): boolean {
    let reads = 0;
    let room = change === 'edits' ? EDITS_AHEAD - this.#readCount() : Infinity;
    for (const [pairId, read] of this.#dirty) {
      if (read !== change) continue;
      if (room <= 0) return false;
      if (reads === READS) return !this.#closed;
      if (this.#read(pairId)) room -= 1;
      reads += 1;
    }
    return false;
  }

  /** Pairs whose tasks are read. */
  #readCount(): number {
    let count = 0;
    for (const read of this.#dirty.values()) if (typeof read !== 'string') count += 1;
    return count;
  }

  /** The most important task. If there is none, clears `#running` in the same tick, so that no mark is lost. */
  #next(): readonly [string, T] | undefined {
    let best: readonly [string, T] | undefined;
    for (const [pairId, read] of this.#dirty) {
      const task = typeof read === 'string' ? undefined : read[0];
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

  /** False when there is nothing to do for the pair. */
  #read(pairId: string): boolean {
    const tasks = this.#work.tasks(pairId);
    if (tasks.length > 0) this.#dirty.set(pairId, tasks);
    else this.#forget(pairId);
    return tasks.length > 0;
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

/** A new turn of the event loop. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
