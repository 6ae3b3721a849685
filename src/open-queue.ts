import { hostname } from 'node:os';
import packageJson from '../package.json' with { type: 'json' };
import { blobFolder, configuredPlace, uniquePlace } from './blob-place.ts';
import type { Config, Role } from './config.ts';
import type { BlobStore } from './core/ports/blobs.ts';
import type { ImageProvider } from './core/ports/image-provider.ts';
import type { Images } from './core/ports/images.ts';
import type { RenderQueue } from './core/ports/render-queue.ts';
import type { Store } from './core/ports/store.ts';
import type { Clock, Ids, Log, RenderMeter } from './core/ports/system.ts';
import { sha256Hex } from './digest.ts';
import type { BullWorker } from './jobs/bull-worker.ts';
import { EmbeddedQueue } from './jobs/embedded.ts';
import { redisStartupError, redisTrouble } from './jobs/redis-advice.ts';
import { leaveMarker } from './jobs/shared-place.ts';
import { describeRedis, type RedisSettings } from './jobs/redis-settings.ts';
import { SampleImages } from './providers/sample/sample-images.ts';
import { openVendors } from './providers/vendors.ts';
import { linkSecret } from './storage/link-secret.ts';

export interface QueueWorld {
  readonly blobs: BlobStore;
  readonly images: Images;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Counts the jobs of this process. */
  readonly jobs: RenderMeter;
}

/** The providers whose keys are set, and the built-in samples. */
async function openProviders(
  { vendors }: Pick<Config, 'vendors'>,
  { clock, images }: Pick<QueueWorld, 'clock' | 'images'>,
): Promise<ReadonlyMap<string, ImageProvider>> {
  const sample = new SampleImages(clock, images);
  return new Map<string, ImageProvider>([
    ...(await openVendors(vendors, clock)),
    [sample.name, sample],
  ]);
}

/**
 * Opens a hub's render queue: in its own process, or over Redis. `role` says whether a hub with Redis has a worker of its
 * own. Throws a `StartupError` when Redis refuses the hub or that worker; one that cannot be reached is tried again.
 */
export async function openQueue(
  config: Config,
  role: Exclude<Role, 'worker'>,
  world: QueueWorld & { readonly store: Pick<Store, 'settings'> },
): Promise<RenderQueue> {
  const { redis } = config;
  if (redis === null) {
    const providers = await openProviders(config, world);
    return new EmbeddedQueue({
      ...world,
      meter: world.jobs,
      providers,
      concurrency: config.workerConcurrency,
    });
  }
  const { clock, log } = world;
  // Loaded only when used.
  const [{ BullRenderQueue }, { logRedis, redisClient }] = await Promise.all([
    import('./jobs/bullmq.ts'),
    import('./jobs/redis-client.ts'),
  ]);
  const client = redisClient(redis, 'fail');
  const ears = redisClient(redis, 'wait');
  logRedis(client, log, describeRedis(redis));
  const { prefix } = redis;
  // The same after a restart, and another one for each data folder.
  const hub = sha256Hex(linkSecret(config.home)).slice(0, 16);
  const at = config.s3 === null ? blobFolder(config.home) : configuredPlace(config);
  const place = uniquePlace(at, world.store.settings);
  const marker = await leaveMarker(world.blobs, { hub, place }, log);
  const worker = role === 'all' ? await openWorker(config, redis, world, { mayWait: true }) : null;
  const queue = new BullRenderQueue({
    redis: client,
    ears,
    prefix,
    hub,
    marker,
    clock,
    log,
    worker,
  });
  try {
    await queue.open();
  } catch (cause) {
    const { mayPass, sentence } = redisTrouble(cause, redis);
    if (mayPass) {
      log.warn({ redis: describeRedis(redis) }, sentence);
      return queue;
    }
    await queue.close();
    throw redisStartupError(cause, redis);
  }
  return queue;
}

/**
 * Opens a worker that takes jobs from Redis. Throws a `StartupError` when Redis refuses it, and when Redis is away, unless the worker
 * `mayWait`: then it begins when Redis is there.
 */
export async function openWorker(
  config: Config,
  redis: RedisSettings,
  world: QueueWorld,
  { mayWait = false }: { readonly mayWait?: boolean } = {},
): Promise<BullWorker> {
  const { log, ids } = world;
  const [{ BullWorker: Worker }, { logRedis, redisClient }] = await Promise.all([
    import('./jobs/bull-worker.ts'),
    import('./jobs/redis-client.ts'),
  ]);
  const client = redisClient(redis, 'wait');
  const ears = redisClient(redis, 'wait');
  logRedis(client, log, describeRedis(redis));
  const worker = new Worker({
    ...world,
    meter: world.jobs,
    redis: client,
    ears,
    prefix: redis.prefix,
    id: `${hostname()}-${ids.next().slice(-6)}`,
    version: packageJson.version,
    slots: config.workerConcurrency,
    providers: await openProviders(config, world),
  });
  try {
    await worker.start();
    return worker;
  } catch (cause) {
    if (mayWait && redisTrouble(cause, redis).mayPass) return worker;
    await worker.close();
    throw redisStartupError(cause, redis);
  }
}
