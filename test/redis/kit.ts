import type { BlobStore } from '../../src/core/ports/blobs.ts';
import type { ImageProvider } from '../../src/core/ports/image-provider.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { BullWorker } from '../../src/jobs/bull-worker.ts';
import { BullRenderQueue } from '../../src/jobs/bullmq.ts';
import { redisClient } from '../../src/jobs/redis-client.ts';
import { SystemClock } from '../../src/system.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { SilentLog } from '../fakes/silent-log.ts';

/** Fast, so that a test waits for no real beats. */
export const BEAT_MS = 100;

export interface RedisPlace {
  readonly url: string;
  readonly prefix: string;
}

function client(place: RedisPlace, whileAway: 'fail' | 'wait') {
  return redisClient(place, whileAway);
}

/** A hub's side that is connected. */
export async function aQueue(
  place: RedisPlace,
  { hub = 'hub', log = new SilentLog() } = {},
): Promise<BullRenderQueue> {
  const queue = new BullRenderQueue({
    redis: client(place, 'fail'),
    ears: client(place, 'wait'),
    prefix: place.prefix,
    hub,
    clock: new SystemClock(),
    log,
    beatMs: BEAT_MS,
  });
  await queue.open();
  return queue;
}

export interface WorkerOptions {
  readonly id?: string;
  readonly slots?: number;
  readonly blobs?: BlobStore;
  readonly log?: SilentLog;
}

/** A worker that takes jobs. */
export async function aWorker(
  place: RedisPlace,
  providers: readonly ImageProvider[],
  { id = 'w1', slots = 2, blobs = new MemoryBlobs(), log = new SilentLog() }: WorkerOptions = {},
): Promise<BullWorker> {
  const worker = new BullWorker({
    redis: client(place, 'wait'),
    ears: client(place, 'wait'),
    prefix: place.prefix,
    id,
    version: '1.2.3',
    slots,
    providers: new Map(providers.map((one) => [one.name, one])),
    blobs,
    images: new SharpImages(),
    clock: new SystemClock(),
    log,
    beatMs: BEAT_MS,
  });
  await worker.start();
  return worker;
}
