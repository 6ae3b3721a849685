import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { backUp } from '../../src/cli/backup.ts';
import { onStore } from '../../src/cli/on-store.ts';
import { restore } from '../../src/cli/restore.ts';
import { StartupError } from '../../src/core/base/startup-error.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { FileBlobs } from '../../src/storage/files.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { smallDisk } from '../small-disk.ts';
import { tempFolder } from '../temp-folder.ts';
import { unprivileged } from '../unprivileged.ts';

const MEGABYTE = 1024 * 1024;
const silent = () => undefined;

/** A backup with an image and a secret, and an empty data folder that everybody may write. */
async function aBackup(bytes = 8) {
  const from = await tempFolder();
  const db = openDatabase(join(from, 'diptych.db'));
  onTestFinished(() => void db.close());
  const { settings } = sqliteStore(db);
  settings.put('blobs', 'files');
  settings.put('emoji.likes', 'of the backup');
  await new FileBlobs(join(from, 'blobs')).put('library/cat.png', new Uint8Array(bytes));
  writeFileSync(join(from, 'link.secret'), 'x'.repeat(43));
  const folder = join(await tempFolder(), 'backup');
  await backUp(folder, { DIPTYCH_HOME: from }, silent);
  const home = await tempFolder();
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const one of all) chmodSync(join(folder, one), 0o777);
  for (const one of [home, folder, dirname(folder)]) chmodSync(one, 0o777);
  return { folder, home, from };
}

/** What a restore that cannot be made says. */
async function refusal(folder: string, home: string): Promise<string> {
  const error: unknown = await restore(folder, { DIPTYCH_HOME: home }, silent).catch(
    (cause: unknown) => cause,
  );
  return error instanceof StartupError ? error.message : `not one sentence: ${String(error)}`;
}

/** Changes a database by hand. */
function changed(path: string, sql: string): void {
  const db = new Database(path);
  db.exec(sql);
  db.close();
}

async function damage(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.write(Buffer.alloc(16 * 4_096, 0xa5), 0, 16 * 4_096, 8 * 4_096);
  await file.close();
}

describe('a restore from a folder that is no whole backup', () => {
  it.each<[string, (path: string) => void | Promise<void>, (folder: string) => string]>([
    [
      'no database',
      (path) => rmSync(path),
      (folder) => `There is no backup in ${folder}: name the folder that "diptych backup" wrote.`,
    ],
    [
      'a text',
      (path) => writeFileSync(path, 'no database'),
      (folder) =>
        `${folder}/diptych.db is not a Diptych database: name the folder that "diptych backup" wrote.`,
    ],
    [
      'an empty file',
      (path) => writeFileSync(path, ''),
      (folder) =>
        `${folder}/diptych.db is not a Diptych database: name the folder that "diptych backup" wrote.`,
    ],
    [
      'another program’s database',
      (path) => changed(path, 'PRAGMA application_id = 7'),
      (folder) =>
        `${folder}/diptych.db is not a Diptych database: name the folder that "diptych backup" wrote.`,
    ],
    [
      'one of a newer version',
      (path) => changed(path, 'PRAGMA user_version = 9999'),
      (folder) =>
        `The backup in ${folder} was written by a newer Diptych (schema 9999, this one knows`,
    ],
    ['damaged pages', damage, (folder) => `The backup in ${folder} is damaged (`],
    [
      'a folder in the place of the database',
      (path) => {
        rmSync(path);
        mkdirSync(path);
      },
      (folder) => `${folder} cannot be read (EISDIR`,
    ],
    [
      'a database that is closed to this user',
      (path) => chmodSync(path, 0),
      (folder) => `${folder} cannot be read (EACCES`,
    ],
    [
      'a folder that is closed to this user',
      (path) => chmodSync(dirname(path), 0),
      (folder) => `${folder} cannot be read (EACCES`,
    ],
    [
      'images that are closed to this user',
      (path) => chmodSync(join(dirname(path), 'blobs'), 0),
      (folder) => `${folder}/blobs cannot be read`,
    ],
    [
      'a folder in the place of the secret',
      (path) => {
        const secret = join(dirname(path), 'link.secret');
        rmSync(secret);
        mkdirSync(secret);
      },
      (folder) => `${folder} cannot be read (EISDIR`,
    ],
  ])('names that folder, and makes no database: %s', async (_what, spoil, said) => {
    const { folder, home } = await aBackup();
    await spoil(join(folder, 'diptych.db'));
    onTestFinished(() => chmodSync(folder, 0o700));
    const why = await unprivileged(() => refusal(folder, home));
    expect(why.slice(0, said(folder).length)).toBe(said(folder));
    expect(existsSync(join(home, 'diptych.db'))).toBe(false);
  });

  it('names the data folder when that one is full', async ({ skip }) => {
    const disk = await smallDisk(4);
    if (disk === null) return skip('only root may mount a disk');
    const { folder } = await aBackup(8 * MEGABYTE);
    expect(await refusal(folder, disk.folder)).toContain(
      `There is no room left in ${disk.folder}/blobs (`,
    );
    rmSync(join(folder, 'blobs'), { recursive: true });
    disk.fill();
    expect(await refusal(folder, disk.folder)).toContain(`no room left in ${disk.folder} (`);
  });
});

