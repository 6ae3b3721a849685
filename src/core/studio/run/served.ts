import type { World } from '../base/world.ts';

/** What the living workers serve, as of the queue's last answer, so that commands do not wait for the queue. */
export class Served {
  readonly #parts: Pick<World, 'queue' | 'clock'>;
  #providers: readonly string[] = [];
  #capacity = 1;
  #askedAt = -Infinity;

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

  /** Asks the queue. When that rejects, the last answer and its age stay. */
  async refresh(): Promise<void> {
    const { queue, clock } = this.#parts;
    const askedAt = clock.now();
    const answers = await Promise.all([queue.capacity(), queue.providers()]);
    [this.#capacity, this.#providers] = answers;
    this.#askedAt = askedAt;
  }
}
