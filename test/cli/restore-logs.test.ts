import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { backUp } from '../../src/cli/backup.ts';
import { restore } from '../../src/cli/restore.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { tempFolder } from '../temp-folder.ts';

const silent = () => undefined;

/** A backup, and the log that the database had afterwards: it stays when a hub is killed. */
async function backupAndLog() {
  const home = await tempFolder();
  const path = join(home, 'diptych.db');
  const db = openDatabase(path);
  onTestFinished(() => void db.close());
  const backup = join(await tempFolder(), 'backup');
  await backUp(backup, { DIPTYCH_HOME: home }, silent);
  sqliteStore(db).settings.put('emoji.likes', 'than the backup');
  const log = join(await tempFolder(), 'log');
  copyFileSync(`${path}-wal`, log);
  return { backup, log };
}

describe('diptych restore beside the log of an earlier database', () => {
  it.each(['-wal', '-shm', '-journal'])('is refused, and leaves it: %s', async (ending) => {
    const { backup, log } = await backupAndLog();
    const home = await tempFolder();
    const left = join(home, `diptych.db${ending}`);
    copyFileSync(log, left);
    const env = { DIPTYCH_HOME: home };
    await expect(restore(backup, env, silent)).rejects.toThrow(
      `In ${home} are the logs of an earlier database (diptych.db${ending}), which may hold its last changes`,
    );
    expect(readFileSync(left)).toEqual(readFileSync(log));
    expect(existsSync(join(home, 'diptych.db'))).toBe(false);
    rmSync(left);
    await restore(backup, env, silent);
    const db = openDatabase(join(home, 'diptych.db'));
    onTestFinished(() => void db.close());
    expect(sqliteStore(db).settings.get('emoji.likes')).toBeUndefined();
  });

  it('takes nothing from a restore that was cut off', async () => {
    const { backup, log } = await backupAndLog();
    const home = await tempFolder();
    copyFileSync(log, join(home, 'diptych.db.unfinished-wal'));
    writeFileSync(join(home, 'diptych.db.unfinished'), 'half');
    await restore(backup, { DIPTYCH_HOME: home }, silent);
    const beside = readdirSync(home).filter((name) => name.startsWith('diptych.db'));
    expect(beside).toEqual(['diptych.db']);
    const db = openDatabase(join(home, 'diptych.db'));
    onTestFinished(() => void db.close());
    expect(sqliteStore(db).settings.get('emoji.likes')).toBeUndefined();
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  });
});
