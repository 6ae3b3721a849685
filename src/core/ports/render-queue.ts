import { z } from 'zod';
import { readVersion } from '../base/versions.ts';
import { failureSchema } from '../domain/failure.ts';
import type { WorkerHealth } from '../domain/hub-health.ts';
import { imageCall, type MadeCall, madeCallSchema } from '../domain/provider-call.ts';
import { imageSchema } from '../domain/side.ts';
import { anySpecSchema } from '../domain/spec.ts';

export const JOB_VERSION = 1;
export const RESULT_VERSION = 2;

const version = z.literal(RESULT_VERSION);
/** Every call that is known to have been made for the job. */
const calls = z.array(madeCallSchema).readonly();
const renderResultSchema = z.discriminatedUnion('ok', [
  z.object({ version, ok: z.literal(true), image: imageSchema, calls }),
  z.object({ version, ok: z.literal(false), failure: failureSchema, calls }),
]);
/** The result of a job, as JSON without bytes. */
export type RenderResult = Readonly<z.infer<typeof renderResultSchema>>;

/** Version 1: without a version number, and with the cost of its only call. */
const dollars = z.number().nonnegative().nullable();
const firstResultSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), image: imageSchema, costUsd: dollars }),
  z.object({ ok: z.literal(false), failure: failureSchema, costUsd: dollars }),
]);
type FirstResult = z.infer<typeof firstResultSchema>;

/** Reads a result that a worker sent. Throws an error that names its fault. */
export function readSentResult(value: unknown): RenderResult {
  return readVersion<RenderResult>('render result', value, {
    [RESULT_VERSION]: renderResultSchema,
  });
}

/** Reads a result that was stored. Throws an error that names its fault. */
export function readResult(
  value: unknown,
  job: Pick<RenderJob, 'generationId' | 'spec'>,
): RenderResult {
  return readVersion<RenderResult>('render result', value, {
    1: firstResultSchema.transform((first) => fromFirst(first, job)),
    [RESULT_VERSION]: renderResultSchema,
  });
}

function fromFirst(
  { costUsd, ...result }: FirstResult,
  { generationId, spec }: Pick<RenderJob, 'generationId' | 'spec'>,
): RenderResult {
  const outcome = result.ok ? 'image' : result.failure.kind;
  const isUnasked = !result.ok && result.failure.unasked === true;
  const call: MadeCall = { ...imageCall(generationId, spec), outcome, costUsd, tokens: null };
  return { ...result, version: RESULT_VERSION, calls: isUnasked ? [] : [call] };
}

const renderJobSchema = z.object({
  version: z.literal(JOB_VERSION),
  generationId: z.string().min(1),
  spec: anySpecSchema,
  /** Milliseconds the provider call may take. */
  timeoutMs: z.number().positive(),
});
/**
 * One generation for a worker, as JSON. A later version that lets several models race puts them into the spec of one
 * job: each call is in the ledger before the job is submitted, and in the result's `calls`.
 */
export type RenderJob = Readonly<z.infer<typeof renderJobSchema>>;

/** Reads a job that was sent. Throws an error that names its fault. */
export function readJob(value: unknown): RenderJob {
  return readVersion('render job', value, { [JOB_VERSION]: renderJobSchema });
}

export type JobStatus =
  | { readonly state: 'queued' | 'active' | 'unknown' }
  | { readonly state: 'finished'; readonly result: RenderResult };

/** Events of a queue. They may be lost: `status` is the truth. */
export interface RenderEvents {
  /**
   * `isCopied`: a copy of the result is in the blob store; whoever stores the ending deletes it. Returns whether the ending is stored:
   * else the queue makes such a copy, or tells it again.
   */
  finished(generationId: string, result: RenderResult, isCopied: boolean): boolean;
  /**
   * A provider answered after its call had timed out or was cancelled. Returns whether that is stored: else the queue may tell it again,
   * as after a crash.
   */
  late(generationId: string, call: MadeCall): boolean;
  /** Resolves when everything that was stored is on the disk. Rejects when that fails. */
  kept?(): Promise<void>;
  /** Workers came, went or changed, or the queue went away or came back: jobs may be lost, or may run. */
  changed?(): void;
}

/** The queue cannot be reached now. A job that was submitted meanwhile may have been taken: `status` says so later. */
export class QueueAwayError extends Error {
  /** What the queue says where it can be reached and takes nothing; null where it cannot be reached. */
  readonly reason: string | null;

  constructor({
    reason = null,
    ...options
  }: ErrorOptions & { readonly reason?: string | null } = {}) {
    super(`the render queue ${reason === null ? 'cannot be reached' : 'takes nothing'}`, options);
    this.name = 'QueueAwayError';
    this.reason = reason;
  }
}

/** What this process itself does of a queue's work, also while that is away. */
export interface OwnWork {
  /** Names of the providers that it serves. */
  readonly providers: readonly string[];
  /** Ids of the generations that it works on. */
  readonly jobs: readonly string[];
}

/** Sends render jobs to workers. Every member may reject with a `QueueAwayError`. */
export interface RenderQueue {
  readonly own: OwnWork;
  /** The most jobs at once. */
  capacity(): Promise<number>;
  /** Names of the providers that a live worker serves. */
  providers(): Promise<readonly string[]>;
  /** The living workers; null when the queue does the jobs by itself. */
  workers(): Promise<readonly WorkerHealth[] | null>;
  /** Submits a job, once for each generation: later ones are ignored. Rejects for an invalid job. */
  submit(job: RenderJob): Promise<void>;
  /** Stops a job if possible; no error when there is none. */
  cancel(generationId: string): Promise<void>;
  /** `unknown`: never submitted, lost with its worker, or forgotten after a restart or a day. */
  status(generationId: string): Promise<JobStatus>;
  subscribe(events: RenderEvents): () => void;
  /**
   * Takes no more jobs, and resolves when those of this process have ended, or when `signal` aborts. Jobs of other
   * processes go on.
   */
  drain(signal: AbortSignal): Promise<void>;
  /** Takes no more jobs, aborts those that run in this process and waits a moment for them to end. Idempotent. */
  close(): Promise<void>;
}
