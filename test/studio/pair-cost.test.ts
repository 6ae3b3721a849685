import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { seedStore } from '../../src/storage/seed.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { tempFolder } from '../temp-folder.ts';
import { Hub } from './hub.ts';

/** A pair from its command to both images costs no more statements than that. */
const MOST = 120;
/** Of these, so many read all that its messages show. */
const MOST_VIEWS = 10;

it('a pair asks the database little, from the command to its last edit', async () => {
  const path = join(await tempFolder(), 'd.db');
  openDatabase(path).close();
  const statements: string[] = [];
  const db = new Database(path, { verbose: (sql) => statements.push(String(sql)) });
  const store = sqliteStore(db);
  seedStore(store);
  const hub = await new Hub({ store }).start();
  onTestFinished(async () => {
    await hub.studio.close();
    db.close();
  });
  await hub.pairWithImages();
  await hub.settle();
  statements.length = 0;
  const pair = await hub.pairWithImages();
  await hub.settle();
  expect(store.pairs.unshown()).toEqual([]);
  expect(store.pairs.view(pair)?.posts.map(({ state }) => state)).toEqual([
    'posted',
    'posted',
    'posted',
  ]);
  const views = statements.filter((one) => one.includes('AS hidesImages FROM pairs WHERE id ='));
  expect(views.length).toBeGreaterThan(1);
  expect(views.length).toBeLessThanOrEqual(MOST_VIEWS);
  expect(statements.length).toBeLessThanOrEqual(MOST);
});
