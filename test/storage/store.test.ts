import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { webMessageRows } from '../../src/storage/web-message-rows.ts';
import { costStoreContract } from '../contracts/cost-store.ts';
import { callStoreContract } from '../contracts/call-store.ts';
import { poolStoreContract } from '../contracts/pool-store.ts';
import { storeContract } from '../contracts/store.ts';
import { webMessagesContract } from '../contracts/web-messages.ts';
import { newStore, storeGeneration, storePair } from './sample-rows.ts';

storeContract('SQLite', newStore);
poolStoreContract('SQLite', newStore);
costStoreContract('SQLite', newStore);
callStoreContract('SQLite', newStore);
webMessagesContract('SQLite', () => webMessageRows(openDatabase(':memory:')));

describe('SQLite', () => {
  it('throws at a row that is not what it should be, instead of guessing', () => {
    const db = openDatabase(':memory:');
    const store = sqliteStore(db);
    storePair(store, 'p1');
    db.prepare(`UPDATE pairs SET request = '{"prompt": 7}'`).run();
    expect(() => store.pairs.get('p1')).toThrow(/prompt/);
    db.prepare(`UPDATE pairs SET request = 'half'`).run();
    expect(() => store.pairs.get('p1')).toThrow(/is not JSON/);
  });

  it('reads pairs from before sides could have models of their own', () => {
    const db = openDatabase(':memory:');
    const store = sqliteStore(db);
    const { request } = storePair(store, 'p1');
    const old = `{"prompt":"a cat","tier":"basic","modelId":"sample-basic","size":{"width":512,"height":512},"angle":null,"lens":null,"persona":null,"category":null,"toneRatio":null,"angleRatio":null,"experiment":"tones"}`;
    db.prepare('UPDATE pairs SET request = ?').run(old);
    expect(store.pairs.get('p1')?.request).toEqual({ ...request, prompt: 'a cat' });
  });

  it('reads specs from before they had a price and limits of references', () => {
    const db = openDatabase(':memory:');
    const store = sqliteStore(db);
    storePair(store, 'p1');
    const { spec } = storeGeneration(store, 'p1', 'g1');
    expect(store.generations.get('g1')?.spec).toEqual(spec);
    const { price: _price, referenceLimits: _limits, ...old } = spec;
    db.prepare('UPDATE generations SET spec = ?').run(JSON.stringify(old));
    expect(store.generations.get('g1')?.spec).toEqual(old);
  });

  it('looks nothing up by reading a whole table of pairs or generations', () => {
    const db = openDatabase(':memory:');
    const statements: string[] = [];
    const prepare = db.prepare.bind(db);
    vi.spyOn(db, 'prepare').mockImplementation((sql: string) => {
      statements.push(sql);
      return prepare(sql);
    });
    sqliteStore(db);
    const step = z.object({ detail: z.string() });
    const scans = statements.flatMap((sql) => {
      const values = Array.from(sql.matchAll(/\?/g), () => null);
      return prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all(...values)
        .map((row) => step.parse(row).detail)
        .filter((detail) => /^SCAN (pairs|generations|posts|reactions|g|waiting)\b/.test(detail))
        .filter((detail) => !detail.includes('INDEX'))
        .map((detail) => `${detail}: ${sql}`);
    });
    expect(statements.length).toBeGreaterThan(50);
    expect(scans).toEqual([]);
  });
});
