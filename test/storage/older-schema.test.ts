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
});
