import { copyFileSync, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { blobFolder } from '../blob-place.ts';
import { type Env, loadConfig } from '../config.ts';
import { StartupError } from '../core/base/startup-error.ts';
import { counted } from '../core/base/text.ts';
import { openDatabase, requireSound } from '../storage/database.ts';
import { lockHub } from '../storage/locks.ts';
import { makePrivateFile, makePrivateFolder, nameFile } from '../storage/private-files.ts';
import { SystemClock } from '../system.ts';
import { DATABASE, SECRET } from './backup.ts';
import { copyBlobs, copySummary } from './copy-blobs.ts';
import { draftOf, logsBeside, removeDraft } from './database-draft.ts';
import { endUnfinished, type Unfinished } from './end-unfinished.ts';
import { folderBlobs } from './folder-blobs.ts';

type Out = (text: string) => void;

/**
 * Makes the data folder from a backup. The database comes last: a restore that was interrupted leaves none, and is run
 * again. What the backup left unfinished ends as lost. Throws a `StartupError` when there is a database or a log of one already,
 * or a hub is running.
 */
export async function restore(folder: string, env: Env, out: Out): Promise<void> {
  const { home } = loadConfig(env);
  const backup = join(folder, DATABASE);
  if (!existsSync(backup)) {
    throw new StartupError(
      `There is no backup in ${folder}: name the folder that "diptych backup" wrote.`,
    );
  }
  makePrivateFolder(home);
  const clock = new SystemClock();
  const unlock = await lockHub(home, clock, AbortSignal.abort());
  try {
    requireNoDatabase(home);
    await copyImages(folder, home, out);
    copySecret(folder, home);
    const unfinished = copyDatabase(folder, home, clock.now());
    out(`The database is in ${join(home, DATABASE)}. ${lostOf(unfinished)}Start the hub.`);
  } finally {
    unlock();
  }
}

function requireNoDatabase(home: string): void {
  const path = join(home, DATABASE);
  if (existsSync(path)) {
    throw new StartupError(
      `There is a database in ${home} already: move that folder away first, or set DIPTYCH_HOME to another one.`,
    );
  }
  const logs = logsBeside(path).map((file) => basename(file));
  if (logs.length === 0) return;
  // They may hold the last changes of a database that somebody moved away, so they are not ours to delete.
  throw new StartupError(
    `In ${home} are the logs of an earlier database (${logs.join(', ')}), which may hold its last changes: move them to where that database is now, or delete them if it is gone, then run this again.`,
  );
}

async function copyImages(folder: string, home: string, out: Out): Promise<void> {
  if (!existsSync(blobFolder(folder))) return;
  const count = await copyBlobs(folderBlobs(folder), folderBlobs(home), out);
  out(`The images:\n${copySummary(count)}`);
}

function copySecret(folder: string, home: string): void {
  if (!existsSync(join(folder, SECRET))) return;
  const unfinished = join(home, `${SECRET}.unfinished`);
  makePrivateFile(unfinished);
  copyFileSync(join(folder, SECRET), unfinished);
  nameFile(unfinished, join(home, SECRET));
}

/** Migrated, looked through, and with nothing left to do in it, before it gets its name. */
function copyDatabase(folder: string, home: string, at: number): Unfinished {
  const target = join(home, DATABASE);
  const draft = draftOf(target);
  // Also the log of a restore that was cut off: beside this copy it would damage it.
  removeDraft(draft);
  try {
    makePrivateFile(draft);
    copyFileSync(join(folder, DATABASE), draft);
    const unfinished = finishDraft(draft, at);
    nameFile(draft, target);
    return unfinished;
  } finally {
    removeDraft(draft);
  }
}

function finishDraft(draft: string, at: number): Unfinished {
  const db = openDatabase(draft);
  try {
    requireSound(db, draft);
    const unfinished = endUnfinished(db, at);
    // The log is not renamed with the database.
    db.pragma('journal_mode = DELETE');
    return unfinished;
  } finally {
    db.close();
  }
}

/** What people will ask about; '' when nothing was unfinished. */
function lostOf({ sides, requests }: Unfinished): string {
  if (sides + requests === 0) return '';
  const all = [
    ...(sides > 0 ? [`${counted(sides, 'side')} with Retry`] : []),
    ...(requests > 0 ? [counted(requests, 'request')] : []),
  ];
  return `Unfinished at the time of the backup, and ended as lost: ${all.join(', ')}. `;
}
