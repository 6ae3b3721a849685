import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { isBehind, isOlder, openDatabase } from '../../src/storage/database.ts';
import { lockHub } from '../../src/storage/locks.ts';
import { seedModels } from '../../src/storage/seed-rows.ts';
import { seedStore } from '../../src/storage/seed.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { tempFolder } from '../temp-folder.ts';
import { aModel } from '../values.ts';

describe('the database', () => {
  it('is made with its folder, in WAL mode, with foreign keys', async () => {
    const path = join(await tempFolder(), 'new', 'diptych.db');
    const db = openDatabase(path);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    db.close();
  });

  it('is opened again as it is, without a copy', async () => {
    const folder = await tempFolder();
    const path = join(folder, 'diptych.db');
    const first = openDatabase(path);
    sqliteStore(first).settings.put('discord.upload.a', 'b');
    first.close();
    const second = openDatabase(path);
    expect(sqliteStore(second).settings.get('discord.upload.a')).toBe('b');
    expect(existsSync(join(folder, 'copies'))).toBe(false);
    second.close();
  });

  it('of a newer Diptych is refused with what to do', async () => {
    const path = join(await tempFolder(), 'diptych.db');
    const db = openDatabase(path);
    db.pragma('user_version = 999');
    db.close();
    expect(() => openDatabase(path)).toThrow(
      /^The database \S+ was written by a newer Diptych \(schema 999, this one knows \d+\): install that version, or restore a copy from \S+copies\.$/,
    );
  });

  it('is refused when it is another program’s, or no database at all', async () => {
    const folder = await tempFolder();
    const other = new Database(join(folder, 'other.db'));
    other.pragma('user_version = 1');
    other.close();
    expect(() => openDatabase(join(folder, 'other.db'))).toThrow(
      /^\S+other\.db is another program's database: move it, or set DIPTYCH_HOME\.$/,
    );
    writeFileSync(join(folder, 'text.db'), 'not a database, just a long enough text'.repeat(20));
    expect(() => openDatabase(join(folder, 'text.db'))).toThrow('is not a Diptych database');
  });

  it('in a folder that cannot be written is refused with what to do', async () => {
    const folder = await tempFolder();
    writeFileSync(join(folder, 'file'), '');
    expect(() => openDatabase(join(folder, 'file', 'diptych.db'))).toThrow(
      /The data folder .* cannot be written/,
    );
  });
});

describe('a migration', () => {
  const step = (number: number) => `CREATE TABLE step_${number} (id INTEGER) STRICT;`;

  async function migrations(upTo: number): Promise<string> {
    const folder = join(await tempFolder(), 'migrations');
    await mkdir(folder);
    for (let number = 1; number <= upTo; number++) {
      writeFileSync(join(folder, `${String(number).padStart(3, '0')}-step.sql`), step(number));
    }
    return folder;
  }

  it('copies the database before each step, and keeps the last three copies', async () => {
    const folder = await tempFolder();
    const path = join(folder, 'diptych.db');
    openDatabase(path, await migrations(1)).close();
    openDatabase(path, await migrations(6)).close();
    expect(readdirSync(join(folder, 'copies')).toSorted()).toEqual([
      'before-004.db',
      'before-005.db',
      'before-006.db',
    ]);
    const copy = new Database(join(folder, 'copies', 'before-006.db'), { readonly: true });
    expect(copy.pragma('user_version', { simple: true })).toBe(5);
    copy.close();
  });

  it('is done once, in the order of their numbers, from wherever the database is', async () => {
    const folder = await tempFolder();
    const path = join(folder, 'diptych.db');
    openDatabase(path, await migrations(5)).close();
    const steps = await migrations(8);
    // Each needs what the one before it made.
    writeFileSync(join(steps, '007-step.sql'), 'ALTER TABLE step_6 RENAME TO step_7;');
    writeFileSync(join(steps, '008-step.sql'), 'ALTER TABLE step_7 RENAME TO step_8;');
    for (let opened = 0; opened < 2; opened += 1) {
      const db = openDatabase(path, steps);
      const tables = db.prepare('SELECT name FROM sqlite_schema ORDER BY name').pluck().all();
      expect(tables).toEqual(['step_1', 'step_2', 'step_3', 'step_4', 'step_5', 'step_8']);
      expect(db.pragma('user_version', { simple: true })).toBe(8);
      db.close();
    }
  });

  it('is made once: a database that has it is opened as it is, without another copy', async () => {
    const folder = await tempFolder();
    const path = join(folder, 'diptych.db');
    openDatabase(path, await migrations(1)).close();
    const steps = await migrations(2);
    expect([isBehind(path, steps), isBehind(path, await migrations(1))]).toEqual([true, false]);
    const db = openDatabase(path, steps);
    expect(isOlder(db, steps)).toBe(false);
    expect(isOlder(db, await migrations(3))).toBe(true);
    db.prepare('INSERT INTO step_2 VALUES (7)').run();
    db.close();
    const again = openDatabase(path, steps);
    expect(again.prepare('SELECT id FROM step_2').pluck().get()).toBe(7);
    expect(again.pragma('user_version', { simple: true })).toBe(2);
    expect(again.pragma('application_id', { simple: true })).toBe(0x44495054);
    expect(readdirSync(join(folder, 'copies'))).toEqual(['before-002.db']);
    again.close();
  });

  it('copies what is in the database, and takes a copy’s place when it is made anew', async () => {
    const folder = await tempFolder();
    const path = join(folder, 'diptych.db');
    const first = openDatabase(path, await migrations(1));
    first.prepare('INSERT INTO step_1 VALUES (7)').run();
    first.close();
    await mkdir(join(folder, 'copies'));
    writeFileSync(join(folder, 'copies', 'before-002.db'), 'half a copy');
    writeFileSync(join(folder, 'copies', 'mine.db'), 'by hand');
    openDatabase(path, await migrations(5)).close();
    expect(readdirSync(join(folder, 'copies')).toSorted()).toEqual([
      'before-003.db',
      'before-004.db',
      'before-005.db',
      'mine.db',
    ]);
    const copy = new Database(join(folder, 'copies', 'before-003.db'), { readonly: true });
    expect(copy.prepare('SELECT id FROM step_1').pluck().get()).toBe(7);
    copy.close();
  });

  it('that fails leaves the database as it was', async () => {
    const folder = await tempFolder();
    const path = join(folder, 'diptych.db');
    const steps = await migrations(1);
    openDatabase(path, steps).close();
    writeFileSync(join(steps, '002-bad.sql'), `${step(2)} CREATE TABLE step_1 (id) STRICT;`);
    expect(() => openDatabase(path, steps)).toThrow(/could not be opened/);
    const db = new Database(path);
    expect(db.pragma('user_version', { simple: true })).toBe(1);
    expect(
      db.prepare(`SELECT name FROM sqlite_schema WHERE name = 'step_2'`).get(),
    ).toBeUndefined();
    db.close();
  });
});

