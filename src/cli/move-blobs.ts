import { plural } from '../core/base/text.ts';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type BlobPlace,
  configuredPlace,
  describePlace,
  envOf,
  rememberedPlace,
  rememberPlace,
} from '../blob-place.ts';
import { type Config, loadConfig, type Env } from '../config.ts';
import { BlobError, type BlobStore } from '../core/ports/blobs.ts';
import { typeByEnding } from '../core/domain/output-key.ts';
import { StartupError } from '../core/base/startup-error.ts';
import { blobAdvice, connectBlobs } from '../open-blobs.ts';
import { lockBlobs, lockHub } from '../storage/locks.ts';
import { openDatabase } from '../storage/database.ts';
import { sqliteStore } from '../storage/store.ts';
import { SystemClock } from '../system.ts';
import { withBlobs } from './on-store.ts';

type Out = (text: string) => void;

export interface MoveFlags {
  /** Copies nothing and stores the new place, because the images were copied by other means. */
  readonly movedAlready?: boolean;
}

/** How many blobs are copied at once. */
const AT_ONCE = 8;
/** How many blobs between two lines of progress. */
const LINE_EVERY = 100;

/**
 * Copies every blob from the place that the database names to the place that the settings name, then stores the
 * new place. Run again after a failure, it copies only what is missing. Resolves with the exit code 0. Throws a
 * `StartupError`.
 */
export async function moveBlobs(env: Env, flags: MoveFlags, out: Out): Promise<number> {
  const config = loadConfig(env);
  const path = join(config.home, 'diptych.db');
  if (!existsSync(path)) {
    throw new StartupError(`There is no database at ${path} yet, so there is nothing to move.`);
  }
  // A running hub would go on writing to the old place.
  const unlock = await lockHub(config.home, new SystemClock(), AbortSignal.abort()).catch(
    (cause: unknown) => {
      if (!(cause instanceof StartupError)) throw cause;
      const advice = `A hub is running on ${config.home}: stop it before its images are moved.`;
      throw new StartupError(advice, { cause });
    },
  );
  const unlockBlobs = lockBlobs(config.home, 'alone');
  const db = openDatabase(path);
  try {
    if (unlockBlobs === undefined) {
      throw new StartupError(
        `A command is writing images of ${config.home} (refs import?): let it end, then run this again.`,
      );
    }
    const { settings } = sqliteStore(db);
    const to = configuredPlace(config);
    const from = rememberedPlace(config.home, settings) ?? to;
    const [there, here] = [from, to].map((place) => describePlace(place, config.home));
    if (from === to) {
      out(`The images are in ${here} already.`);
    } else if (flags.movedAlready === true) {
      (await connectBlobs(config)).close();
      out(`Noted, without copying anything: the images are in ${here}.`);
    } else {
      out(`Copying the images from ${there} to ${here} …`);
      out(summary(await copyAll(env, config, from, out)));
      out(`The images now live in ${here}. Those in ${there} stay: delete them when all is well.`);
    }
    rememberPlace(settings, to);
    return 0;
  } finally {
    db.close();
    unlockBlobs?.();
    unlock();
  }
}

interface Count {
  copied: number;
  bytes: number;
  skipped: number;
}

async function copyAll(env: Env, config: Config, from: BlobPlace, out: Out): Promise<Count> {
  const { s3, ...rest } = loadConfig({ ...env, ...envOf(from) });
  // The configured region is that of the new bucket; the old bucket may be in another.
  const sourceConfig = { ...rest, s3: s3 && { ...s3, anyRegion: true } };
  try {
    return await withBlobs(connectBlobs(sourceConfig), (source) =>
      withBlobs(connectBlobs(config), (target) => copyEach(source, target, out)),
    );
  } catch (cause) {
    if (!(cause instanceof BlobError)) throw cause;
    const advice = blobAdvice(cause, config.s3 ?? sourceConfig.s3);
    throw new StartupError(`${cause.message}. ${advice} Run this again to go on.`, { cause });
  }
}

async function copyEach(source: BlobStore, target: BlobStore, out: Out): Promise<Count> {
  const count: Count = { copied: 0, bytes: 0, skipped: 0 };
  const keys = each(source.list(''));
  const work = async () => {
    for await (const key of keys) {
      const bytes = await copyOne(source, target, key);
      if (bytes === null) count.skipped += 1;
      else count.copied += 1;
      count.bytes += bytes ?? 0;
      if ((count.copied + count.skipped) % LINE_EVERY === 0) out(summary(count));
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return count;
}

/** One listing that several workers read; when one of them fails, it ends for all. */
async function* each(keys: AsyncIterable<string>): AsyncGenerator<string> {
  yield* keys;
}

/** How many bytes were copied; null when the target has the blob, or the source lost it. */
async function copyOne(source: BlobStore, target: BlobStore, key: string): Promise<number | null> {
  const [size, targetSize] = await Promise.all([source.size(key), target.size(key)]);
  if (size === targetSize) return null;
  const bytes = await source.get(key);
  if (bytes === undefined) return null;
  // A listing has no types.
  const other = key.endsWith('.json') ? 'application/json' : 'application/octet-stream';
  await target.put(key, bytes, typeByEnding(key) ?? other);
  return bytes.length;
}

function summary({ copied, bytes, skipped }: Count): string {
  const megabytes = (bytes / 1_000_000).toFixed(1);
  return `  ${copied} copied (${megabytes} MB), ${skipped} ${plural(skipped, 'was', 'were')} there already`;
}
