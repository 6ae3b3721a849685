import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { tempFolder } from '../temp-folder.ts';

const MIGRATIONS = join(import.meta.dirname, '../../src/storage/migrations');
const APART = 'web:민지'.normalize('NFD');
const WHOLE = 'web:민지'.normalize('NFC');

/** A database of before names had one spelling. */
async function older(): Promise<{ db: Database.Database; path: string }> {
  const home = await tempFolder();
  const steps = join(home, 'steps');
  mkdirSync(steps);
  for (const file of readdirSync(MIGRATIONS)) {
    if (Number.parseInt(file, 10) < 13) copyFileSync(join(MIGRATIONS, file), join(steps, file));
  }
  const path = join(home, 'diptych.db');
  return { db: openDatabase(path, steps), path };
}

it('a person whose name came in two spellings is one person after the migration', async () => {
  const { db, path } = await older();
  const insert = (table: string, row: Readonly<Record<string, unknown>>) => {
    const names = Object.keys(row);
    const values = names.map((name) => `@${name}`).join(', ');
    db.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${values})`).run(row);
  };
  insert('people', { id: APART, name: '민지', locale: 'ko', seen_at: 1 });
  insert('people', { id: WHOLE, name: '민지', locale: 'en', seen_at: 2 });
  insert('people', { id: 'web:ana', name: 'ana', locale: 'en', seen_at: 2 });
  insert('blocked_people', { id: 'web:Jose\u0301', by_id: 'cli', reason: '', at: 1 });
  insert('plans', { name: 'big', tiers: '[]', daily_quota: 5 });
  insert('plan_holders', { holder: APART, plan: 'big' });
  insert('requests', { person_id: APART, key: 'k', at: 1, answer: null });
  db.close();

  const opened = openDatabase(path);
  onTestFinished(() => void opened.close());
  const { access, models } = sqliteStore(opened);
  expect(access.localeOf(WHOLE)).toBe('en');
  expect(access.localeOf(APART)).toBeUndefined();
  expect(access.localeOf('web:ana')).toBe('en');
  expect(access.isBlocked('web:Jos\u00e9')).toBe(true);
  expect(models.holdersOf('big')).toEqual([WHOLE]);
  const keys = opened.prepare('SELECT person_id, key FROM requests').all();
  expect(keys).toEqual([{ person_id: WHOLE, key: 'k' }]);
});
