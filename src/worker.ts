import { CleanUp } from './clean-up.ts';
import type { Config } from './config.ts';
import type { Log } from './core/ports/system.ts';
import { StartupError } from './core/base/startup-error.ts';
import { SharpImages } from './images/sharp-images.ts';
import type { BullWorker } from './jobs/bull-worker.ts';
import { connectBlobs } from './open-blobs.ts';
import { WorkerMetrics, type WorkerState } from './metrics/worker-metrics.ts';
import { openWorkerPort } from './metrics/worker-port.ts';
import { openWorker } from './open-queue.ts';
import { RandomIds, SystemClock } from './system.ts';

/** A running worker: it takes jobs from Redis, and has no database and no chats. */
export interface RunningWorker {
  readonly id: string;
  /** Where it can be watched; null: nowhere. */
  readonly url: string | null;
  readonly providers: readonly string[];
  /** Ids of the generations that it works on. */
  working(): readonly string[];
  /** Takes no more jobs, and waits for those that run until `signal` aborts. Resolves with the ids of the unfinished. */
  drain(signal: AbortSignal): Promise<readonly string[]>;
  /** Aborts what still runs, and stops all parts. */
  close(): Promise<void>;
}

/** Starts a worker. Throws a `StartupError` that says what to do, after it has stopped everything again. */
export async function startWorker(config: Config, log: Log): Promise<RunningWorker> {
  const { redis } = config;
  if (redis === null) throw new StartupError('A worker needs REDIS_URL.');
  const cleanUp = new CleanUp();
  try {
    const { worker, url } = await build(config, redis, log, cleanUp);
    return {
      url,
      id: worker.id,
      providers: worker.providers,
      working: () => worker.working,
      drain: (signal) => worker.drain(signal),
      close: () => cleanUp.run(),
    };
  } catch (cause) {
    await cleanUp.run().catch((err: unknown) => {
      log.error({ err }, 'not everything could be stopped');
    });
    throw cause;
  }
}

async function build(
  config: Config,
  redis: NonNullable<Config['redis']>,
  log: Log,
  cleanUp: CleanUp,
): Promise<{ readonly worker: BullWorker; readonly url: string | null }> {
  const clock = new SystemClock();
  const opened = await connectBlobs(config);
  cleanUp.defer(opened.close);
  const { blobs } = opened;
  const metrics = new WorkerMetrics();
  const parts = {
    jobs: metrics.jobs,
    blobs,
    images: new SharpImages(),
    clock,
    ids: new RandomIds(clock),
    log,
  };
  const worker = await openWorker(config, redis, parts);
  cleanUp.defer(() => worker.close());
  if (config.metrics === null) return { worker, url: null };
  metrics.show(() => worker.state);
  const port = await openWorkerPort(config.metrics, {
    metrics: () => metrics.text(),
    notReady: () => notReady(worker.state),
  });
  cleanUp.defer(() => port.close());
  return { worker, url: port.url };
}

function notReady({ isDraining, isRedisAway }: WorkerState): string | null {
  if (isDraining) return 'the worker stops: it finishes its jobs, and takes no more';
  return isRedisAway ? 'Redis cannot be reached, or takes no writes' : null;
}
