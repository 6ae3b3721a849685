import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { loadConfig, type Env } from '../config.ts';
import { StartupError } from '../core/base/startup-error.ts';
import type { BlobStore } from '../core/ports/blobs.ts';
import type { Store } from '../core/ports/store.ts';
import { UserError } from '../core/words/user-error.ts';
import { say } from '../core/words/words.ts';
import type { OpenBlobs } from '../open-blobs.ts';
import { isBehind, openDatabase } from '../storage/database.ts';
import { isHubRunning } from '../storage/locks.ts';
import { sqliteStore } from '../storage/store.ts';

/** Milliseconds to wait for another writer. */
const BUSY_MS = 5_000;

/**
 * Opens the database of a data folder, also while a hub runs on it. Throws a `StartupError` when there is no
 * database, or when a running hub is too old for the schema that this version would migrate to.
 */
export function openBesideHub(home: string): Database.Database {
  const path = requireDatabase(home);
  if (isBehind(path) && isHubRunning(home)) {
    throw new StartupError(
      `An older version of Diptych is running on ${home}: stop it and start this one, then run this again.`,
    );
  }
  return openDatabase(path);
}

/**
 * Opens the database of a data folder to copy it as it is, also while a hub runs on it. An older one is not migrated, so that the
 * copy can go back to the version that wrote it. Throws a `StartupError` when there is none.
 */
export function openToCopy(home: string): Database.Database {
  const path = requireDatabase(home);
  if (!isBehind(path)) return openBesideHub(home);
  const db = new Database(path, { timeout: BUSY_MS, fileMustExist: true });
  if (db.pragma('user_version', { simple: true }) !== 0) return db;
  // A first start was cut off, or it is another program's.
  db.close();
  return openBesideHub(home);
}

function requireDatabase(home: string): string {
  const path = join(home, 'diptych.db');
  if (existsSync(path)) return path;
  throw new StartupError(`There is no database at ${path} yet: start the hub once.`);
}

/** Opens the configured database for `work`, then closes it. A `UserError` becomes a `StartupError` in English. */
export function onStore<T>(env: Env, work: (store: Store) => T): T {
  const db = openBesideHub(loadConfig(env).home);
  try {
    return work(sqliteStore(db));
  } catch (cause) {
    if (cause instanceof UserError) throw new StartupError(say(cause, 'en'), { cause });
    throw cause;
  } finally {
    db.close();
  }
}

/** Runs `work` on a blob store, then closes it. */
export async function withBlobs<T>(
  opening: Promise<OpenBlobs>,
  work: (blobs: BlobStore) => Promise<T>,
): Promise<T> {
  const { blobs, close } = await opening;
  try {
    return await work(blobs);
  } finally {
    close();
  }
}
