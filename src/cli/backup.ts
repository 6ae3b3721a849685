import { copyFileSync, existsSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import Database from 'better-sqlite3';
import { describePlace, rememberedPlace } from '../blob-place.ts';
import { type Env, loadConfig } from '../config.ts';
import { StartupError } from '../core/base/startup-error.ts';
import { storageFault } from '../core/ports/storage-fault.ts';
import { settingRows } from '../storage/access-rows.ts';
import { requireSound } from '../storage/database.ts';
import { makePrivateFile, makePrivateFolder, nameFile } from '../storage/private-files.ts';
import { Sql } from '../storage/query.ts';
import { startupAdvice } from '../storage/startup-advice.ts';
import { copyBlobs, copySummary } from './copy-blobs.ts';
import { draftOf, removeDraft } from './database-draft.ts';
import { folderBlobs } from './folder-blobs.ts';
import { faultIn } from './folder-fault.ts';
import { openToCopy } from './on-store.ts';

type Out = (text: string) => void;

export const DATABASE = 'diptych.db';
export const SECRET = 'link.secret';

/**
 * Copies the data folder to another folder while the hub runs: the database as of one moment, then the images that are
 * files, which never change once they are written. A later backup into the same folder copies only new images. The database
 * gets its name last: when this throws, the backup before is whole. Throws a `StartupError`.
 */
export async function backUp(folder: string, env: Env, out: Out): Promise<void> {
  const { home } = loadConfig(env);
  requireApart(home, folder);
  const db = openToCopy(home);
  try {
    makePrivateFolder(folder);
    await copyAll({ home, folder, db }, out);
  } catch (cause) {
    throw faultIn(folder, cause);
  } finally {
    db.close();
  }
}

interface Copying {
  readonly home: string;
  readonly folder: string;
  readonly db: Database.Database;
}

async function copyAll(copying: Copying, out: Out): Promise<void> {
  const { home, folder } = copying;
  const target = join(folder, DATABASE);
  const draft = draftOf(target);
  try {
    draftDatabase(copying, draft);
    await copyImages(copying, out);
    copySecret(home, folder);
    nameFile(draft, target);
    out(`The database is in ${target}.`);
  } finally {
    // It would take the room that the next try needs.
    removeDraft(draft);
  }
}

/** One within the other would be copied into itself. */
function requireApart(home: string, folder: string): void {
  const [from, to] = [resolve(home), resolve(folder)];
  if (!isWithin(from, to) && !isWithin(to, from)) return;
  throw new StartupError(
    `${folder} is not apart from the data folder ${home}: name a folder elsewhere, best on another disk.`,
  );
}

function isWithin(inner: string, outer: string): boolean {
  const path = relative(outer, inner);
  return path === '' || (path !== '..' && !path.startsWith(`..${sep}`) && resolve(path) !== path);
}

/** As of one moment, whatever the hub writes meanwhile: SQLite's copy by pages would begin anew with each of its writes. */
function draftDatabase({ home, db }: Copying, draft: string): void {
  removeDraft(draft);
  makePrivateFile(draft);
  try {
    db.prepare('VACUUM INTO ?').run(draft);
  } catch (cause) {
    throw isOfSource(cause) ? (startupAdvice(cause, home) ?? cause) : cause;
  }
  const copy = new Database(draft);
  try {
    // Without a log beside it, one file is the whole backup.
    copy.pragma('journal_mode = DELETE');
    requireSound(copy, draft);
  } finally {
    copy.close();
  }
}

/** What can be wrong with the database that is copied, and not with a new file. */
function isOfSource(cause: unknown): boolean {
  const kind = storageFault(cause);
  return kind === 'damaged' || kind === 'busy' || kind === 'gone';
}

function copySecret(home: string, folder: string): void {
  const [secret, target] = [join(home, SECRET), join(folder, SECRET)];
  if (!existsSync(secret)) return;
  const unfinished = `${target}.unfinished`;
  makePrivateFile(unfinished);
  copyFileSync(secret, unfinished);
  nameFile(unfinished, target);
}

async function copyImages({ home, folder, db }: Copying, out: Out): Promise<void> {
  // Not the whole store: an older database lacks some of its tables.
  const place = rememberedPlace(home, settingRows(new Sql(db)));
  if (place === undefined) return;
  if (place !== 'files') {
    out(
      `The images are in ${describePlace(place, home)}: back that up with the bucket's own means.`,
    );
    return;
  }
  const count = await copyBlobs(folderBlobs(home), folderBlobs(folder), out);
  out(`The images:\n${copySummary(count)}`);
}
