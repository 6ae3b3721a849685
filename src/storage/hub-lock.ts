import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Clock } from '../core/ports/system.ts';
import { StartupError } from '../core/base/startup-error.ts';

/** Milliseconds a second hub waits for the first to go: a restart overlaps a little. */
const WAIT_MS = 30_000;
const TRY_MS = 250;

/**
 * Holds the one lock of a data folder until the returned function is called, or the process ends in
 * whatever way: the lock is the operating system's, on a small SQLite file. Throws a `StartupError` when
 * another hub holds it for 30 s, or `signal` aborts.
 */
export async function lockHub(
  home: string,
  clock: Clock,
  signal: AbortSignal,
  onWait: () => void = () => undefined,
): Promise<() => void> {
  const db = new Database(join(home, 'hub.lock'), { timeout: 0 });
  const deadline = clock.now() + WAIT_MS;
  let told = false;
  while (!tryLock(db)) {
    if (!told) onWait();
    told = true;
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

function tryLock(db: Database.Database): boolean {
  try {
    db.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (cause) {
    if (cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY')) return false;
    throw cause;
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

/** Whether a hub holds the lock of a data folder at this moment. */
export function isHubRunning(home: string): boolean {
  const db = new Database(join(home, 'hub.lock'), { timeout: 0 });
  try {
    return !tryLock(db);
  } finally {
    db.close();
  }
}
