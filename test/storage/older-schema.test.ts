import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isOlder, openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { tempFolder } from '../temp-folder.ts';
import { FOLDER, idOf, pairOf } from './older-names.ts';

async function opened(): Promise<Database.Database> {
  const path = join(await tempFolder(), 'diptych.db');
  cpSync(join(FOLDER, 'diptych.db'), path);
  const db = openDatabase(path);
  onTestFinished(() => void db.close());
  return db;
}

describe('a database of schema 5, once it is opened,', () => {
  it('has had every later step', async () => {
    const db = await opened();
    expect(isOlder(db)).toBe(false);
    const columns = (table: string) =>
      db.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table);
    expect(columns('posts')).toEqual(expect.arrayContaining(['thread', 'memo']));
    expect(columns('pairs')).toEqual(expect.arrayContaining(['thread', 'recipe_a']));
  });

  it('knows the requests of its programs by their person and key', async () => {
    const { pairs } = sqliteStore(await opened());
    expect(pairs.byRequestKey('web:ben', 'chair-1')).toEqual([pairOf('chair')]);
    expect(pairs.byRequestKey('web:ana', 'chair-1')).toEqual([]);
  });

  it('knows by the post itself which message shows a smaller copy', async () => {
    const db = await opened();
    const { posts } = sqliteStore(db);
    expect(posts.get(idOf('preview', 'A1'))?.memo).toBe('preview');
    expect(posts.get(idOf('preview', 'B1'))?.memo).toBe('preview');
    expect(posts.get(idOf('paper', 'A1'))?.memo).toBeNull();
    expect(db.prepare("SELECT count(*) FROM posts WHERE memo <> ''").pluck().get()).toBe(2);
    const rows = db.prepare("SELECT name FROM settings WHERE name GLOB '*preview*'").all();
    expect(rows).toEqual([]);
  });

  it('has one row for each reaction that it had, which stands for any emoji of its name', async () => {
    const db = await opened();
    const { reactions } = sqliteStore(db);
    const all = reactions.of(idOf('lantern', 'A2'));
    expect(all.length).toBeGreaterThan(0);
    for (const one of all) expect(one.exact).toBe(`any ${one.name}`);
  });

  it('has pairs with their plan’s seed, and the recipes of that time in their fixed order', async () => {
    const db = await opened();
    const strangers = db.prepare(`SELECT id FROM pairs WHERE seed <> plan ->> '$.seed'`);
    expect(strangers.all()).toEqual([]);
    const recipes = db.prepare(`SELECT DISTINCT request ->> '$.experiment' AS experiment,
      recipe_a AS a, recipe_b AS b FROM pairs ORDER BY experiment`);
    expect(recipes.all()).toEqual([
      { experiment: 'angles', a: 'angle_in_words', b: 'angle_from_image' },
      { experiment: 'models', a: 'first_model', b: 'second_model' },
      { experiment: 'tones', a: 'three_tones', b: 'five_tones' },
    ]);
    const unplanned = db.prepare(
      `SELECT count(DISTINCT seed) FROM pairs WHERE plan ->> '$.seed' IS NULL`,
    );
    expect(unplanned.pluck().get()).toBe(4);
  });
});
