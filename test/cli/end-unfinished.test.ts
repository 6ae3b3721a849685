import { expect, it, onTestFinished } from 'vitest';
import { endUnfinished } from '../../src/cli/end-unfinished.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { seedStore } from '../../src/storage/seed.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { aPost } from '../card-values.ts';
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

it('a message without an intent gets one, with the time since which a hub looks for it in the chat', () => {
  const db = openDatabase(':memory:');
  onTestFinished(() => void db.close());
  const store = sqliteStore(db);
  seedStore(store);
  const ended = { state: 'failed', endedAt: NOW + 5_000 } as const;
  storePair(store, 'shown');
  storeGeneration(store, 'shown', 'lost', { state: 'running', createdAt: NOW + 1_000 });
  storeGeneration(store, 'shown', 'failed', { ...ended, side: 'B', createdAt: NOW + 2_000 });
  storeGeneration(store, 'shown', 'deleted', { ...ended, side: 'B', number: 2 });
  store.generations.deleted('deleted', NOW + 6_000);
  storePair(store, 'refused');
  storeGeneration(store, 'refused', 'below', { state: 'running' });
  store.posts.intend(aPost('refused', { kind: 'header', pairId: 'refused', generationId: null }));
  store.posts.mark('refused', 'refused');

  endUnfinished(db, NOW + 9_000);

  const intents = ['shown', 'lost', 'failed', 'deleted', 'below'].map((id) => store.posts.get(id));
  expect(intents.map((one) => one && [one.kind, one.state, one.firstTriedAt])).toEqual([
    ['header', 'intended', store.pairs.get('shown')?.createdAt],
    ['card', 'intended', NOW + 1_000],
    ['card', 'intended', NOW + 2_000],
    undefined,
    undefined,
  ]);
});
