import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/core/ports/store.ts';
import { aGeneration, anImage, NOW, RUNNING, withImage } from '../values.ts';
import { newStore, storeGeneration, storePair } from './sample-rows.ts';

let store: Store;
beforeEach(() => {
  store = newStore();
  storePair(store, 'p1');
  storePair(store, 'p2');
});

describe('a generation', () => {
  it('is read back whole, however it ended', () => {
    const failure = {
      kind: 'safety_block',
      detail: 'no',
      stage: 'output',
      categories: ['violence'],
      retryAfterMs: 5,
      answered: true,
    } as const;
    const ended = { ...RUNNING, state: 'blocked', failure, endedAt: NOW + 2_000 } as const;
    storeGeneration(store, 'p1', 'a0', withImage());
    const by = { id: 'web:ben', name: 'ben' };
    const more = { ...ended, number: 3, origin: 'retry', fromId: 'a0', by } as const;
    storeGeneration(store, 'p1', 'a1', more);
    const whole = aGeneration('a1', more);
    expect(store.generations.get('a1')).toEqual(whole);
    const image = { ...anImage(), sha256: 'abc' };
    storeGeneration(store, 'p1', 'b1', { ...withImage(), side: 'B', image, origin: 'edit' });
    expect(store.generations.get('b1')).toMatchObject({ image, origin: 'edit', failure: null });
  });

  it('may not have the number of another of its side', () => {
    storeGeneration(store, 'p1', 'a1', { ...withImage(), number: 1 });
    expect(() => storeGeneration(store, 'p1', 'a2', { number: 1 })).toThrow(
      'the side has a live generation already',
    );
    storeGeneration(store, 'p1', 'b1', { side: 'B', number: 1 });
  });

  it('of a pair that is not there is a fault, not a conflict', () => {
    const insert = () => store.generations.insert(aGeneration('a1', { pairId: 'none' }));
    expect(insert).toThrow(/FOREIGN KEY/);
    expect(insert).not.toThrow('the side has a live generation already');
  });

  it('was dispatched when it began to run, and keeps that when it ends', () => {
    storeGeneration(store, 'p1', 'a1');
    const running = { ...aGeneration('a1'), ...RUNNING, state: 'running' } as const;
    store.generations.save(running, 'waiting', NOW + 5);
    store.generations.save({ ...running, state: 'failed', endedAt: NOW + 9 }, 'running', NOW + 9);
    expect(store.generations.get('a1')).toMatchObject({
      state: 'failed',
      dispatchedAt: NOW + 5,
      endedAt: NOW + 9,
    });
  });

  it('that ended while it waited was never dispatched', () => {
    storeGeneration(store, 'p1', 'a1');
    const cancelled = { ...aGeneration('a1'), state: 'cancelled', endedAt: NOW + 9 } as const;
    store.generations.save(cancelled, 'waiting', NOW + 9);
    expect(store.generations.get('a1')).toMatchObject({ state: 'cancelled', dispatchedAt: null });
  });

  it('is changed alone', () => {
    storeGeneration(store, 'p1', 'a1');
    storeGeneration(store, 'p1', 'b1', { side: 'B' });
    const before = store.generations.get('b1');
    store.generations.stage('a1', { tone: 25, angle: 25 });
    store.generations.delivered('a1', 5);
    store.generations.deleted('a1', 5);
    store.generations.save({ ...aGeneration('a1'), state: 'cancelled' }, 'waiting', NOW);
    expect(store.generations.get('b1')).toEqual(before);
  });
});

describe('the newest of a side', () => {
  it('is the one with the highest number, of this pair and side', () => {
    const ended = { ...RUNNING, state: 'failed', endedAt: NOW } as const;
    for (const number of [2, 10, 9]) {
      storeGeneration(store, 'p1', `a${number}`, { ...ended, number });
    }
    storeGeneration(store, 'p1', 'b30', { ...ended, side: 'B', number: 30 });
    storeGeneration(store, 'p2', 'c40', { ...ended, number: 40 });
    expect(store.generations.newest('p1', 'A')?.id).toBe('a10');
    expect(store.generations.newest('p2', 'B')).toBeUndefined();
    const beside = ['a2', 'a10', 'b30', 'none'].map((id) => store.generations.newestBeside(id)?.id);
    expect(beside).toEqual(['a10', 'a10', 'b30', undefined]);
    expect(store.pairs.view('p1')?.generations.map((one) => one.number)).toEqual([2, 9, 10, 30]);
  });
});

describe('what is overdue', () => {
  it.each([
    ['waits until 100', { waitDeadline: 100 }, 100, []],
    ['waited until 100', { waitDeadline: 100 }, 101, ['a1']],
    ['runs until 100, though its wait was over', { ...RUNNING, runDeadline: 100 }, 100, []],
    ['ran until 100', { ...RUNNING, runDeadline: 100 }, 101, ['a1']],
    ['ended', { ...withImage(), runDeadline: 100, waitDeadline: 50 }, 999, []],
  ] as const)('at its time: one that %s', (_what, more, now, ids) => {
    storeGeneration(store, 'p1', 'a1', { waitDeadline: 50, ...more });
    expect(store.generations.overdue(now)).toEqual(ids);
  });
});
