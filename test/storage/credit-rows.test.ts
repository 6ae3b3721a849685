import { beforeEach, describe, expect, it } from 'vitest';
import type { Generation } from '../../src/core/domain/pair.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { aPost } from '../card-values.ts';
import { NOW, RUNNING, withImage } from '../values.ts';
import { newStore, storeDelivered, storeGeneration, storePair } from './sample-rows.ts';

const ANA = 'web:ana';
const ben = { id: 'web:ben', name: 'ben' };

let store: Store;
beforeEach(() => {
  store = newStore();
  storePair(store, 'p1');
  storePair(store, 'p2');
});

describe('credits spent', () => {
  it('begin with the very moment that is asked for', () => {
    storeDelivered(store, 'p1', 'a1', { at: NOW });
    expect([NOW - 1, NOW, NOW + 1].map((at) => store.credits.spent(ANA, at))).toEqual([1, 1, 0]);
  });

  it('are one for a recipe of a side, though two of it were delivered at one moment', () => {
    storeDelivered(store, 'p1', 'a1', { at: NOW });
    storeDelivered(store, 'p1', 'a2', { at: NOW, number: 2 });
    expect(store.credits.spent(ANA, 0)).toBe(1);
  });

  it('are each side’s, each pair’s and each recipe’s own', () => {
    storeDelivered(store, 'p1', 'a1', { recipeHash: 'x' });
    storeDelivered(store, 'p1', 'b1', { recipeHash: 'x', side: 'B' });
    storeDelivered(store, 'p1', 'a2', { recipeHash: 'y', number: 2 });
    storeDelivered(store, 'p2', 'c1', { recipeHash: 'x' });
    expect(store.credits.spent(ANA, 0)).toBe(4);
  });

  it('are charged to who ran the first that was delivered, not the first that was made', () => {
    storeGeneration(store, 'p1', 'a1', withImage());
    storeDelivered(store, 'p1', 'a2', { recipeHash: 'recipe A', number: 2, by: ben, at: NOW + 1 });
    store.generations.delivered('a1', NOW + 2);
    expect([ANA, ben.id].map((id) => store.credits.spent(id, 0))).toEqual([0, 1]);
  });

  it('stay spent when the image is deleted', () => {
    storeDelivered(store, 'p1', 'a1');
    store.generations.deleted('a1', NOW + 7_000);
    expect(store.credits.spent(ANA, 0)).toBe(1);
    expect(store.credits.paid('p1', 'A', 'recipe A')).toBe(true);
  });

  it('are none for an image that nobody was shown, and for what ended without one', () => {
    storeGeneration(store, 'p1', 'a1', withImage());
    storeGeneration(store, 'p1', 'b1', { ...RUNNING, side: 'B', state: 'failed', endedAt: NOW });
    expect(store.credits.spent(ANA, 0)).toBe(0);
    expect(store.credits.paid('p1', 'A', 'recipe A')).toBe(false);
  });
});

describe('the credits of a person now', () => {
  it('are what was spent since, what is in flight, and the pairs in planning, of that person alone', () => {
    storeDelivered(store, 'p1', 'a1', { at: NOW });
    storeDelivered(store, 'p1', 'b1', { side: 'B', at: NOW - 1 });
    storeGeneration(store, 'p2', 'a2', RUNNING);
    storePair(store, 'p3', { state: 'planning', plan: null });
    expect(store.credits.now(ANA, NOW)).toEqual({ spent: 1, inFlight: 1, planning: 1 });
    expect(store.credits.now(ANA, 0)).toEqual({ spent: 2, inFlight: 1, planning: 1 });
    expect(store.credits.now(ben.id, 0)).toEqual({ spent: 0, inFlight: 0, planning: 0 });
  });
});

describe('whether a recipe is paid', () => {
  it('is asked of the pair, the side and the recipe together', () => {
    storeDelivered(store, 'p1', 'a1', { recipeHash: 'x' });
    expect(store.credits.paid('p1', 'A', 'x')).toBe(true);
    expect(store.credits.paid('p1', 'A', 'y')).toBe(false);
    expect(store.credits.paid('p1', 'B', 'x')).toBe(false);
    expect(store.credits.paid('p2', 'A', 'x')).toBe(false);
  });
});

describe('credits in flight', () => {
  const undelivered = { state: 'undelivered', messageId: null } as const;

  it.each<[string, Partial<Generation>, number]>([
    ['waits', {}, 1],
    ['runs', RUNNING, 1],
    ['is made and not posted yet', withImage(), 1],
    ['is made and deleted', { ...withImage(), deletedAt: NOW + 6_000 }, 0],
    ['failed', { ...RUNNING, state: 'failed', endedAt: NOW + 6_000 }, 0],
    ['was blocked', { ...RUNNING, state: 'blocked', endedAt: NOW + 6_000 }, 0],
    ['came too late', { ...RUNNING, state: 'timed_out', endedAt: NOW + 6_000 }, 0],
    ['was cancelled', { ...RUNNING, state: 'cancelled', endedAt: NOW + 6_000 }, 0],
  ])('count what %s', (_what, more, count) => {
    storeGeneration(store, 'p1', 'a1', more);
    if (more.deletedAt) store.generations.deleted('a1', more.deletedAt);
    expect(store.credits.inFlight(ANA)).toBe(count);
    expect(store.credits.inFlight(ben.id)).toBe(0);
  });

  it.each([
    ['is intended', { state: 'intended', messageId: null }, 1],
    ['is wanted again', { state: 'again', messageId: null }, 1],
    ['was given up', undelivered, 0],
  ] as const)('count an image whose message %s: never for ever', (_what, post, count) => {
    storeGeneration(store, 'p1', 'a1', withImage());
    store.posts.intend(aPost('a1', post));
    expect(store.credits.inFlight(ANA)).toBe(count);
  });

  it('heed the message of the very image that was given up', () => {
    for (const [id, side] of [
      ['a1', 'A'],
      ['b1', 'B'],
    ] as const) {
      storeGeneration(store, 'p1', id, { ...withImage(), side });
    }
    store.posts.intend(aPost('a1', undelivered));
    expect(store.credits.inFlight(ANA)).toBe(1);
  });

  it('are one for a recipe that is made and runs once more', () => {
    storeGeneration(store, 'p1', 'a1', withImage());
    storeGeneration(store, 'p1', 'a2', { ...RUNNING, number: 2 });
    expect(store.credits.inFlight(ANA)).toBe(1);
  });

  it('are one for a new recipe, though another one of the side is paid', () => {
    storeDelivered(store, 'p1', 'a1', { recipeHash: 'x' });
    storeGeneration(store, 'p1', 'a2', { recipeHash: 'y', number: 2 });
    expect(store.credits.inFlight(ANA)).toBe(1);
  });

  it('are none for a recipe that is paid: on its own side of its own pair', () => {
    storeDelivered(store, 'p1', 'a1', { recipeHash: 'x' });
    storeGeneration(store, 'p1', 'a2', { recipeHash: 'x', number: 2 });
    expect(store.credits.inFlight(ANA)).toBe(0);
    storeGeneration(store, 'p1', 'b1', { recipeHash: 'x', side: 'B' });
    expect(store.credits.inFlight(ANA)).toBe(1);
    storeGeneration(store, 'p2', 'c1', { recipeHash: 'x' });
    expect(store.credits.inFlight(ANA)).toBe(2);
    storeGeneration(store, 'p2', 'd1', { recipeHash: 'y', side: 'B' });
    expect(store.credits.inFlight(ANA)).toBe(3);
  });
});
