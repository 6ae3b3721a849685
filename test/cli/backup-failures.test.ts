import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { backUp } from '../../src/cli/backup.ts';
import { StartupError } from '../../src/core/base/startup-error.ts';
import { isBehind, openDatabase } from '../../src/storage/database.ts';
import { FileBlobs } from '../../src/storage/files.ts';
import { lockHub } from '../../src/storage/locks.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { SystemClock } from '../../src/system.ts';
import { smallDisk } from '../small-disk.ts';
import { tempFolder } from '../temp-folder.ts';
import { behind } from './older-home.ts';

const MEGABYTE = 1024 * 1024;

/** A data folder with an image in it, and a database that says how often it was changed. */
async function dataFolder() {
  const home = await tempFolder();
  const db = openDatabase(join(home, 'diptych.db'));
  onTestFinished(() => void db.close());
  const { settings } = sqliteStore(db);
  settings.put('blobs', 'files');
  const blobs = new FileBlobs(join(home, 'blobs'));
  const change = async (name: string, bytes = 8) => {
    settings.put('emoji.likes', name);
    await blobs.put(`library/${name}.png`, new Uint8Array(bytes));
  };
  await change('first');
  return { home, change };
}

function changeIn(folder: string): string | undefined {
  const db = openDatabase(join(folder, 'diptych.db'));
  try {
    return sqliteStore(db).settings.get('emoji.likes');
  } finally {
    db.pragma('journal_mode = DELETE');
    db.close();
  }
}

/** What a backup that cannot be made says. */
async function refusal(folder: string, home: string): Promise<string> {
  const error: unknown = await backUp(folder, { DIPTYCH_HOME: home }, () => undefined).catch(
    (cause: unknown) => cause,
  );
  return error instanceof StartupError ? error.message : `not one sentence: ${String(error)}`;
}

describe('a backup that fails', () => {
  it('at the images leaves the backup before, and names the folder', async () => {
    const { home, change } = await dataFolder();
    const folder = join(await tempFolder(), 'backup');
    await backUp(folder, { DIPTYCH_HOME: home }, () => undefined);
    await change('second');
    rmSync(join(folder, 'blobs/library'), { recursive: true });
    writeFileSync(join(folder, 'blobs/library'), 'a file where a folder must be');
    const blobs = join(folder, 'blobs');
    expect(await refusal(folder, home)).toContain(`${blobs} cannot be read or written (`);
    expect(changeIn(folder)).toBe('first');
    expect(readdirSync(folder).toSorted()).toEqual(['blobs', 'diptych.db']);
  });

  it('at the images of the data folder names that one', async () => {
    const { home } = await dataFolder();
    const folder = join(await tempFolder(), 'backup');
    writeFileSync(join(home, 'blobs/library', 'no\\key.png'), 'not of ours');
    expect(await refusal(folder, home)).toContain(`${join(home, 'blobs')} cannot be read`);
    expect(existsSync(join(folder, 'diptych.db'))).toBe(false);
  });

  it('because its folder cannot be made says which', async () => {
    const { home } = await dataFolder();
    const file = join(await tempFolder(), 'file');
    writeFileSync(file, '');
    const folder = join(file, 'backup');
    expect(await refusal(folder, home)).toContain(`${folder} cannot be read or written (ENOTDIR`);
  });

  it('on a full disk says whose it is, takes no room there, and is made when there is some', async ({
    skip,
  }) => {
    const disk = await smallDisk(8);
    if (disk === null) return skip('only root may mount a disk');
    const { home, change } = await dataFolder();
    const folder = join(disk.folder, 'backup');
    await backUp(folder, { DIPTYCH_HOME: home }, () => undefined);
    await change('second', 16 * MEGABYTE);
    expect(await refusal(folder, home)).toContain(`no room left in ${join(folder, 'blobs')} (`);
    disk.fill();
    await change('third');
    expect(await refusal(folder, home)).toContain(`There is no room left in ${folder} (`);
    expect(readdirSync(folder).toSorted()).toEqual(['blobs', 'diptych.db']);
    disk.free();
    expect(changeIn(folder)).toBe('first');
    rmSync(join(home, 'blobs/library/second.png'));
    await backUp(folder, { DIPTYCH_HOME: home }, () => undefined);
    expect(changeIn(folder)).toBe('third');
  });
});

describe('a backup of an older database', () => {
  it('migrates neither it nor the copy, also beside the hub of that version', async () => {
    const home = await behind();
    onTestFinished(await lockHub(home, new SystemClock(), AbortSignal.abort()));
    const folder = join(await tempFolder(), 'backup');
    await backUp(folder, { DIPTYCH_HOME: home }, () => undefined);
    expect(isBehind(join(home, 'diptych.db'))).toBe(true);
    expect(isBehind(join(folder, 'diptych.db'))).toBe(true);
    expect(readdirSync(home)).not.toContain('copies');
  });
});
