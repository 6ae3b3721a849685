import type { Redis } from 'ioredis';
import { announcement } from './bull-messages.ts';
import { type BullNames, SILENT_BEATS, WORKERS } from './bull-names.ts';

export interface AnnouncerParts {
  readonly redis: Redis;
  readonly names: BullNames;
  /** The worker's. */
  readonly id: string;
  /** Its version of Diptych. */
  readonly version: string;
  /** By their names. */
  readonly providers: ReadonlyMap<string, unknown>;
  /** Jobs at once. */
  readonly slots: number;
  /** How often it says that it lives, in milliseconds. */
  readonly beatMs: number;
}

/** Tells the hubs that a worker lives. */
export class Announcer {
  readonly #parts: AnnouncerParts;
  #isUnheard = false;

  constructor(parts: AnnouncerParts) {
    this.#parts = parts;
  }

  /** The last announcement failed: for the hub the worker may be dead. */
  get isUnheard(): boolean {
    return this.#isUnheard;
  }

  /** Says that it lives, and what it does. Rejects with what Redis, or the way to it, said. */
  async say(now: { readonly isTaking: boolean; readonly running: readonly string[] }) {
    try {
      await this.#say(now);
      this.#isUnheard = false;
    } catch (cause) {
      this.#isUnheard = true;
      throw cause;
    }
  }

  /** Takes the worker off the list. */
  async leave(): Promise<void> {
    const { redis, names, id } = this.#parts;
    await redis.multi().srem(names.workers, id).del(names.worker(id)).exec();
    await redis.publish(names.news, WORKERS);
  }

  async #say({ isTaking, running }: Parameters<Announcer['say']>[0]): Promise<void> {
    const { redis, names, id, version, providers, slots, beatMs } = this.#parts;
    const text = announcement({
      diptych: version,
      providers: [...providers.keys()],
      slots: isTaking ? slots : 0,
      running: [...running],
    });
    const ttlMs = Math.ceil(beatMs * SILENT_BEATS);
    const [isNew] =
      (await redis
        .multi()
        .sadd(names.workers, id)
        .set(names.worker(id), text, 'PX', ttlMs)
        .exec()) ?? [];
    const hasJoined = isNew?.[1] === 1;
    if (hasJoined || !isTaking) await redis.publish(names.news, WORKERS);
  }
}
