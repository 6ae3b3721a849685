import Database from 'better-sqlite3';
import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { tempFolder } from '../temp-folder.ts';

const MIGRATIONS = join(import.meta.dirname, '../../src/storage/migrations');

it('pairs that waited before the line had its index count as their asker’s, whoever runs them', async () => {
  const home = await tempFolder();
  const before = join(home, 'before');
  mkdirSync(before);
  for (const file of readdirSync(MIGRATIONS)) {
    if (Number.parseInt(file, 10) < 14) cpSync(join(MIGRATIONS, file), join(before, file));
  }
  const path = join(home, 'diptych.db');
  openDatabase(path, before).close();
  const old = new Database(path);
  old.exec(`
    INSERT INTO pairs (id, surface, workspace, channel, asker_id, asker_name, locale, request,
      attachments, state, own, comparable, created_at, plan_deadline, version)
    VALUES ('p1', 'web', 'web', 'general', 'web:ana', 'ana', 'en', '{}', '[]', 'planned', '[]', 1, 0, 0, 1);
    INSERT INTO generations (id, pair_id, side, number, origin, by_id, by_name, spec, recipe_hash,
      provider, model_id, state, wait_deadline, created_at, staged_tone, staged_angle)
    VALUES ('g1', 'p1', 'A', 1, 'retry', 'web:boss', 'boss', '{}', 'r', 'sample', 'm', 'waiting', 9, 1, 75, 75)`);
  old.close();
  const db = openDatabase(path);
  onTestFinished(() => void db.close());
  const { pairs, generations } = sqliteStore(db);
  expect([pairs.waitingOf('web:ana'), pairs.waitingOf('web:boss')]).toEqual([1, 0]);
  expect([generations.overdue(9), generations.overdue(10)]).toEqual([[], ['g1']]);
});
