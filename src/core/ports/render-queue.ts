import { z } from 'zod';
import { readVersion, type Versions } from '../base/versions.ts';
import { failureSchema } from '../domain/failure.ts';
import { imageSchema } from '../domain/side.ts';
import { anySpecSchema } from '../domain/spec.ts';

export const JOB_VERSION = 1;

const costUsd = z.number().nonnegative().nullable();

/** How a job ended: plain JSON, without bytes. Cost in dollars, null when unknown. */
export const renderResultSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), image: imageSchema, costUsd }),
  z.object({ ok: z.literal(false), failure: failureSchema, costUsd }),
]);
export type RenderResult = Readonly<z.infer<typeof renderResultSchema>>;

const renderJobSchema = z.object({
  version: z.literal(JOB_VERSION),
  generationId: z.string().min(1),
  spec: anySpecSchema,
  /** Milliseconds the provider call may take. */
  timeoutMs: z.number().positive(),
});
/** One generation for a worker: plain JSON. */
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
  late(generationId: string, costUsd: number | null): void;
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
