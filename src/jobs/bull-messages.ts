import type { WorkerHealth } from '../core/domain/hub-health.ts';
import { z } from 'zod';
import { readVersion } from '../core/base/versions.ts';
import { madeCallSchema } from '../core/domain/provider-call.ts';
import { JOB_VERSION, RESULT_VERSION } from '../core/ports/render-queue.ts';

/** A job in Redis: beside itself, who wants it, and which server took it. */
export const sentJobSchema = z.object({
  /** The hub that the ending is reported to. */
  hub: z.string().min(1),
  /** The `run_id` of the Redis server; null when it does not say. */
  server: z.string().nullable(),
  /** The key of a blob that is where the hub's images are; hubs of before have none. */
  marker: z.string().min(1).exactOptional(),
  /** For `readJob`. */
  job: z.unknown(),
});
export type SentJob = z.infer<typeof sentJobSchema>;

/** What a worker tells a hub. */
export const reportSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('finished'),
    id: z.string().min(1),
    /** For `readSentResult`. */
    result: z.unknown(),
  }),
  z.object({ type: z.literal('late'), id: z.string().min(1), call: madeCallSchema }),
]);
export type Report = z.infer<typeof reportSchema>;

const ANNOUNCEMENT_VERSION = 1;
const announcementSchema = z.object({
  version: z.literal(ANNOUNCEMENT_VERSION),
  /** The worker's version of Diptych. */
  diptych: z.string(),
  /** Versions of jobs that it reads, and the version of its results. */
  jobs: z.array(z.number()),
  results: z.number(),
  providers: z.array(z.string()),
  slots: z.number().int().nonnegative(),
  /** Ids of the generations that it works on. */
  running: z.array(z.string()),
});
type Announcement = z.infer<typeof announcementSchema>;

/** A living worker, and the generations that it works on. */
export interface LivingWorker {
  readonly worker: WorkerHealth;
  readonly running: readonly string[];
}

export function announcement(
  worker: Pick<Announcement, 'diptych' | 'providers' | 'slots' | 'running'>,
): string {
  const full: Announcement = {
    version: ANNOUNCEMENT_VERSION,
    jobs: [JOB_VERSION],
    results: RESULT_VERSION,
    ...worker,
  };
  return JSON.stringify(full);
}

/** Reads an announcement. A worker whose announcement cannot be read lives, but speaks another version. */
export function readAnnouncement(id: string, text: string): LivingWorker {
  let said: Announcement;
  try {
    const versions = { [ANNOUNCEMENT_VERSION]: announcementSchema };
    said = readVersion('worker’s announcement', JSON.parse(text), versions);
  } catch {
    const unknown = { version: '?', providers: [], slots: 0, speaksOurs: false };
    return { worker: { id, ...unknown }, running: [] };
  }
  const { diptych: version, jobs, results, providers, slots, running } = said;
  const speaksOurs = jobs.includes(JOB_VERSION) && results === RESULT_VERSION;
  return { worker: { id, version, providers, slots, speaksOurs }, running };
}
