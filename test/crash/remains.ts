import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { expect, vi } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import type { PairView } from '../../src/core/domain/pair.ts';
import { Janitor } from '../../src/core/studio/janitor.ts';
import { bullNames } from '../../src/jobs/bull-names.ts';
import { connectBlobs } from '../../src/open-blobs.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { PATIENT } from '../patient.ts';
import { join } from 'node:path';
import type { PaidFleet } from './paid-fleet.ts';

const DAY_MS = 24 * 3_600_000;
const OURS = /^(library|own|uploads)\//;

/**
 * The janitor comes by, and again a day later: what is left in the bucket that no row names. No hub may run. `views`: all pairs that
 * there are.
 */
export async function strayBlobs(
  fleet: PaidFleet,
  views: readonly PairView[] = fleet.views(),
): Promise<readonly string[]> {
  const { home, env } = fleet.fleet;
  const db = openDatabase(join(home, 'diptych.db'));
  const { blobs, close } = await connectBlobs(loadConfig(env));
  const clock = new FakeClock(Date.now());
  const janitor = new Janitor({ store: sqliteStore(db), blobs, clock, log: new SilentLog() });
  try {
    await janitor.pass();
    await clock.advance(DAY_MS + 1);
    await janitor.pass();
  } finally {
    close();
    db.close();
  }
  const generations = views.flatMap((one) => one.generations);
  const named = new Set(
    generations.filter((one) => one.deletedAt === null).map((one) => one.image?.key),
  );
  return [...fleet.s3.bucket.objects.keys()].filter((key) => OURS.test(key) && !named.has(key));
}

/**
 * Resolves when no job waits or is active in Redis, and every report was read. A worker must live. BullMQ's own check for
 * jobs of dead workers comes within a minute: here it comes at once.
 */
export async function untilRedisIsClear({ fleet }: PaidFleet): Promise<void> {
  const redis = new Redis(fleet.redis.url, { maxRetriesPerRequest: null });
  const names = bullNames(fleet.prefix);
  const { prefix } = fleet;
  const name = names.queue('runware');
  const check = new Worker(name, undefined, {
    connection: redis,
    prefix,
    maxStalledCount: 0,
    maxStartedAttempts: 1,
    stalledInterval: 100,
  });
  const queue = new Queue(name, { connection: redis, prefix });
  try {
    await check.startStalledCheckTimer();
    await vi.waitFor(async () => {
      for (const { id } of await queue.getActive()) await redis.del(`${prefix}:${name}:${id}:lock`);
      await redis.del(`${prefix}:${name}:stalled-check`);
      const left = await queue.getJobCounts('wait', 'active', 'delayed', 'prioritized');
      const reports = await redis.keys(`${prefix}:reports:*`);
      expect([Object.values(left).filter((count) => count > 0), reports]).toEqual([[], []]);
    }, PATIENT);
  } finally {
    await check.close(true);
    await queue.close();
    redis.disconnect();
  }
}
