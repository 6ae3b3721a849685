import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { StartupError } from '../core/base/startup-error.ts';

/** Bytes of a log's header: no change is in a log that has no more. */
const LOG_HEADER = 32;
/** Where a database says how it is written, and what it says when it has no `-wal`: https://sqlite.org/fileformat2.html */
const WRITE_VERSION = { at: 18, withoutLog: 1 } as const;

/**
 * Call it before SQLite opens the database at `path`. The salts and checksums of a `-wal` prove that it is whole, not whose it is:
 * SQLite deletes it beside an empty or new file, and writes it into any other database. Throws a `StartupError` when there is a log
 * without a database, or beside a copy that was made without one. Between two databases that both have a `-wal` it cannot tell.
 */
export function requireOwnLog(path: string): void {
  // The log before the database: a hub that starts now makes the database first.
  const [hasWal, hasJournal] = [sizeOf(`${path}-wal`) > LOG_HEADER, sizeOf(`${path}-journal`) > 0];
  const size = sizeOf(path);
  const log = basename(path);
  const home = dirname(path);
  // A first start that was cut off leaves an empty file with a journal.
  const isAlone = (hasWal && size <= 0) || (hasJournal && size < 0);
  if (isAlone) {
    const name = `${log}${hasWal ? '-wal' : '-journal'}`;
    throw new StartupError(
      `There is no database in ${home}, but the log of one (${name}), which may hold its last changes: put that database back beside it, or move the log away.`,
    );
  }
  if (hasWal && writeVersionOf(path) === WRITE_VERSION.withoutLog) {
    throw new StartupError(
      `The log ${log}-wal in ${home} is not of the database beside it, which is a copy: move the log, and ${log}-shm, to the database that it belongs to, or delete both if that is gone.`,
    );
  }
}

/** Bytes of a file; -1 when there is none, or none can be seen: whoever opens the database says why. */
function sizeOf(path: string): number {
  try {
    return statSync(path, { throwIfNoEntry: false })?.size ?? -1;
  } catch {
    return -1;
  }
}

/** Undefined when the file cannot be read. */
function writeVersionOf(path: string): number | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const header = Buffer.alloc(WRITE_VERSION.at + 1);
    readSync(file, header, 0, header.length, 0);
    return header[WRITE_VERSION.at];
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
