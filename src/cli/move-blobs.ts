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
import { BlobError } from '../core/ports/blobs.ts';
import { StartupError } from '../core/base/startup-error.ts';
import { blobAdvice, connectBlobs } from '../open-blobs.ts';
import { lockBlobs, lockHub } from '../storage/locks.ts';
import { openDatabase } from '../storage/database.ts';
import { sqliteStore } from '../storage/store.ts';
import { SystemClock } from '../system.ts';
import { copyBlobs, copySummary, type Count } from './copy-blobs.ts';
import { withBlobs } from './on-store.ts';

type Out = (text: string) => void;

export interface MoveFlags {
  /** Copies nothing and stores the new place, because the images were copied by other means. */
  readonly movedAlready?: boolean;
}

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
      out(copySummary(await copyAll(env, config, from, out)));
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

async function copyAll(env: Env, config: Config, from: BlobPlace, out: Out): Promise<Count> {
  const { s3, ...rest } = loadConfig({ ...env, ...envOf(from) });
  // The configured region is that of the new bucket; the old bucket may be in another.
  const sourceConfig = { ...rest, s3: s3 && { ...s3, anyRegion: true } };
  try {
    return await withBlobs(connectBlobs(sourceConfig), (source) =>
      withBlobs(connectBlobs(config), (target) => copyBlobs(source, target, out)),
    );
  } catch (cause) {
    if (!(cause instanceof BlobError)) throw cause;
    const advice = blobAdvice(cause, config.s3 ?? sourceConfig.s3);
    throw new StartupError(`${cause.message}. ${advice} Run this again to go on.`, { cause });
  }
}
