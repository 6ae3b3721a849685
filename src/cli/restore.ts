import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { blobFolder, rememberedPlace } from '../blob-place.ts';
import { type Env, loadConfig } from '../config.ts';
import { StartupError } from '../core/base/startup-error.ts';
import { counted } from '../core/base/text.ts';
import { settingRows } from '../storage/access-rows.ts';
import { openDatabase } from '../storage/database.ts';
import { lockHub } from '../storage/locks.ts';
import { makePrivateFolder, nameFile } from '../storage/private-files.ts';
import { Sql } from '../storage/query.ts';
import { SystemClock } from '../system.ts';
import { DATABASE, SECRET } from './backup.ts';
import {
  copyDatabaseFromBackup,
  copyFromBackup,
  faultOfCopy,
  isThere,
  requireBackup,
  requireRestorable,
} from './backup-source.ts';
import { copyBlobs, copySummary } from './copy-blobs.ts';
import { draftOf, logsBeside, removeDraft } from './database-draft.ts';
import { endUnfinished, type Unfinished } from './end-unfinished.ts';
import { folderBlobs } from './folder-blobs.ts';
import { faultIn } from './folder-fault.ts';

type Out = (text: string) => void;

/**
 * Makes the data folder from a backup. The database comes last: a restore that was interrupted leaves none, and is run
 * again. What the backup left unfinished ends as lost. Throws a `StartupError` when there is a database or a log of one already,
 * a hub is running, or the backup cannot be restored: then it names the backup.
 */
export async function restore(folder: string, env: Env, out: Out): Promise<void> {
  const { home } = loadConfig(env);
  requireBackup(folder);
  try {
    makePrivateFolder(home);
    const unlock = await lockHub(home, new SystemClock(), AbortSignal.abort());
    try {
      await fill(home, folder, out);
    } finally {
      unlock();
    }
  } catch (cause) {
    throw faultIn(home, cause);
  }
}

async function fill(home: string, folder: string, out: Out): Promise<void> {
  requireNoDatabase(home);
  await copyImages(folder, home, out);
  copySecret(folder, home);
  const { unfinished, hasFiles } = copyDatabase(folder, home, new SystemClock().now());
  const next = hasFiles ? whereImagesAre(folder, home) : null;
  const said = `${lostOf(unfinished)}${next ?? 'Start the hub.'}`;
  out(`The database is in ${join(home, DATABASE)}. ${said}`);
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
  if (!isThere(folder, basename(blobFolder(folder)))) return;
  const count = await copyBlobs(folderBlobs(folder), folderBlobs(home), out);
  out(`The images:\n${copySummary(count)}`);
}

/** What to do about images that are in neither folder; null when there are some. */
function whereImagesAre(folder: string, home: string): string | null {
  const [from, to] = [blobFolder(folder), blobFolder(home)];
  // Unfinished writes have names with a dot.
  if (existsSync(to) && readdirSync(to).some((name) => !name.startsWith('.'))) return null;
  return `Its images are neither in ${from} nor in ${to}: copy them to ${to} before you start the hub, or all of them are missing.`;
}

function copySecret(folder: string, home: string): void {
  if (!isThere(folder, SECRET)) return;
  const target = join(home, `${SECRET}.unfinished`);
  copyFromBackup(folder, SECRET, { target, home });
  nameFile(target, join(home, SECRET));
}

interface Restored {
  readonly unfinished: Unfinished;
  /** Whether its images are files. */
  readonly hasFiles: boolean;
}

/** Migrated, looked through, and with nothing left to do in it, before it gets its name. */
function copyDatabase(folder: string, home: string, at: number): Restored {
  const target = join(home, DATABASE);
  const draft = draftOf(target);
  // Also the log of a restore that was cut off: beside this copy it would damage it.
  removeDraft(draft);
  try {
    copyDatabaseFromBackup(folder, { target: draft, home });
    requireRestorable(folder, draft);
    const restored = finishDraft(draft, home, at);
    nameFile(draft, target);
    return restored;
  } catch (cause) {
    throw faultOfCopy(folder, home, cause);
  } finally {
    removeDraft(draft);
  }
}

function finishDraft(draft: string, home: string, at: number): Restored {
  const db = openDatabase(draft);
  try {
    const unfinished = endUnfinished(db, at);
    const place = rememberedPlace(home, settingRows(new Sql(db)));
    // The log is not renamed with the database.
    db.pragma('journal_mode = DELETE');
    return { unfinished, hasFiles: place === undefined || place === 'files' };
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
