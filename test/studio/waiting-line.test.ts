import { beforeEach, expect, it } from 'vitest';
import type { Store } from '../../src/core/ports/store.ts';
import { WaitingLine } from '../../src/core/studio/run/waiting-line.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { newStore, storeGeneration, storePair } from '../storage/sample-rows.ts';

let store: Store;
let clock: FakeClock;
let line: WaitingLine;
const ids = () => [...line.read().keys()];
const join = (pair: string) => {
  storePair(store, pair);
  for (const side of ['A', 'B'] as const) storeGeneration(store, pair, `${pair}${side}`, { side });
};

beforeEach(() => {
  store = newStore();
  clock = new FakeClock();
  line = new WaitingLine({ store, clock });
  join('p1');
});

it('has those who wait, and those who join', () => {
  expect(ids()).toEqual(['p1A', 'p1B']);
  join('p2');
  expect(ids()).toEqual(['p1A', 'p1B', 'p2A', 'p2B']);
  expect([...line.read().values()]).toEqual(store.line.waiting());
});

it('has nobody who has left, and asks for them no more', () => {
  expect(ids()).toEqual(['p1A', 'p1B']);
  line.left('p1A');
  join('p2');
  expect(ids()).toEqual(['p1B', 'p2A', 'p2B']);
});

it('is as in the database after ten seconds, whatever it was told of changes that came to nothing', async () => {
  ids();
  const undone = () =>
    store.transaction(() => {
      join('p2');
      expect(ids()).toContain('p2A');
      throw new Error('undone');
    });
  expect(undone).toThrow('undone');
  line.left('p1A');
  join('p3');
  await clock.advance(10_000);
  expect(ids()).toEqual(['p1A', 'p1B', 'p3A', 'p3B']);
});
