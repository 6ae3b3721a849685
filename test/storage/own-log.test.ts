import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { doctor } from '../../src/cli/doctor.ts';
import { onStore } from '../../src/cli/on-store.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { tempFolder } from '../temp-folder.ts';
import { runHub } from '../web/hub.ts';

/** A database whose newest change is in its log alone, as a killed hub leaves it, and a copy from before that change. */
async function killed() {
  const home = await tempFolder();
  const path = join(home, 'diptych.db');
  const db = openDatabase(path);
  onTestFinished(() => void db.close());
  const copy = join(await tempFolder(), 'copy.db');
  db.prepare('VACUUM INTO ?').run(copy);
  db.pragma('wal_checkpoint(TRUNCATE)');
  sqliteStore(db).settings.put('emoji.likes', 'in the log alone');
  return { path, log: `${path}-wal`, copy };
}

const likesIn = (home: string) =>
  onStore({ DIPTYCH_HOME: home }, ({ settings }) => settings.get('emoji.likes'));

/** How a hub, another command and the doctor begin with a data folder, each as what it says. */
async function beginnings(home: string) {
  const said: string[] = [];
  const env = { DIPTYCH_HOME: home };
  const hub = await runHub(env).then(
    (started) => started.close().then(() => 'started'),
    (cause: unknown) => String(cause),
  );
  await doctor(env, (text) => said.push(text), {});
  return { hub, doctor: said.join('\n') };
}

describe('the log of a database that is not here', () => {
  it.each(['-wal', '-journal'])('stops a start, and stays whole: %s', async (ending) => {
    const { log } = await killed();
    const home = await tempFolder();
    const left = join(home, `diptych.db${ending}`);
    copyFileSync(log, left);
    const why = `There is no database in ${home}, but the log of one (diptych.db${ending}), which may hold its last changes: put that database back beside it, or move the log away.`;
    const { hub, doctor: said } = await beginnings(home);
    expect(hub).toContain(why);
    expect(said).toContain(why);
    expect(readFileSync(left)).toEqual(readFileSync(log));
    expect(readdirSync(home)).not.toContain('diptych.db');
  });

  it('stops a start also beside an empty file, and gives its changes back beside its own', async () => {
    const { path, log } = await killed();
    const home = await tempFolder();
    copyFileSync(log, join(home, 'diptych.db-wal'));
    writeFileSync(join(home, 'diptych.db'), '');
    expect((await beginnings(home)).hub).toContain(`There is no database in ${home}, but the log`);
    copyFileSync(path, join(home, 'diptych.db'));
    expect(likesIn(home)).toBe('in the log alone');
  });

  it('is nothing when it is empty', async () => {
    const home = await tempFolder();
    writeFileSync(join(home, 'diptych.db-wal'), '');
    expect((await beginnings(home)).hub).toBe('started');
  });
});

describe('a copy of a database beside the log of another', () => {
  it('is not read with it: a start says so, and both stay as they are', async () => {
    const { copy, log } = await killed();
    const home = await tempFolder();
    const [path, left] = [join(home, 'diptych.db'), join(home, 'diptych.db-wal')];
    copyFileSync(copy, path);
    copyFileSync(log, left);
    const why = `The log diptych.db-wal in ${home} is not of the database beside it, which is a copy: move the log, and diptych.db-shm, to the database that it belongs to, or delete both if that is gone.`;
    const { hub, doctor: said } = await beginnings(home);
    expect(hub).toContain(why);
    expect(said).toContain(why);
    expect(() => likesIn(home)).toThrow(why);
    expect(readFileSync(path)).toEqual(readFileSync(copy));
    expect(readFileSync(left)).toEqual(readFileSync(log));
    rmSync(left);
    expect(likesIn(home)).toBeUndefined();
  });
});
