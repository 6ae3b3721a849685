import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openBesideHub } from '../../src/cli/on-store.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { lockHub } from '../../src/storage/locks.ts';
import { SystemClock } from '../../src/system.ts';
import { tempFolder } from '../temp-folder.ts';

const MIGRATIONS = join(import.meta.dirname, '../../src/storage/migrations');

/** A data folder whose database is one step behind. */
async function behind(): Promise<string> {
  const home = await tempFolder();
  const old = join(home, 'old');
  mkdirSync(old);
  const all = readdirSync(MIGRATIONS).toSorted();
  for (const name of all.slice(0, -1)) copyFileSync(join(MIGRATIONS, name), join(old, name));
  openDatabase(join(home, 'diptych.db'), old).close();
  return home;
}

describe('a command beside a hub', () => {
  it('does not change the schema under a hub that knows only the old one', async () => {
    const home = await behind();
    const unlock = await lockHub(home, new SystemClock(), AbortSignal.abort());
    onTestFinished(unlock);
    expect(() => openBesideHub(home)).toThrow(`An older version of Diptych is running on ${home}`);
    unlock();
    openBesideHub(home).close();
  });

  it('opens what is up to date while the hub runs, and says where there is nothing', async () => {
    const home = await behind();
    openBesideHub(home).close();
    onTestFinished(await lockHub(home, new SystemClock(), AbortSignal.abort()));
    openBesideHub(home).close();
    expect(() => openBesideHub(join(home, 'nowhere'))).toThrow('start the hub once');
  });
});
