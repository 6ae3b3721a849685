/** A worker in a process of its own, with an instant or slow provider; or, with `bare`, one of BullMQ's own that does as little. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import sharp from 'sharp';
import { SharpImages } from '../src/images/sharp-images.ts';
import { BullWorker } from '../src/jobs/bull-worker.ts';
import { redisClient } from '../src/jobs/redis-client.ts';
import { pinoLog } from '../src/log.ts';
import { FileBlobs } from '../src/storage/files.ts';
import { SystemClock } from '../src/system.ts';
import { BenchImages, smallPicture } from './world.ts';
import type { WorkerSettings } from './fleet.ts';

const settings: WorkerSettings = JSON.parse(process.argv[2] ?? '');
await (settings.bare ? bareWorker() : diptychWorker());
process.stdout.write('ready\n');

async function bareWorker(): Promise<void> {
  const { url, prefix, slots } = settings;
  const connection = new Redis(url, { maxRetriesPerRequest: null });
  const worker = new Worker('bare', () => Promise.resolve({ ok: true }), {
    connection,
    prefix,
    concurrency: slots,
  });
  await worker.waitUntilReady();
}

async function diptychWorker(): Promise<void> {
  const { url, prefix, slots, latencyMs, home, side } = settings;
  const picture = side === 0 ? await smallPicture() : await noise(side);
  const provider = new BenchImages(picture, () => latencyMs);
  const worker = new BullWorker({
    redis: redisClient({ url, prefix }, 'wait'),
    ears: redisClient({ url, prefix }, 'wait'),
    prefix,
    id: `bench-${process.pid}`,
    version: '1.0.0',
    slots,
    providers: new Map([[provider.name, provider]]),
    blobs: new FileBlobs(join(home, 'blobs')),
    images: new SharpImages(),
    clock: new SystemClock(),
    log: pinoLog('error'),
  });
  await worker.start();
}

/** A picture that cannot be made smaller: three bytes for each of its pixels. */
function noise(side: number): Promise<Uint8Array> {
  const raw = { width: side, height: side, channels: 3 } as const;
  return sharp(randomBytes(side * side * 3), { raw })
    .png({ compressionLevel: 0 })
    .toBuffer();
}
