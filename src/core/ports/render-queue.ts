import { z } from 'zod';
import { readVersion, type Versions } from '../base/versions.ts';
import { failureSchema } from '../domain/failure.ts';
import { imageCall, type MadeCall, madeCallSchema } from '../domain/provider-call.ts';
import { imageSchema } from '../domain/side.ts';
import { anySpecSchema } from '../domain/spec.ts';

export const JOB_VERSION = 1;
export const RESULT_VERSION = 2;

const version = z.literal(RESULT_VERSION);
/** Every call that was made for the job; none when no provider was asked, or nobody knows of any. */
const calls = z.array(madeCallSchema).readonly();
const renderResultSchema = z.discriminatedUnion('ok', [
  z.object({ version, ok: z.literal(true), image: imageSchema, calls }),
  z.object({ version, ok: z.literal(false), failure: failureSchema, calls }),
]);
/** How a job ended: plain JSON, without bytes. */
export type RenderResult = Readonly<z.infer<typeof renderResultSchema>>;

/** Version 1 has no number, and the cost of the one call that there was. */
const dollars = z.number().nonnegative().nullable();
const firstResultSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), image: imageSchema, costUsd: dollars }),
  z.object({ ok: z.literal(false), failure: failureSchema, costUsd: dollars }),
]);
type FirstResult = z.infer<typeof firstResultSchema>;

/** The result of a job as it was stored or sent. Throws an error that says what is wrong with it. */
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
 * One generation for a worker: plain JSON. Where several models race for it, they are candidates of this one job, in
 * its spec: each call is begun in the ledger before the job is submitted, and comes back in the result's `calls`.
 */
export type RenderJob = Readonly<z.infer<typeof renderJobSchema>>;

const JOB_VERSIONS: Versions<RenderJob> = { [JOB_VERSION]: renderJobSchema };

/** A job as it was sent. Throws an error that says what is wrong with it. */
export function readJob(value: unknown): RenderJob {
  return readVersion('render job', value, JOB_VERSIONS);
}

export type JobStatus =
  | { readonly state: 'queued' | 'active' | 'unknown' }
  | { readonly state: 'finished'; readonly result: RenderResult };

/** What a queue tells the hub. Both are hints: `status` is the truth. */
export interface RenderEvents {
  finished(generationId: string, result: RenderResult): void;
  /** A provider answered after its call was given up or cancelled. */
  late(generationId: string, call: MadeCall): void;
}

/** Transport for render jobs. Holds only what runs next. */
export interface RenderQueue {
  /** How many jobs may be out at once. */
  capacity(): Promise<number>;
  /** Names of providers that a living worker serves. */
  providers(): Promise<readonly string[]>;
  /** Takes a job; a generation that was submitted before is ignored, ever after. Rejects for one it cannot read. */
  submit(job: RenderJob): Promise<void>;
  /** Stops a job as far as it can; no error when there is none. */
  cancel(generationId: string): Promise<void>;
  /** Unknown: never submitted, or forgotten (a restart, a day passed). */
  status(generationId: string): Promise<JobStatus>;
  subscribe(events: RenderEvents): () => void;
  /** Takes no more, aborts what runs, resolves when nothing runs any more. Repeating it is harmless. */
  close(): Promise<void>;
}