describe('the hub’s lock', () => {
  it('lets a second hub in once the first has gone', async () => {
    const folder = await tempFolder();
    const clock = new FakeClock();
    const unlock = await lockHub(folder, clock, new AbortController().signal);
    const second = lockHub(folder, clock, new AbortController().signal);
    await clock.advance(1_000);
    unlock();
    await clock.advance(1_000);
    (await second)();
  });

  it('sends a second hub away after 30 s, with what to do', async () => {
    const folder = await tempFolder();
    const clock = new FakeClock();
    const unlock = await lockHub(folder, clock, new AbortController().signal);
    let waits = 0;
    const second = lockHub(folder, clock, new AbortController().signal, () => {
      waits += 1;
    });
    expect(waits).toBe(1);
    const refused = expect(second).rejects.toThrow(/Another hub is running on .* DIPTYCH_HOME/);
    await clock.advance(31_000);
    await refused;
    unlock();
  });
});

describe('a new database', () => {
  it('is filled with models and a plan once, and what people change then stays', () => {
    const store = sqliteStore(openDatabase(':memory:'));
    expect(() => store.models.default()).toThrow('no active default model');
    seedStore(store);
    store.models.putPlan({ name: 'default', tiers: ['basic'], dailyQuota: 5 });
    seedStore(store);
    expect(store.models.default().id).toBe('sample-basic');
    const plan = store.models.plans().find((one) => one.name === 'default');
    expect(plan).toEqual({ name: 'default', tiers: ['basic'], dailyQuota: 5 });
  });
});

describe('a database of an older version', () => {
  it('gets the models and providers that are new, and keeps its own as they are', () => {
    const store = sqliteStore(openDatabase(':memory:'));
    const own = aModel({ id: 'sample-basic', displayName: 'Ours', costUsd: 0.5 });
    store.models.put(own);
    store.providers.put({ name: 'openai', displayName: 'Ours too', maxCalls: 1 });
    seedStore(store);
    expect(store.models.default()).toEqual(own);
    expect(store.models.list()).toHaveLength(seedModels().length);
    expect(store.models.list().filter((one) => one.isDefault)).toHaveLength(1);
    expect(store.providers.get('openai').maxCalls).toBe(1);
    expect(store.providers.list().map((one) => one.name)).toContain('gemini');
  });

  it('is read when its models know nothing of what was added to them since', () => {
    const db = openDatabase(':memory:');
    const store = sqliteStore(db);
    const { sizeParams: _sizes, tokenPrices: _prices, rank: _rank, ...rest } = aModel();
    const { maxReferenceSide: _side, maxReferenceBytes: _bytes, ...old } = rest;
    db.prepare('INSERT INTO model_configs VALUES (?, ?, 1, 1)').run(old.id, JSON.stringify(old));
    expect(store.models.default()).toEqual({
      ...old,
      sizeParams: {},
      tokenPrices: null,
      rank: 100,
      maxReferenceSide: null,
      maxReferenceBytes: null,
    });
  });
});