describe('a restore from a data folder that was copied by hand', () => {
  it('takes what is in its log alone', async () => {
    const { from, home } = await aBackup();
    const db = openDatabase(join(from, 'diptych.db'));
    onTestFinished(() => void db.close());
    sqliteStore(db).settings.put('emoji.likes', 'in the log alone');
    const copy = await tempFolder();
    for (const name of ['diptych.db', 'diptych.db-wal']) {
      copyFileSync(join(from, name), join(copy, name));
    }
    await restore(copy, { DIPTYCH_HOME: home }, silent);
    const likes = onStore({ DIPTYCH_HOME: home }, ({ settings }) => settings.get('emoji.likes'));
    expect(likes).toBe('in the log alone');
  });

  it('is refused when the log there is another’s', async () => {
    const { from, folder, home } = await aBackup();
    const db = openDatabase(join(from, 'diptych.db'));
    onTestFinished(() => void db.close());
    sqliteStore(db).settings.put('emoji.likes', 'later');
    copyFileSync(join(from, 'diptych.db-wal'), join(folder, 'diptych.db-wal'));
    expect(await refusal(folder, home)).toContain(`The log diptych.db-wal in ${folder} is not of`);
    expect(existsSync(join(home, 'diptych.db'))).toBe(false);
  });
});

describe('a restore from a backup without images', () => {
  /** What the restore of a backup without `blobs` says at its end, with the image in the data folder when it is `there`. */
  async function last(place: string, there = false): Promise<string> {
    const { folder, home } = await aBackup();
    changed(
      join(folder, 'diptych.db'),
      `UPDATE settings SET value = '${place}' WHERE name = 'blobs'`,
    );
    rmSync(join(folder, 'blobs'), { recursive: true });
    mkdirSync(join(home, 'blobs/.unfinished'), { recursive: true });
    if (there) await new FileBlobs(join(home, 'blobs')).put('library/cat.png', new Uint8Array(8));
    const said: string[] = [];
    await restore(folder, { DIPTYCH_HOME: home }, (text) => said.push(text));
    return (said.at(-1) ?? '').replaceAll(folder, 'FROM').replaceAll(home, 'HOME');
  }

  it('says so, and where they have to be before the hub starts', async () => {
    expect(await last('files')).toBe(
      'The database is in HOME/diptych.db. Its images are neither in FROM/blobs nor in HOME/blobs: copy them to HOME/blobs before you start the hub, or all of them are missing.',
    );
  });

  it('says nothing when they are in the data folder already, or in a bucket', async () => {
    const nothing = 'The database is in HOME/diptych.db. Start the hub.';
    expect(await last('files', true)).toBe(nothing);
    expect(await last('s3 amazon pictures')).toBe(nothing);
  });
});
