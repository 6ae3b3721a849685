import { Job, UnrecoverableError, type Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { writeRefusal } from './redis-writes.ts';

export interface LeftoverParts {
  /** The client of the takers. */
  readonly redis: Redis;
  /** The worker's id, with which its tokens begin. */
  readonly id: string;
}

/**
 * Jobs that Redis believes a living worker to have, so that the hub would wait for them. Once they are marked, it looks
 * for their results in the blob store, where each has a copy, or holds them for lost.
 */
export class Leftovers {
  readonly #parts: LeftoverParts;
  readonly #jobs = new Set<Job>();

  constructor(parts: LeftoverParts) {
    this.#parts = parts;
  }

  /** Notes a job that has ended, and whose end Redis did not take. */
  add(job: Job): void {
    this.#jobs.add(job);
  }

  /** Marks what was noted, when Redis takes writes. Never rejects. */
  async mark(): Promise<void> {
    const noted = [...this.#jobs];
    for (const job of noted) await this.#mark(job);
  }

  /**
   * Marks jobs that Redis handed over through a connection that ended before the worker heard of them. Call it while no
   * job is being taken: what is taken later comes after the lists, which are asked for at once.
   */
  async markUnheard(
    takers: Iterable<Worker>,
    running: ReadonlyMap<string, unknown>,
  ): Promise<void> {
    const { redis } = this.#parts;
    // Also what ends meanwhile.
    const known = new Set(running.keys());
    const lists = Array.from(takers, async (taker) => {
      const ids = await redis.lrange(taker.toKey('active'), 0, -1);
      for (const id of ids)
        if (!known.has(id) && !running.has(id)) await this.#markIfOurs(taker, id);
    });
    await Promise.all(lists);
  }

  async #markIfOurs(taker: Worker, id: string): Promise<void> {
    const token = await this.#parts.redis.get(taker.toKey(`${id}:lock`));
    if (token?.startsWith(`${this.#parts.id}:`) !== true) return;
    const job = await Job.fromId(taker, id);
    if (job === undefined) return;
    job.token = token;
    await this.#mark(job);
  }

  async #mark(job: Job): Promise<void> {
    this.#jobs.delete(job);
    const why = new UnrecoverableError('its worker does not have it any more');
    await job.moveToFailed(why, job.token ?? '', false).catch((cause: unknown) => {
      // Else it was marked after all, or Redis holds it for lost by now.
      if (writeRefusal(cause) !== null) this.#jobs.add(job);
    });
  }
}
