import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import Database from 'better-sqlite3';
import { blobFolder, describePlace, rememberedPlace } from '../blob-place.ts';
import { type Env, loadConfig } from '../config.ts';
import { StartupError } from '../core/base/startup-error.ts';
import { requireSound } from '../storage/database.ts';
import { FileBlobs } from '../storage/files.ts';
import { makePrivateFile, makePrivateFolder, nameFile } from '../storage/private-files.ts';
import { sqliteStore } from '../storage/store.ts';
import { copyBlobs, copySummary } from './copy-blobs.ts';
import { openBesideHub } from './on-store.ts';

type Out = (text: string) => void;

export const DATABASE = 'diptych.db';
export const SECRET = 'link.secret';

/**
 * Copies the data folder to another folder while the hub runs: the database as of one moment, then the images that are
 * files, which never change once they are written. A later backup into the same folder copies only new images. Throws a
 * `StartupError`; the backup before is whole then.
 */
export async function backUp(folder: string, env: Env, out: Out): Promise<void> {
  const { home } = loadConfig(env);
  requireApart(home, folder);
  const db = openBesideHub(home);
  try {
    makePrivateFolder(folder);
    copyDatabase(db, join(folder, DATABASE));
    out(`The database is in ${join(folder, DATABASE)}.`);
    copySecret(home, folder);
    await copyImages(home, folder, db, out);
  } finally {
    db.close();
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
function copyDatabase(db: Database.Database, target: string): void {
  const unfinished = `${target}.unfinished`;
  rmSync(unfinished, { force: true });
  makePrivateFile(unfinished);
  db.prepare('VACUUM INTO ?').run(unfinished);
  const copy = new Database(unfinished);
  try {
    // Without a log beside it, one file is the whole backup.
    copy.pragma('journal_mode = DELETE');
    requireSound(copy, unfinished);
  } finally {
    copy.close();
  }
  nameFile(unfinished, target);
}

function copySecret(home: string, folder: string): void {
  const [secret, target] = [join(home, SECRET), join(folder, SECRET)];
  if (!existsSync(secret)) return;
  const unfinished = `${target}.unfinished`;
  makePrivateFile(unfinished);
  copyFileSync(secret, unfinished);
  nameFile(unfinished, target);
}

async function copyImages(
  home: string,
  folder: string,
  db: Database.Database,
  out: Out,
): Promise<void> {
  const place = rememberedPlace(home, sqliteStore(db).settings);
  if (place === undefined) return;
  if (place !== 'files') {
    out(
      `The images are in ${describePlace(place, home)}: back that up with the bucket's own means.`,
    );
    return;
  }
  const source = new FileBlobs(blobFolder(home));
  const target = new FileBlobs(blobFolder(folder));
  out(`The images:\n${copySummary(await copyBlobs(source, target, out))}`);
}
