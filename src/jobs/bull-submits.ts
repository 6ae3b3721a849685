import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { RenderJob } from '../core/ports/render-queue.ts';
import type { Log } from '../core/ports/system.ts';
import type { SentJob } from './bull-messages.ts';
import { ADDED, type BullNames, FINISHED, KEPT_S } from './bull-names.ts';
import { writeRefusal } from './redis-writes.ts';

export interface BullSubmitParts {
  readonly redis: Redis;
  readonly names: BullNames;
  readonly hub: string;
  /** The key of the hub's marker among its images; none: workers do not look for it. */
  readonly marker?: string | null;
  readonly server: () => Promise<string | null>;
  readonly queue: (name: string) => Queue;
  readonly log: Log;
}

interface Refused {
  readonly job: RenderJob;
  /** Its key is set, and the job itself was refused. */
  isClaimed: boolean;
}

/** Sends jobs to Redis, each once. One that Redis refused is kept: it surely did not take it. */
export class BullSubmits {
  readonly #parts: BullSubmitParts;
  readonly #refused = new Map<string, Refused>();

  constructor(parts: BullSubmitParts) {
    this.#parts = parts;
  }

  /** Rejects with what Redis, or the way to it, said. */
  async send(job: RenderJob): Promise<void> {
    await this.#send({ job, isClaimed: false });
  }

  /** Sends what was refused. Rejects when it is refused again. */
  async again(): Promise<void> {
    for (const refused of this.#refused.values()) await this.#send(refused);
  }

  /** Whether a job waits here until Redis takes writes. */
  has(id: string): boolean {
    return this.#refused.has(id);
  }

  forget(id: string): void {
    this.#refused.delete(id);
  }

  async #send(one: Refused): Promise<void> {
    const { generationId: id } = one.job;
    try {
      if (await this.#claim(one)) await this.#add(one.job);
    } catch (cause) {
      if (writeRefusal(cause) !== null) this.#refused.set(id, one);
      // Redis may have taken it: only its status says so.
      else this.#refused.delete(id);
      throw cause;
    }
    this.#refused.delete(id);
  }

  async #claim(one: Refused): Promise<boolean> {
    const { redis, names } = this.#parts;
    if (one.isClaimed) return true;
    const { generationId: id, spec } = one.job;
    const set = await redis.set(names.job(id), names.queue(spec.provider), 'EX', KEPT_S, 'NX');
    one.isClaimed = set !== null;
    return one.isClaimed;
  }

  async #add(job: RenderJob): Promise<void> {
    const { redis, names, hub, marker, server, queue, log } = this.#parts;
    const { generationId: id } = job;
    const { provider } = job.spec;
    const marked = marker == null ? {} : { marker };
    const sent: SentJob = { hub, server: await server(), job, ...marked };
    await queue(names.queue(provider)).add('render', sent, {
      jobId: id,
      attempts: 1,
      removeOnComplete: FINISHED,
      removeOnFail: FINISHED,
    });
    // A worker that does not hear it looks by itself within a beat.
    redis.publish(names.orders, `${ADDED}${provider}`).catch((err: unknown) => {
      log.warn({ err, generation: id }, 'the workers were not told of a job');
    });
  }
}
