import { type HubHealth, isOpenWorker, type WorkerHealth } from '../../domain/hub-health.ts';
import { QueueAwayError } from '../../ports/render-queue.ts';
import type { GroupCommit } from '../base/group-commit.ts';
import type { World } from '../base/world.ts';

export type ServedParts = Pick<World, 'queue' | 'clock' | 'store'> & {
  readonly commits: GroupCommit;
};

const KEY = 'served.providers';

/** What the living workers serve, as of the queue's last answer, so that commands do not wait for the queue. */
export class Served {
  readonly #parts: ServedParts;
  #providers: readonly string[] = [];
  #capacity = 1;
  #workers: readonly WorkerHealth[] | null = null;
  #askedAt = -Infinity;
  #isAway = false;
  #awayReason: string | null = null;
  /** What was written for the next start. */
  #remembered = '';
  readonly #listeners: (() => void)[] = [];

  constructor(parts: ServedParts) {
    this.#parts = parts;
  }

  /**
   * Names of the providers; none before the queue was asked. While it is away from the start on: those of its last answer to an earlier
   * process, and those of this one.
   */
  get providers(): readonly string[] {
    return this.#providers;
  }

  /** How many jobs may be out at once. */
  get capacity(): number {
    return this.#capacity;
  }

  /** How many jobs of a provider may be out at once: the slots of the workers that serve it; null: all slots. */
  slotsOf(provider: string): number | null {
    if (this.#workers === null) return null;
    return this.#workers
      .filter((one) => isOpenWorker(one) && one.providers.includes(provider))
      .reduce((sum, { slots }) => sum + slots, 0);
  }

  /** Milliseconds since the last request that the queue answered; `Infinity` before the first. */
  get ageMs(): number {
    return this.#parts.clock.now() - this.#askedAt;
  }

  /** Whether the queue could not answer the last request: the last answer stays, and what waits goes on waiting. */
  get isAway(): boolean {
    return this.#isAway;
  }

  /** The queue and its workers, as of the last request, and what a queue says that is away for a reason of its own. */
  get health(): Pick<HubHealth, 'queue' | 'queueFault' | 'workers'> {
    const there = this.#workers === null ? 'inside' : 'there';
    const queue = this.#isAway ? 'away' : there;
    return { queue, workers: this.#workers ?? [], queueFault: this.#awayReason };
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
      [this.#isAway, this.#awayReason] = [false, null];
      this.#remember();
    } catch (cause) {
      if (this.#askedAt === -Infinity) this.#providers = this.#expected();
      this.#isAway = true;
      this.#awayReason = cause instanceof QueueAwayError ? cause.reason : null;
      throw cause;
    } finally {
      if (this.#summary() !== before) for (const listener of this.#listeners) listener();
    }
  }

  /** That all workers stopped is not remembered: it is no reason to refuse commands after the next start. */
  #remember(): void {
    const { store, commits } = this.#parts;
    const names = this.#providers.join(',');
    if (this.#workers === null || names === '' || names === this.#remembered) return;
    this.#remembered = names;
    const write = () => store.settings.put(KEY, names);
    // Storage that fails must not look like a queue that does.
    commits.commit(write).catch(() => {
      this.#remembered = '';
    });
  }

  #expected(): readonly string[] {
    const { store, queue } = this.#parts;
    const last = store.settings.get(KEY)?.split(',') ?? [];
    return [...new Set([...last, ...queue.own.providers])];
  }

  #summary(): string {
    const slots = this.#providers.map((name) => this.slotsOf(name));
    return JSON.stringify([this.#capacity, this.#providers, slots, this.#isAway]);
  }
}
