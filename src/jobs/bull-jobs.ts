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
import { render, type RenderParts } from './render.ts';

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

  constructor(parts: BullJobParts) {
    this.#parts = parts;
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
      const result =
        (await this.#refusal(sent.data, id)) ?? (await this.#render(sent.data, id, signal));
      await this.#finish(job, sent.data, result);
    } catch (cause) {
      await this.#fail(job, cause instanceof Error ? cause.message : String(cause));
      if (!signal.aborted) throw cause;
    }
  }

  /** Why the job must not call a provider, as a result. Throws when it was cancelled. */
  async #refusal({ job, server }: SentJob, id: string): Promise<RenderResult | null> {
    const { redis } = this.#parts;
    if ((await redis.exists(this.#parts.names.cancelled(id))) > 0) throw new Error('cancelled');
    const current = await this.#parts.server();
    if (server !== null && current !== null && server !== current) {
      return lost('Redis was restarted after it took this job: another worker may have begun it');
    }
    try {
      readJob(job);
      return null;
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      this.#parts.log.error({ err: cause, generation: id }, 'a job of another version came');
      return lost(`a worker refused the job: ${why}`, true);
    }
  }

  #render({ hub, job }: SentJob, id: string, signal: AbortSignal): Promise<RenderResult> {
    const onLate: RenderParts['onLate'] = (late, call) => {
      void this.#report(hub, { type: 'late', id: late, call });
    };
    const read: RenderJob = { ...readJob(job), generationId: id };
    return render(read, { ...this.#parts, onLate }, signal);
  }

  async #finish(job: Job, { hub, job: sent }: SentJob, result: RenderResult): Promise<void> {
    const id = job.id ?? '';
    try {
      await job.moveToCompleted(result, job.token ?? '', false);
    } catch (err) {
      // Redis was emptied, or thought this worker dead. The report still tells the hub.
      this.#parts.log.warn({ err, generation: id }, 'a finished job is not in Redis any more');
    }
    await this.#report(hub, { type: 'finished', id, spec: specOf(sent), result });
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
    const { redis, log } = this.#parts;
    const key = this.#parts.names.reports(hub);
    try {
      await redis
        .multi()
        .lpush(key, JSON.stringify(report))
        .ltrim(key, 0, MAX_REPORTS - 1)
        .expire(key, KEPT_S)
        .publish(this.#parts.names.news, hub)
        .exec();
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

/** Of a job that may be of another version. */
function specOf(job: unknown): { readonly provider: string; readonly modelId: string } {
  try {
    const { provider, modelId } = readJob(job).spec;
    return { provider, modelId };
  } catch {
    return { provider: '', modelId: '' };
  }
}
