import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { blobFolder } from '../blob-place.ts';
import { type Env, loadConfig } from '../config.ts';
import { StartupError } from '../core/base/startup-error.ts';
import { openDatabase, requireSound } from '../storage/database.ts';
import { FileBlobs } from '../storage/files.ts';
import { lockHub } from '../storage/locks.ts';
import { makePrivateFile, makePrivateFolder, nameFile } from '../storage/private-files.ts';
import { SystemClock } from '../system.ts';
import { DATABASE, SECRET } from './backup.ts';
import { copyBlobs, copySummary } from './copy-blobs.ts';

type Out = (text: string) => void;

/**
 * Makes the data folder from a backup. The database comes last: a restore that was interrupted leaves none, and is run
 * again. Throws a `StartupError` when there is a database already, or a hub is running.
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
  const unlock = await lockHub(home, new SystemClock(), AbortSignal.abort());
  try {
    if (existsSync(join(home, DATABASE))) {
      throw new StartupError(
        `There is a database in ${home} already: move that folder away first, or set DIPTYCH_HOME to another one.`,
      );
    }
    await copyImages(folder, home, out);
    copyOne(folder, home, SECRET);
    copyDatabase(folder, home);
    out(
      `The database is in ${join(home, DATABASE)}. Start the hub: it finishes what the backup left unfinished.`,
    );
  } finally {
    unlock();
  }
}

async function copyImages(folder: string, home: string, out: Out): Promise<void> {
  if (!existsSync(blobFolder(folder))) return;
  const [source, target] = [folder, home].map((one) => new FileBlobs(blobFolder(one)));
  if (source === undefined || target === undefined) return;
  out(`The images:\n${copySummary(await copyBlobs(source, target, out))}`);
}

function copyOne(folder: string, home: string, name: string): void {
  if (!existsSync(join(folder, name))) return;
  const unfinished = join(home, `${name}.unfinished`);
  makePrivateFile(unfinished);
  copyFileSync(join(folder, name), unfinished);
  nameFile(unfinished, join(home, name));
}

/** Migrated and looked through before it gets its name. */
function copyDatabase(folder: string, home: string): void {
  const unfinished = join(home, `${DATABASE}.unfinished`);
  rmSync(unfinished, { force: true });
  makePrivateFile(unfinished);
  copyFileSync(join(folder, DATABASE), unfinished);
  const db = openDatabase(unfinished);
  try {
    requireSound(db, unfinished);
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
  nameFile(unfinished, join(home, DATABASE));
}
