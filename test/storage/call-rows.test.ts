import { beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import type { Db } from '../../src/storage/query.ts';
import { seedStore } from '../../src/storage/seed.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { NOW, RUNNING } from '../values.ts';
import { storeGeneration, storePair } from './sample-rows.ts';

let db: Db;
let store: Store;
beforeEach(() => {
  db = openDatabase(':memory:');
  store = sqliteStore(db);
  seedStore(store);
  const place = { surface: 'discord', workspace: 'guild', channel: 'c', thread: null } as const;
  storePair(store, 'p1', { place });
  const by = { id: 'discord:7', name: 'Ben' };
  storeGeneration(store, 'p1', 'a1', { ...RUNNING, by });
  storeGeneration(store, 'p1', 'b1', { ...RUNNING, side: 'B' });
  store.calls.begin(callOf('a1'), NOW);
});

const callOf = (id: string) =>
  ({
    id,
    purpose: 'image',
    provider: 'openai',
    modelId: 'gpt',
    pairId: 'p1',
    generationId: id,
  }) as const;

const row = (id: string) =>
  db.prepare('SELECT * FROM provider_calls WHERE generation_id = ?').get(id);
const end = (outcome: 'image' | 'timeout' | 'dropped', costUsd: number | null, at = NOW + 5) =>
  store.calls.end('a1', { outcome, costUsd }, at);

describe('a call in the ledger', () => {
  it('is open from before it is made: what, when, where and for whom', () => {
    expect(store.calls.of('a1')).toMatchObject([{ outcome: null, costUsd: null }]);
    expect(row('a1')).toMatchObject({
      provider: 'openai',
      model_id: 'gpt',
      begun_at: NOW,
      ended_at: null,
      surface: 'discord',
      workspace: 'guild',
      by_id: 'discord:7',
      by_name: 'Ben',
    });
  });

  it('ends once: at its first time, as it ended first', () => {
    end('timeout', null, NOW + 5);
    end('image', null, NOW + 9);
    expect(row('a1')).toMatchObject({ outcome: 'timeout', ended_at: NOW + 5, begun_at: NOW });
  });

  it.each<[string, (number | null)[], number | null]>([
    ['unknown, then known', [null, 0.04], 0.04],
    ['known, then unknown', [0.04, null], 0.04],
    ['known twice', [0.04, 0.09], 0.04],
    ['nothing, then something', [0, 0.09], 0],
    ['nothing, then unknown', [0, null], 0],
    ['unknown for ever', [null, null], null],
  ])('keeps the first cost that is known: %s', (_what, costs, kept) => {
    for (const cost of costs) end('dropped', cost);
    expect(store.calls.of('a1')).toMatchObject([{ outcome: 'dropped', costUsd: kept }]);
  });

  it('is one generation’s alone', () => {
    store.calls.begin(callOf('b1'), NOW);
    end('image', 0.04);
    expect(store.calls.of('b1')).toMatchObject([{ outcome: null, costUsd: null }]);
  });

  it('that never began is not begun by its end', () => {
    store.calls.end('b1', { outcome: 'image', costUsd: 1 }, NOW);
    expect(store.calls.of('b1')).toEqual([]);
  });
});
