import { globSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { doctor } from '../../src/cli/doctor.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { seedStore } from '../../src/storage/seed.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { tempFolder } from '../temp-folder.ts';

const MIGRATIONS = join(import.meta.dirname, '../../src/storage/migrations');

/** What the doctor says of a data folder, line by line, and its exit code. */
async function examined(home: string) {
  const lines: string[] = [];
  const code = await doctor({ DIPTYCH_HOME: home, PORT: '1' }, (line) => lines.push(line));
  return { code, of: (what: string) => lines.find((line) => line.slice(6).startsWith(`${what}:`)) };
}

/** A data folder that a hub began, and then was changed. */
async function aFolder(change: (store: Store) => void): Promise<string> {
  const home = await tempFolder();
  const db = openDatabase(join(home, 'diptych.db'));
  const store = sqliteStore(db);
  seedStore(store);
  change(store);
  db.close();
  return home;
}

describe('diptych doctor, about the database', () => {
  it('finds an older one in order, which the next start brings up to date', async () => {
    const home = await tempFolder();
    const steps = join(home, 'steps');
    await mkdir(steps);
    const [first = ''] = globSync(`${MIGRATIONS}/001-*.sql`);
    await cp(first, join(steps, basename(first)));
    const path = join(home, 'diptych.db');
    openDatabase(path, steps).close();
    const { code, of } = await examined(home);
    expect(of('database')).toBe(
      `ok    database: ${path}: older; brought up to date at the next start`,
    );
    expect(of('models')).toBeUndefined();
    expect(code).toBe(0);
    expect((await examined(home)).of('database')).toContain('older');
  });

  it('finds a default model that most people could not use', async () => {
    const home = await aFolder(({ models }) =>
      models.putPlan({ name: 'default', tiers: ['quality'], dailyQuota: 1 }),
    );
    const { code, of } = await examined(home);
    expect(of('models')).toBe(
      'WRONG models: the plan "default" has the tiers quality, but not "basic" of the default, Sample, so most people cannot use it: change the plan with npx diptych plans set, or choose another model with npx diptych models set-default.',
    );
    expect(code).toBe(1);
  });
});
