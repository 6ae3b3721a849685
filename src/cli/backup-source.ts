import { copyFileSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { StartupError } from '../core/base/startup-error.ts';
import { storageFault } from '../core/ports/storage-fault.ts';
import { checkPages, schemaOf } from '../storage/database.ts';
import { requireOwnLog } from '../storage/own-log.ts';
import { makePrivateFile } from '../storage/private-files.ts';
import { DATABASE } from './backup.ts';
import { faultIn, unreadable, wordsOf } from './folder-fault.ts';

/** The last two arguments of a copy of one file. */
interface To {
  readonly target: string;
  /** The folder that is named when there is no room for it. */
  readonly home: string;
}

/** Throws a `StartupError` that names `folder` when no backup can be seen in it. */
export function requireBackup(folder: string): void {
  const path = join(folder, DATABASE);
  // Which of the two to believe is a question for the person, so that nothing is copied.
  requireOwnLog(path);
  if (isThere(folder, DATABASE)) return;
  throw new StartupError(
    `There is no backup in ${folder}: name the folder that "diptych backup" wrote.`,
  );
}

/** Whether a backup has a file or a folder. Throws a `StartupError` when it cannot be seen. */
export function isThere(folder: string, name: string): boolean {
  try {
    return statSync(join(folder, name), { throwIfNoEntry: false }) !== undefined;
  } catch (cause) {
    throw unreadable(folder, cause);
  }
}

/** Copies a file of a backup. Throws a `StartupError` that names the backup, or the data folder when that is full. */
export function copyFromBackup(folder: string, name: string, { target, home }: To): void {
  makePrivateFile(target);
  try {
    copyFileSync(join(folder, name), target);
  } catch (cause) {
    // The target has just been made, so that only its room can be at fault.
    throw storageFault(cause) === 'full' ? faultIn(home, cause) : unreadable(folder, cause);
  }
}

/** Copies the database of a backup with its log: a data folder that was copied by hand may have one. */
export function copyDatabaseFromBackup(folder: string, { target, home }: To): void {
  copyFromBackup(folder, DATABASE, { target, home });
  const log = `${DATABASE}-wal`;
  if (existsSync(join(folder, log))) {
    copyFromBackup(folder, log, { target: `${target}-wal`, home });
  }
}

/** Looks through the copy of a backup's database. Throws a `StartupError` that names the backup when it cannot be restored. */
export function requireRestorable(folder: string, draft: string): void {
  const db = new Database(draft);
  try {
    const { isOurs, version, newest } = schemaOf(db);
    if (!isOurs || version === 0) throw notOurs(folder);
    if (version > newest) {
      throw new StartupError(
        `The backup in ${folder} was written by a newer Diptych (schema ${version}, this one knows ${newest}): install that version, then run this again.`,
      );
    }
    checkPages(db, draft);
  } finally {
    db.close();
  }
}

/** What to throw for a fault of a backup's copy: a damaged one came damaged, all else is of the data folder. */
export function faultOfCopy(folder: string, home: string, cause: unknown): unknown {
  if (cause instanceof Error && 'code' in cause && cause.code === 'SQLITE_NOTADB') {
    return notOurs(folder, cause);
  }
  if (storageFault(cause) !== 'damaged') return faultIn(home, cause);
  const why = wordsOf(cause);
  return new StartupError(`The backup in ${folder} is damaged (${why}): restore another one.`, {
    cause,
  });
}

function notOurs(folder: string, cause?: unknown): StartupError {
  return new StartupError(
    `${join(folder, DATABASE)} is not a Diptych database: name the folder that "diptych backup" wrote.`,
    { cause },
  );
}
