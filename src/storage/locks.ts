import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { storageFault } from '../core/ports/storage-fault.ts';
import type { Clock } from '../core/ports/system.ts';
import { makePrivateFile } from './private-files.ts';
import { StartupError } from '../core/base/startup-error.ts';

/** Milliseconds a second hub waits for the first to stop, because a restart overlaps a little. */
const WAIT_MS = 30_000;
const TRY_MS = 250;
const ALONE = 'BEGIN EXCLUSIVE';
/** A transaction that has read holds SQLite's shared lock on the file until it ends. */
const SHARED = 'BEGIN; SELECT count(*) FROM sqlite_master';

/**
 * Locks a data folder for one hub until the returned function is called or the process ends. Throws a `StartupError`
 * when another hub holds the lock for 30 s, or `signal` aborts.
 */
export async function lockHub(
  home: string,
  clock: Clock,
  signal: AbortSignal,
  onWait: () => void = () => undefined,
): Promise<() => void> {
  const db = openLock(home, 'hub');
  const deadline = clock.now() + WAIT_MS;
  let isWaiting = false;
  while (!tryLock(db, ALONE)) {
    if (!isWaiting) onWait();
    isWaiting = true;
    if (signal.aborted || clock.now() >= deadline) {
      db.close();
      throw new StartupError(
        `Another hub is running on ${home}: stop it first, or give this one its own DIPTYCH_HOME.`,
      );
    }
    await pause(clock, signal);
  }
  return () => db.close();
}

/**
 * Waits while another program holds the write lock of the database at `path`, at most 30 s, or until `signal` aborts: a start writes,
 * and a backup or a shell is no reason to give up. Throws nothing: whoever opens the database next says what is wrong with it.
 */
export async function waitForWriter(
  path: string,
  clock: Clock,
  signal: AbortSignal,
  onWait: () => void = () => undefined,
): Promise<void> {
  if (!existsSync(path)) return;
  const deadline = clock.now() + WAIT_MS;
  let isWaiting = false;
  while (isHeld(path) && !signal.aborted && clock.now() < deadline) {
    if (!isWaiting) onWait();
    isWaiting = true;
    await pause(clock, signal);
  }
}

function isHeld(path: string): boolean {
  try {
    const db = new Database(path, { timeout: 0, fileMustExist: true });
    try {
      db.exec('BEGIN IMMEDIATE; ROLLBACK');
      return false;
    } finally {
      db.close();
    }
  } catch (cause) {
    return storageFault(cause) === 'busy';
  }
}

function pause(clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.after(TRY_MS, done);
    signal.addEventListener('abort', done, { once: true });
  });
}

/** Whether a hub holds the lock of a data folder now. */
export function isHubRunning(home: string): boolean {
  const db = openLock(home, 'hub');
  const isFree = tryLock(db, ALONE);
  db.close();
  return !isFree;
}

/**
 * Locks the blobs of a data folder until the returned function is called or the process ends: `shared` to write blobs
 * while a hub runs, `alone` to move them. Undefined when another process holds a lock that excludes this one.
 */
export function lockBlobs(home: string, how: 'shared' | 'alone'): (() => void) | undefined {
  const db = openLock(home, 'blobs');
  if (tryLock(db, how === 'alone' ? ALONE : SHARED)) return () => db.close();
  db.close();
  return undefined;
}

/** A lock is the operating system's, on a small SQLite file. */
function openLock(home: string, name: 'hub' | 'blobs'): Database.Database {
  const path = join(home, `${name}.lock`);
  makePrivateFile(path);
  return new Database(path, { timeout: 0 });
}

function tryLock(db: Database.Database, begin: string): boolean {
  try {
    db.exec(begin);
    return true;
  } catch (cause) {
    if (cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY')) return false;
    db.close();
    throw cause;
  }
}
