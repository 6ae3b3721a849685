import type { Clock } from '../../ports/system.ts';
import type { RenderQueue } from '../../ports/render-queue.ts';

/** What living workers serve, as the queue said last: nothing that answers a person waits for the queue. */
export class Served {
  readonly #queue: Pick<RenderQueue, 'capacity' | 'providers'>;
  readonly #clock: Clock;
  #last: { readonly providers: readonly string[]; readonly capacity: number; readonly at: number } =
    {
      providers: [],
      capacity: 1,
      at: Number.NEGATIVE_INFINITY,
    };

  constructor(parts: { queue: Pick<RenderQueue, 'capacity' | 'providers'>; clock: Clock }) {
    this.#queue = parts.queue;
    this.#clock = parts.clock;
  }

  /** Names of the providers; none before the queue has answered once. */
  get providers(): readonly string[] {
    return this.#last.providers;
  }

  /** How many jobs may be out at once. */
  get capacity(): number {
    return this.#last.capacity;
  }

  /** Milliseconds since the queue was asked successfully; `Infinity` before the first answer. */
  get ageMs(): number {
    return this.#clock.now() - this.#last.at;
  }

  /** Asks the queue. Rejects as the queue does; the last answer and its age stay then. */
  async refresh(): Promise<void> {
    const at = this.#clock.now();
    const [capacity, providers] = await Promise.all([
      this.#queue.capacity(),
      this.#queue.providers(),
    ]);
    this.#last = { providers, capacity, at };
  }
}
