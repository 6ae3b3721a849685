import { type Job, UnrecoverableError } from 'bullmq';
import type { Redis } from 'ioredis';
import {
  readJob,
  RESULT_VERSION,
  type RenderJob,
  type RenderResult,
} from '../core/ports/render-queue.ts';
import { type Report, type SentJob, sentJobSchema } from './bull-messages.ts';
import { type BullNames, KEPT_S } from './bull-names.ts';
import { copyResult, render, type RenderParts } from './render.ts';
import { SharedPlace } from './shared-place.ts';
import { SharedReads } from './shared-reads.ts';

export interface BullJobParts extends Omit<RenderParts, 'onLate'> {
  /** A client whose commands wait while Redis is away. */
  readonly redis: Redis;
  readonly names: BullNames;
  /** The `run_id` of the server that the client is connected to. */
  readonly server: () => Promise<string | null>;
}

/** Reports kept for a hub that is away. */
const MAX_REPORTS = 10_000;

/** Does jobs that a worker took from Redis, each at most once, and reports them to their hub. */
export class BullJobs {
  readonly #parts: BullJobParts;
  readonly #references: SharedReads;
  readonly #place: SharedPlace;

  constructor(parts: BullJobParts) {
    this.#parts = parts;
    this.#references = new SharedReads(parts);
    this.#place = new SharedPlace(parts);
  }

  /** Does a job that was taken. Rejects for faults of ours. */
  async run(job: Job, signal: AbortSignal): Promise<void> {
    const { log } = this.#parts;
    const id = job.id ?? '';
    // After `begin`, so that the job counts as running.
    await Promise.resolve();
    // Another worker may have called for it: BullMQ only hands it over so that it is marked as failed.
    const wasBegun = job.attemptsStarted > 1 || job.stalledCounter > 0 || !!job.deferredFailure;
    if (wasBegun) return this.#fail(job, 'another worker began this job');
    const sent = sentJobSchema.safeParse(job.data);
    if (!sent.success) {
      log.error({ err: sent.error, generation: id }, 'a job in Redis cannot be read');
      return this.#fail(job, 'a job in Redis cannot be read');
    }
    try {
      const result = await this.#resultOf(sent.data, id, signal);
      if (result === null) return await this.#fail(job, 'cancelled');
      await this.#finish(job, sent.data.hub, result);
    } catch (cause) {
      await this.#fail(job, cause instanceof Error ? cause.message : String(cause));
      if (!signal.aborted) throw cause;
    }
  }

  /** Null when the job was cancelled before it began. Rejects when it is aborted. */
  async #resultOf(
    { hub, server, marker, job }: SentJob,
    id: string,
    signal: AbortSignal,
  ): Promise<RenderResult | null> {
    const { redis, names, log } = this.#parts;
    const [cancelled, current] = await Promise.all([
      redis.exists(names.cancelled(id)),
      this.#parts.server(),
    ]);
    if (cancelled > 0) return null;
    if (server !== null && current !== null && server !== current) {
      return lost('Redis was restarted after it took this job: another worker may have begun it');
    }
    let read: RenderJob;
    try {
      read = readJob(job);
    } catch (err) {
      log.error({ err, generation: id }, 'a job of another version came');
      const why = err instanceof Error ? err.message : String(err);
      return lost(`a worker refused the job: ${why}`, true);
    }
    const onLate: RenderParts['onLate'] = (late, call) => {
      void this.#report(hub, { type: 'late', id: late, call });
    };
    const requireShared =
      marker === undefined ? {} : { requireShared: () => this.#place.require(marker) };
    const parts = { ...this.#parts, ...requireShared, references: this.#references, onLate };
    const known = { ...read, generationId: id };
    const result = await render(known, parts, signal);
    await copyResult(known, result, parts);
    return result;
  }

  async #finish(job: Job, hub: string, result: RenderResult): Promise<void> {
    const id = job.id ?? '';
    try {
      await job.moveToCompleted(result, job.token ?? '', false);
    } catch (err) {
      // Redis was emptied, or thought this worker dead. The report still tells the hub.
      this.#parts.log.warn({ err, generation: id }, 'a finished job is not in Redis any more');
    }
    await this.#report(hub, { type: 'finished', id, result });
  }

  async #fail(job: Job, why: string): Promise<void> {
    try {
      await job.moveToFailed(new UnrecoverableError(why), job.token ?? '', false);
    } catch (err) {
      this.#parts.log.warn({ err, generation: job.id }, 'a job could not be marked as failed');
    }
  }

  /** Never rejects. */
  async #report(hub: string, report: Report): Promise<void> {
    const { redis, names, log } = this.#parts;
    const key = names.reports(hub);
    try {
      // Sent together, in this order.
      const [length] = await Promise.all([
        redis.lpush(key, JSON.stringify(report)),
        redis.publish(names.news, hub),
      ]);
      if (length === 1) await redis.expire(key, KEPT_S);
      if (length > MAX_REPORTS) await redis.ltrim(key, 0, MAX_REPORTS - 1);
    } catch (err) {
      log.warn({ err, generation: report.id }, 'a report did not reach Redis');
    }
  }
}

function lost(detail: string, isUnasked = false): RenderResult {
  const failure = { kind: 'worker_lost', detail } as const;
  return {
    version: RESULT_VERSION,
    ok: false,
    failure: isUnasked ? { ...failure, unasked: true } : failure,
    calls: [],
  };
}
