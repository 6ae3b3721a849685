import type { ChildProcess } from 'node:child_process';
import { Queue, QueueEvents } from 'bullmq';
import { aPrefix, RedisServer } from '../test/redis/redis-server.ts';
import { endAll, startWorkerProcess, withFleet } from './fleet.ts';
import { pairsPerSecond } from './pipeline.ts';

const WORKERS = 2;
const SLOTS = 4;
const PAIRS = 200;
const PEOPLE = 20;
const LONGEST_MS = 30_000;
/** Milliseconds of a provider call, and slots of each worker, that leave the hub and the machine at rest. */
const LATENCY_MS = 1_000;
const FEW_SLOTS = 2;
/** Calls that each slot makes, one after the other. */
const ROUNDS = 8;

/** Pairs a second through hub, Redis and two workers; and of BullMQ alone, with two jobs a pair. */
export async function againstBareBullMQ(): Promise<{ diptych: number; bare: number }> {
  let payload = '';
  const diptych = await withFleet({ workers: WORKERS, slots: SLOTS }, async (world) => {
    await pairsPerSecond(world, PEOPLE);
    payload = String(world.db.prepare('SELECT spec FROM generations LIMIT 1').pluck().get());
    return pairsPerSecond(world, PAIRS);
  });
  return { diptych, bare: await bareRate(payload) };
}

async function bareRate(spec: string): Promise<number> {
  const redis = await RedisServer.start();
  const prefix = aPrefix();
  const place = { url: redis.url, prefix, slots: SLOTS, latencyMs: 0, home: '', side: 0 };
  const connection = { url: redis.url };
  const queue = new Queue('bare', { connection, prefix });
  // Each wait for a job listens to it.
  queue.setMaxListeners(0);
  const events = new QueueEvents('bare', { connection, prefix });
  const children: ChildProcess[] = [];
  try {
    await events.waitUntilReady();
    while (children.length < WORKERS) {
      children.push(await startWorkerProcess({ ...place, bare: true }));
    }
    await barePairs(queue, events, spec, PEOPLE);
    const began = performance.now();
    await barePairs(queue, events, spec, PAIRS);
    return (PAIRS * 1000) / (performance.now() - began);
  } finally {
    await queue.close();
    await events.close();
    await endAll(children);
    await redis.stop();
  }
}

/** Adds two jobs a pair and waits for both; 20 people at once. */
async function barePairs(queue: Queue, events: QueueEvents, spec: string, pairs: number) {
  const person = async () => {
    for (let pair = 0; pair < pairs / PEOPLE; pair += 1) {
      const jobs = await Promise.all(
        ['A', 'B'].map((side) => queue.add('render', { version: 1, side, spec, timeoutMs: 1_000 })),
      );
      await Promise.all(jobs.map((job) => job.waitUntilFinished(events, LONGEST_MS)));
    }
  };
  await Promise.all(Array.from({ length: PEOPLE }, person));
}

/** Images a second with so many workers, and a provider that takes a second. */
export function imagesPerSecond(workers: number): Promise<number> {
  const options = { workers, slots: FEW_SLOTS, latencyMs: LATENCY_MS };
  return withFleet(options, async (world) => {
    const pairs = Math.max(PEOPLE, (workers * FEW_SLOTS * ROUNDS) / 2);
    return 2 * (await pairsPerSecond(world, pairs));
  });
}
