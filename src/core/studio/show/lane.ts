import type { Clock } from '../../ports/system.ts';

/** One step of work for a pair: done, put aside for milliseconds, or the whole lane must pause. */
export type LaneStep =
  | { readonly type: 'done' }
  | { readonly type: 'aside' | 'pause'; readonly ms: number };

export interface LaneWork<T> {
  /** What is to do for a pair now, most important first; called again after every change. */
  tasks(pairId: string): readonly T[];
  importance(task: T): number;
  /** Does one task, from the newest state. Never throws. */
  run(pairId: string, task: T): Promise<LaneStep>;
}

/**
 * One channel's messages: one call to the surface at a time, the most important first, and pairs that
 * change again while they wait are simply looked at again, so that later edits merge.
 */
export class Lane<T> {
  readonly #work: LaneWork<T>;
  readonly #clock: Clock;
  readonly #gapMs: number;
  /** Pairs to look at (`null`), or looked at with their most important task. */
  readonly #dirty = new Map<string, T | null>();
  /** Pairs that wait for their time. */
  readonly #aside = new Set<string>();
  /** Stops the timers of pairs that were put aside, and of a pause. */
  readonly #timers = new Set<() => void>();
  #running: Promise<void> | null = null;
  #closed = false;

  /** `gapMs`: milliseconds that the surface needs between two calls. */
  constructor(work: LaneWork<T>, clock: Clock, gapMs: number) {
    this.#work = work;
    this.#clock = clock;
    this.#gapMs = gapMs;
  }

  mark(pairId: string): void {
    if (this.#closed) return;
    this.#dirty.set(pairId, null);
    this.#running ??= this.#run();
  }

  /** Marks it, unless it was put aside: that is left to its time. */
  nudge(pairId: string): void {
    if (!this.#aside.has(pairId)) this.mark(pairId);
  }

  /** Stops after the call that is out; what is not shown yet is shown after the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const stop of this.#timers) stop();
    await this.#running;
  }

  async #run(): Promise<void> {
    // Yielding first lets marks of one transaction merge before the first look.
    await Promise.resolve();
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const [pairId, task] = next;
      // Look again after the call: the pair may have more to do, or have changed meanwhile.
      this.#dirty.set(pairId, null);
      const step = await this.#work.run(pairId, task);
      if (step.type === 'aside') this.#putAside(pairId, step.ms);
      // Waited for before the next is chosen: it is what is most important then.
      const ms = Math.max(this.#gapMs, step.type === 'pause' ? step.ms : 0);
      if (ms > 0) await this.#pause(ms);
    }
  }

  /** The most important task; clears the in-flight mark in the same tick as it finds none. */
  #next(): readonly [string, T] | undefined {
    let best: readonly [string, T] | undefined;
    for (const [pairId, known] of this.#dirty) {
      const task = known ?? this.#look(pairId);
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

  #look(pairId: string): T | undefined {
    const [task] = this.#work.tasks(pairId);
    if (task === undefined) this.#dirty.delete(pairId);
    else this.#dirty.set(pairId, task);
    return task;
  }

  #putAside(pairId: string, ms: number): void {
    this.#dirty.delete(pairId);
    this.#aside.add(pairId);
    const again = () => {
      this.#aside.delete(pairId);
      this.mark(pairId);
    };
    this.#after(ms, again, () => undefined);
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => this.#after(ms, resolve, resolve));
  }

  /** Calls `then` after `ms`, or `stopped` when the lane closes before. */
  #after(ms: number, then: () => void, stopped: () => void): void {
    if (this.#closed) return stopped();
    const cancel = this.#clock.after(ms, () => {
      this.#timers.delete(stop);
      then();
    });
    const stop = () => {
      this.#timers.delete(stop);
      cancel();
      stopped();
    };
    this.#timers.add(stop);
  }
}
