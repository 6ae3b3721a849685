import { expect, it, onTestFinished } from 'vitest';
import { endUnfinished } from '../../src/cli/end-unfinished.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { seedStore } from '../../src/storage/seed.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { aCandidate } from '../race-values.ts';
import { beginCall, storeGeneration, storePair } from '../storage/sample-rows.ts';
import { NOW } from '../values.ts';

it('a race ends with its side: nobody in it runs, waits or wins any more', () => {
  const db = openDatabase(':memory:');
  onTestFinished(() => void db.close());
  const store = sqliteStore(db);
  seedStore(store);
  storePair(store, 'p1');
  storeGeneration(store, 'p1', 'g1', { state: 'running', dispatchedAt: NOW + 1_000 });
  const states = ['succeeded', 'running', 'waiting'] as const;
  const candidates = states.map((state, index) => aCandidate({ number: index + 1, state }));
  store.races.insert('p1', { generationId: 'g1', candidates });
  beginCall(store, { id: 'c2', pairId: 'p1', generationId: 'g1' });
  const { version = 0 } = store.pairs.get('p1') ?? {};

  expect(endUnfinished(db, NOW + 9_000)).toEqual({ sides: 1, requests: 0 });

  expect(store.generations.get('g1')).toMatchObject({
    state: 'failed',
    failure: { kind: 'worker_lost' },
    endedAt: NOW + 9_000,
  });
  expect(store.races.of('g1')?.candidates.map(({ state }) => state)).toEqual([
    'succeeded',
    'dropped',
    'dropped',
  ]);
  expect(store.races.live()).toEqual([]);
  expect(store.calls.of('g1')).toMatchObject([{ outcome: 'worker_lost', costUsd: null }]);
  expect(store.pairs.get('p1')?.version).toBeGreaterThan(version);
  expect(endUnfinished(db, NOW + 10_000)).toEqual({ sides: 0, requests: 0 });
});
