import type { HubHealth, WorkerHealth } from '../../domain/hub-health.ts';
import type { World } from '../base/world.ts';

/** What the living workers serve, as of the queue's last answer, so that commands do not wait for the queue. */
export class Served {
  readonly #parts: Pick<World, 'queue' | 'clock'>;
  #providers: readonly string[] = [];
  #capacity = 1;
  #workers: readonly WorkerHealth[] | null = null;
  #askedAt = -Infinity;
  #isAway = false;
  readonly #listeners: (() => void)[] = [];

  constructor(parts: Pick<World, 'queue' | 'clock'>) {
    this.#parts = parts;
  }

  /** Names of the providers; none before the queue has answered once. */
  get providers(): readonly string[] {
    return this.#providers;
  }

  /** How many jobs may be out at once. */
  get capacity(): number {
    return this.#capacity;
  }

  /** Milliseconds since the last request that the queue answered; `Infinity` before the first. */
  get ageMs(): number {
    return this.#parts.clock.now() - this.#askedAt;
  }

  /** Whether the queue could not answer the last request: the last answer stays, and what waits goes on waiting. */
  get isAway(): boolean {
    return this.#isAway;
  }

  /** The queue and its workers, as of the last request. */
  get health(): Pick<HubHealth, 'queue' | 'workers'> {
    const there = this.#workers === null ? 'inside' : 'there';
    return { queue: this.#isAway ? 'away' : there, workers: this.#workers ?? [] };
  }

  /** `listener` is called when the queue went away or came back, and when what is served has changed. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Asks the queue. When that rejects, the last answer and its age stay. */
  async refresh(): Promise<void> {
    const { queue, clock } = this.#parts;
    const askedAt = clock.now();
    const before = this.#summary();
    try {
      const answers = await Promise.all([queue.capacity(), queue.providers(), queue.workers()]);
      [this.#capacity, this.#providers, this.#workers] = answers;
      this.#askedAt = askedAt;
      this.#isAway = false;
    } catch (cause) {
      this.#isAway = true;
      throw cause;
    } finally {
      if (this.#summary() !== before) for (const listener of this.#listeners) listener();
    }
  }

  #summary(): string {
    return JSON.stringify([this.#capacity, this.#providers, this.#isAway]);
  }
}
