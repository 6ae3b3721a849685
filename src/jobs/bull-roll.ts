import type { WorkerHealth } from '../core/domain/hub-health.ts';
import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { QueueAwayError } from '../core/ports/render-queue.ts';
import type { Clock } from '../core/ports/system.ts';
import { type LivingWorker, readAnnouncement } from './bull-messages.ts';
import { type BullNames, SILENT_BEATS } from './bull-names.ts';
import { writeRefusal } from './redis-writes.ts';

export interface RollParts {
  /** A client whose commands fail while Redis is away. */
  readonly redis: Redis;
  readonly names: BullNames;
  readonly clock: Clock;
  readonly beatMs: number;
}

/** The living workers, as of the last look at Redis. */
export class BullRoll {
  readonly #parts: RollParts;
  #workers: readonly LivingWorker[] = [];
  #epoch: string | null = null;
  #isAway = true;
  /** What Redis says while it can be read and takes no writes; it is away then. */
  #refusal: string | null = null;
  /** Until then workers may live that Redis does not know: it was away, or was emptied. */
  #unsureUntil = -Infinity;
  /** Who lived when Redis lost what it knew. */
  #remembered: readonly WorkerHealth[] = [];
  /** The summary of the last look. */
  #seen = '';
  #looking: Promise<boolean> | null = null;

  constructor(parts: RollParts) {
    this.#parts = parts;
  }

  get isAway(): boolean {
    return this.#isAway || this.#parts.redis.status !== 'ready';
  }

  /**
   * All living workers, also those that speak another version, and those that may still live although Redis lost what it
   * knew. Throws a `QueueAwayError` while Redis is away.
   */
  workers(): readonly WorkerHealth[] {
    if (this.isAway) throw this.awayError();
    return this.#known();
  }

  /** The living workers that get jobs of this hub. Throws as `workers` does. */
  ours(): readonly WorkerHealth[] {
    return this.workers().filter((one) => one.speaksOurs);
  }

  /** Why what needs Redis cannot be done now. */
  awayError(): QueueAwayError {
    return new QueueAwayError({ reason: this.#refusal });
  }

  /** Whether a living worker has this id, or says that it works on this generation. */
  has({
    worker,
    generation,
  }: {
    readonly worker?: string | undefined;
    readonly generation: string;
  }) {
    return this.#workers.some(
      (one) => one.worker.id === worker || one.running.includes(generation),
    );
  }

  /** Milliseconds until every living worker has had the time to announce itself. */
  get unsureMs(): number {
    return Math.max(0, this.#unsureUntil - this.#parts.clock.now());
  }

  /**
   * Reads who lives, if Redis takes writes: else workers cannot say that they live. True when anything but the jobs changed.
   * Rejects with a `QueueAwayError`; the last answer stays.
   */
  look(): Promise<boolean> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  /** Notes that Redis is away, and what it said. True when it was not before, or said something else. */
  markAway(refusal: string | null = null): boolean {
    const isNews = !this.#isAway || refusal !== this.#refusal;
    [this.#isAway, this.#refusal] = [true, refusal];
    return isNews;
  }

  async #look(): Promise<boolean> {
    const before = this.#summary();
    try {
      const workers = await this.#read();
      // Afterwards: who was missing because Redis was emptied is then known to be no proof.
      await this.#readEpoch();
      if (this.#isAway && this.#epoch !== null) this.#doubt();
      [this.#isAway, this.#refusal] = [false, null];
      this.#workers = workers;
    } catch (cause) {
      throw new QueueAwayError({ cause, reason: writeRefusal(cause) });
    }
    const now = this.#summary();
    // Who was only remembered may have been forgotten since the last look.
    const hasChanged = now !== before || now !== this.#seen;
    this.#seen = now;
    return hasChanged;
  }

  async #read(): Promise<readonly LivingWorker[]> {
    const { redis, names } = this.#parts;
    const ids = await redis.smembers(names.workers);
    if (ids.length === 0) return [];
    const said = await redis.mget(ids.map((id) => names.worker(id)));
    const dead = ids.filter((_, index) => said[index] == null);
    if (dead.length > 0) await redis.srem(names.workers, ...dead);
    return ids.flatMap((id, index) => {
      const text = said[index];
      return text == null ? [] : [readAnnouncement(id, text)];
    });
  }

  /**
   * Doubts who lives when Redis has lost what it knew. Setting what is there already changes nothing, and is refused like
   * every other write.
   */
  async #readEpoch(): Promise<void> {
    const { redis, names } = this.#parts;
    const fresh = randomBytes(9).toString('base64url');
    const isNew = (await redis.set(names.epoch, fresh, 'NX')) !== null;
    const epoch = isNew ? fresh : await redis.get(names.epoch);
    if (epoch !== this.#epoch && (isNew || this.#epoch !== null)) this.#doubt();
    this.#epoch = epoch;
  }

  #doubt(): void {
    const { clock, beatMs } = this.#parts;
    this.#remembered = this.#known();
    this.#unsureUntil = clock.now() + beatMs * SILENT_BEATS;
  }

  #known(): readonly WorkerHealth[] {
    const announced = this.#workers.map(({ worker }) => worker);
    if (this.unsureMs === 0) return announced;
    const ids = new Set(announced.map(({ id }) => id));
    return [...announced, ...this.#remembered.filter(({ id }) => !ids.has(id))];
  }

  #summary(): string {
    const known = this.#known().toSorted((a, b) => (a.id < b.id ? -1 : 1));
    return JSON.stringify([this.isAway, known]);
  }
}
