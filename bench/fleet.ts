import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { BullRenderQueue } from '../src/jobs/bullmq.ts';
import { redisClient } from '../src/jobs/redis-client.ts';
import { aPrefix, RedisServer } from '../test/redis/redis-server.ts';
import { newWorld, type World } from './world.ts';

const SCRIPT = join(import.meta.dirname, 'worker-process.ts');
const LONGEST_MS = 30_000;

/** Options of a worker's process. */
export interface WorkerSettings {
  readonly url: string;
  readonly prefix: string;
  readonly slots: number;
  /** Milliseconds of a provider call. */
  readonly latencyMs: number;
  /** The hub's folder: its images are shared. */
  readonly home: string;
  /** Pixels of a side of each image, which is noise; 0: a small and plain one. */
  readonly side: number;
  /** Only BullMQ. */
  readonly bare: boolean;
}

export interface FleetOptions {
  readonly workers: number;
  readonly slots: number;
  readonly latencyMs?: number;
  readonly side?: number;
}

/** Starts a worker; resolves once it takes jobs. */
export async function startWorkerProcess(settings: WorkerSettings): Promise<ChildProcess> {
  const child = spawn(process.execPath, [SCRIPT, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data', { signal: AbortSignal.timeout(LONGEST_MS) });
  return child;
}

/** Ends the processes, and waits until they are gone. */
export async function endAll(children: readonly ChildProcess[]): Promise<void> {
  await Promise.all(
    children.map(async (child) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }),
  );
}

/** Calls `measure` with a hub in this process, a Redis of its own and workers in processes of theirs. */
export async function withFleet<T>(
  { workers, slots, latencyMs = 0, side = 0 }: FleetOptions,
  measure: (world: World, children: readonly ChildProcess[]) => Promise<T>,
): Promise<T> {
  const redis = await RedisServer.start();
  const place = { url: redis.url, prefix: aPrefix() };
  const children: ChildProcess[] = [];
  let world: World | null = null;
  try {
    world = await newWorld({
      queue: async ({ folder, clock, log }) => {
        const settings = { ...place, slots, latencyMs, home: folder, side, bare: false };
        for (let n = 0; n < workers; n += 1) children.push(await startWorkerProcess(settings));
        const queue = new BullRenderQueue({
          redis: redisClient(place, 'fail'),
          ears: redisClient(place, 'wait'),
          prefix: place.prefix,
          hub: 'bench',
          clock,
          log,
        });
        await queue.open();
        await untilThere(queue, workers * slots);
        return queue;
      },
    });
    return await measure(world, children);
  } finally {
    await world?.close();
    await endAll(children);
    await redis.stop();
  }
}

async function untilThere(queue: BullRenderQueue, slots: number): Promise<void> {
  const until = performance.now() + LONGEST_MS;
  while ((await queue.capacity()) < slots) {
    if (performance.now() > until) throw new Error('the workers did not come');
    await pause(20);
  }
}
