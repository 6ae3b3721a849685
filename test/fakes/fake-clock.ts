import { setImmediate as settle } from 'node:timers/promises';
import type { Clock } from '../../src/core/ports/system.ts';

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** A clock that stands still until a test moves it. */
export class FakeClock implements Clock {
  #now: number;
  readonly #timers = new Set<Timer>();

  constructor(now = Date.UTC(2026, 10, 24, 9)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** How many timers are set: what is started must be stopped. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Moves time on, running each timer at its own moment, and lets what they start settle. */
  async advance(ms: number): Promise<void> {
    const target = this.#now + ms;
    for (let next = this.#next(target); next !== undefined; next = this.#next(target)) {
      this.#now = Math.max(this.#now, next.at);
      this.#timers.delete(next);
      next.run();
      await settle();
    }
    this.#now = target;
    await settle();
  }

  /** Moves time on at once, as on a machine that slept: each timer that is due by then runs once. Cheap for hours. */
  async jump(ms: number): Promise<void> {
    this.#now += ms;
    const due = [...this.#timers].filter((timer) => timer.at <= this.#now);
    for (const timer of due.toSorted((a, b) => a.at - b.at)) {
      if (!this.#timers.delete(timer)) continue;
      timer.run();
      await settle();
    }
  }

  #next(target: number): Timer | undefined {
    return [...this.#timers]
      .filter((timer) => timer.at <= target)
      .toSorted((a, b) => a.at - b.at)[0];
  }
}
