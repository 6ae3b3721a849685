import { JOB_VERSION, RESULT_VERSION } from '../core/ports/render-queue.ts';

/** How long Redis keeps what is known of a job: longer than finished jobs. */
export const KEPT_S = 2 * 86_400;
/** How long finished jobs are kept, and how many of a provider. */
export const FINISHED = { age: 86_400, count: 5_000 };
/** How often workers say that they live, and the hub looks. */
export const BEAT_MS = 1_500;
/** A worker that was silent for so many beats is dead. */
export const SILENT_BEATS = 4;

/** Names of queues, keys and channels in Redis. */
export interface BullNames {
  readonly prefix: string;
  /**
   * The queue of a provider's jobs, so that a worker takes only what it can call. The versions of jobs and results are in
   * the name: a worker that speaks others never takes a job that it, or the hub, could not read.
   */
  queue(provider: string): string;
  /** Whether a queue of this name has jobs and results of our versions. */
  isOurs(queue: string): boolean;
  /** The set of the ids of workers. */
  readonly workers: string;
  /** How a worker announces itself; it expires when the worker is silent. */
  worker(id: string): string;
  /** Which queue took a generation's job: it is never taken again. */
  job(generationId: string): string;
  /** That a job was cancelled, for a worker that did not hear it. */
  cancelled(generationId: string): string;
  /** What workers have to tell a hub: endings and late calls, oldest last. */
  reports(hub: string): string;
  /** A random word that is gone when Redis was emptied. */
  readonly epoch: string;
  /** The channel to the hubs: `WORKERS`, or the id of a hub that has reports. */
  readonly news: string;
  /** The channel to the workers: `ADDED` and a provider, or the id of a generation to cancel. */
  readonly orders: string;
}

export const WORKERS = '@workers';
export const ADDED = '@added ';

export function bullNames(prefix: string): BullNames {
  const versions = `v${JOB_VERSION}.${RESULT_VERSION}-`;
  return {
    prefix,
    queue: (provider) => `${versions}${provider}`,
    isOurs: (queue) => queue.startsWith(versions),
    workers: `${prefix}:workers`,
    worker: (id) => `${prefix}:worker:${id}`,
    job: (id) => `${prefix}:job:${id}`,
    cancelled: (id) => `${prefix}:cancelled:${id}`,
    reports: (hub) => `${prefix}:reports:${hub}`,
    epoch: `${prefix}:epoch`,
    news: `${prefix}:news`,
    orders: `${prefix}:orders`,
  };
}
