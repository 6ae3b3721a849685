import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { besideHub } from '../other-writer.ts';
import { ask, call, ended, runHub } from './hub.ts';

/** Bytes of the log after which SQLite moves it into the database, when nobody reads: 1,000 pages. */
const MOVED_BYTES = 1_000 * 4_096;

it('a program that reads the database for long stops nothing, and its log is used anew afterwards', async () => {
  const hub = await runHub();
  onTestFinished(() => hub.close());
  const { url, home } = hub;
  const before = await ask(url, 'a cat');
  await ended(url, before);
  const free = await besideHub(home, 'reads');
  const other = openDatabase(join(home, 'diptych.db'));
  onTestFinished(() => void other.close());
  other.exec(`CREATE TABLE filler (bytes BLOB);
    INSERT INTO filler VALUES (randomblob(${2 * MOVED_BYTES}))`);
  const logBytes = () => statSync(join(home, 'diptych.db-wal')).size;
  expect(logBytes()).toBeGreaterThan(2 * MOVED_BYTES);
  const meanwhile = await ask(url, 'a dog');
  await ended(url, meanwhile);
  await hub.restart(async () => undefined);
  expect((await call(url, '/readyz')).status).toBe(200);
  const grown = logBytes();
  expect(grown).toBeGreaterThan(2 * MOVED_BYTES);
  await free();
  for (const prompt of ['a bird', 'a boat']) await ended(url, await ask(url, prompt));
  expect(logBytes()).toBeLessThanOrEqual(grown + MOVED_BYTES);
  for (const pair of [before, meanwhile]) {
    const { sides } = await ended(url, pair);
    expect([sides.A.state, sides.B.state]).toEqual(['succeeded', 'succeeded']);
  }
  expect(hub.log.errors).toEqual([]);
});
