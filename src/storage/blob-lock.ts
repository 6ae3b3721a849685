import { join } from 'node:path';
import Database from 'better-sqlite3';

/**
 * Holds the lock of a data folder's blobs until the returned function is called, or the process ends: `shared` by
 * whatever writes blobs beside a hub, `alone` by what moves them. Undefined when it cannot be had now.
 */
export function lockBlobs(home: string, how: 'shared' | 'alone'): (() => void) | undefined {
  const db = new Database(join(home, 'blobs.lock'), { timeout: 0 });
  try {
    // A transaction that has read keeps SQLite's shared lock on the file until it ends.
    db.exec(how === 'alone' ? 'BEGIN EXCLUSIVE' : 'BEGIN; SELECT count(*) FROM sqlite_master');
    return () => db.close();
  } catch (cause) {
    db.close();
    if (cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY')) {
      return undefined;
    }
    throw cause;
  }
}
