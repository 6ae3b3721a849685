import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '../core/base/startup-error.ts';
import { type StorageFaultKind, storageFault } from '../core/ports/storage-fault.ts';

/** Files that SQLite opens at once for one database. */
const FILES_OF_SQLITE = 4;

const ADVICE: Readonly<Record<StorageFaultKind, (home: string, why: string) => string>> = {
  full: (home, why) =>
    `The storage of the data folder ${home} is full (${why}): make room on its disk, then try again.`,
  busy: (home, why) =>
    `Another program holds the database in ${home} (${why}): stop it, then try again.`,
  damaged: (home, why) =>
    `The database in ${home} is damaged (${why}): move diptych.db and the files beside it (-wal, -shm) away, and put a copy from ${home}/copies or a backup there.`,
  gone: (home, why) => `The database in ${home} is not the file that was opened (${why}).`,
  denied: (home, why) =>
    `The data folder ${home} cannot be written (${why}): allow this user to read and write all that is in it, or set DIPTYCH_HOME to a folder that can be.`,
  handles: (_home, why) =>
    `Too many files are open (${why}): raise the limit, such as with "ulimit -n 4096", then try again.`,
  failed: (home, why) =>
    `The disk of the data folder ${home} fails (${why}): look at it, or set DIPTYCH_HOME to a folder on another.`,
};

/** The error in one sentence with what to do, when storage is at fault; undefined for any other error. */
export function startupAdvice(error: unknown, home: string): StartupError | undefined {
  if (error instanceof StartupError) return error;
  const known = isUnexplained(error) ? reasonOf(join(home, 'diptych.db'), error) : error;
  const kind = storageFault(known);
  if (kind === undefined) return isMisplaced(error) ? misplaced(home, error) : undefined;
  return new StartupError(ADVICE[kind](home, whyOf(known)), { cause: error });
}

function isMisplaced(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EISDIR' || code === 'ENOTDIR';
}

function misplaced(home: string, error: unknown): StartupError {
  const sentence = `In the data folder ${home} a file is where a folder must be, or a folder where a file must be (${whyOf(error)}): move it away, then try again.`;
  return new StartupError(sentence, { cause: error });
}

/** SQLite does not say why it cannot open a file. */
function isUnexplained(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CANTOPEN')
  );
}

/** The system's error for what SQLite tried, if the system refuses it now. */
function reasonOf(path: string, error: unknown): unknown {
  const opened: number[] = [];
  try {
    for (let n = 0; n < FILES_OF_SQLITE; n += 1) opened.push(openSync(path, 'r+'));
    return error;
  } catch (reason) {
    return storageFault(reason) === undefined ? error : reason;
  } finally {
    for (const one of opened) closeSync(one);
  }
}

/** The system's own words, which are those of the innermost cause. */
function whyOf(error: unknown): string {
  let innermost = error;
  while (innermost instanceof Error && innermost.cause instanceof Error)
    innermost = innermost.cause;
  const words = innermost instanceof Error ? innermost.message : String(innermost);
  return words.replace(/\s+/g, ' ').trim();
}
