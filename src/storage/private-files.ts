import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { lstat, chmod, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Readable and writable by their owner alone. */
export const PRIVATE_FILE = 0o600;
export const PRIVATE_FOLDER = 0o700;
/** Mode bits of the group and of others. */
const OTHERS = 0o077;
/** Of a folder that many users share, such as /tmp. */
const STICKY = 0o1000;
/** What a data folder holds. */
const OURS =
  /^(diptych\.db(-.+)?|(hub|blobs)\.lock(-.+)?|link\.secret|copies|blobs|\.room|lost\+found)$/;

/** Makes a folder with its parents, unless it is there. */
export function makePrivateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: PRIVATE_FOLDER });
}

/** Makes an empty file unless there is one. SQLite gives the files beside a database the mode of the database. */
export function makePrivateFile(path: string): void {
  if (!existsSync(path)) closeSync(openSync(path, 'a', PRIVATE_FILE));
}

/** Gives a finished file its name. Both survive a power cut. */
export function nameFile(finished: string, path: string): void {
  sync(finished, 'r+');
  renameSync(finished, path);
  // Windows cannot open a folder, and needs no sync of it.
  if (process.platform !== 'win32') sync(dirname(path), 'r');
}

function sync(path: string, flags: string): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Takes a data folder and what is in it from the group and from others. Leaves alone what another user owns, a folder that
 * holds other things too, and one that many users share. Returns how many files and folders it changed. Idempotent.
 */
export async function tightenHome(home: string): Promise<number> {
  // Windows has no such modes.
  if (process.platform === 'win32') return 0;
  const names = await readdir(home);
  let changed = 0;
  for (const name of names.filter((one) => OURS.test(one))) {
    changed += await tighten(join(home, name));
  }
  const isShared = ((await lstat(home)).mode & STICKY) !== 0;
  if (isShared || !names.every((one) => OURS.test(one))) return changed;
  return changed + (await tightenOne(home));
}

/** What is in a folder comes before the folder: one that is private already has been done. */
async function tighten(path: string): Promise<number> {
  const { mode } = await lstat(path);
  if ((mode & OTHERS) === 0) return 0;
  let changed = 0;
  const entries = await readdir(path, { withFileTypes: true }).catch(notAFolder);
  for (const entry of entries) {
    if (entry.isDirectory() || entry.isFile()) changed += await tighten(join(path, entry.name));
  }
  return changed + (await tightenOne(path));
}

async function tightenOne(path: string): Promise<number> {
  const { mode, uid } = await lstat(path);
  if (uid !== process.geteuid?.() || (mode & OTHERS) === 0) return 0;
  await chmod(path, mode & 0o7777 & ~OTHERS);
  return 1;
}

function notAFolder(cause: NodeJS.ErrnoException): [] {
  if (cause.code === 'ENOTDIR') return [];
  throw cause;
}
