import type { BlobStore } from '../../src/core/ports/blobs.ts';
import type { ImageProvider } from '../../src/core/ports/image-provider.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { BullWorker } from '../../src/jobs/bull-worker.ts';
import { BullRenderQueue } from '../../src/jobs/bullmq.ts';
import { redisClient } from '../../src/jobs/redis-client.ts';
import { SystemClock } from '../../src/system.ts';
import type { Clock } from '../../src/core/ports/system.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { aPrefix } from './redis-server.ts';

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
  { hub = 'hub', log = new SilentLog(), beatMs = BEAT_MS } = {},
): Promise<BullRenderQueue> {
  const queue = new BullRenderQueue({
    redis: client(place, 'fail'),
    ears: client(place, 'wait'),
    prefix: place.prefix,
    hub,
    clock: new SystemClock(),
    log,
    beatMs,
  });
  await queue.open();
  return queue;
}

export interface WorkerOptions {
  readonly id?: string;
  readonly slots?: number;
  readonly blobs?: BlobStore;
  readonly log?: SilentLog;
  readonly clock?: Clock;
  readonly beatMs?: number;
  /** As in a hub's own process: it begins when it can. */
  readonly mayWait?: boolean;
}

/** A worker that takes jobs. */
export async function aWorker(
  place: RedisPlace,
  providers: readonly ImageProvider[],
  {
    id = 'w1',
    slots = 2,
    blobs = new MemoryBlobs(),
    log = new SilentLog(),
    clock = new SystemClock(),
    beatMs = BEAT_MS,
    mayWait = false,
  }: WorkerOptions = {},
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
    clock,
    log,
    beatMs,
  });
  await worker.start().catch((cause: unknown) => {
    if (!mayWait) throw cause;
  });
  return worker;
}

/** Queues and workers of one prefix, which are closed together. */
export class Kit {
  readonly place: RedisPlace;
  readonly #beatMs: number;
  readonly #closings: (() => Promise<void>)[] = [];

  constructor(url: string, { beatMs = BEAT_MS, prefix = aPrefix() } = {}) {
    this.place = { url, prefix };
    this.#beatMs = beatMs;
  }

  async queue(hub = 'hub', log = new SilentLog()): Promise<BullRenderQueue> {
    const queue = await aQueue(this.place, { hub, log, beatMs: this.#beatMs });
    this.#closings.push(() => queue.close());
    return queue;
  }

  async worker(providers: readonly ImageProvider[], options: WorkerOptions = {}) {
    const log = new SilentLog();
    const clock = new MortalClock();
    const worker = await aWorker(this.place, providers, {
      log,
      clock,
      beatMs: this.#beatMs,
      ...options,
    });
    this.#closings.push(() => worker.close());
    return { worker, log, die: () => clock.stop() };
  }

  async close(): Promise<void> {
    for (const close of this.#closings.toReversed()) await close();
  }
}

/** A clock that stops: whoever beats by it falls silent, as when its process was killed. */
class MortalClock extends SystemClock {
  #isStopped = false;

  stop(): void {
    this.#isStopped = true;
  }

  override after(ms: number, run: () => void): () => void {
    return super.after(ms, () => {
      if (!this.#isStopped) run();
    });
  }
}
