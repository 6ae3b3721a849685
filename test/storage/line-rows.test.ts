import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/core/ports/store.ts';
import type { Candidate } from '../../src/core/domain/race.ts';
import { aCandidate } from '../race-values.ts';
import { aDraft, NOW, RUNNING, withImage } from '../values.ts';
import { newStore, storeGeneration, storePair } from './sample-rows.ts';

let store: Store;
let count = 0;
beforeEach(() => {
  store = newStore();
  count = 0;
});

/** An image that took so long, and was ready then. */
function took(ms: number, endedAt: number, more: object = {}): void {
  const id = `g${(count += 1)}`;
  storePair(store, `p${id}`);
  const dispatchedAt = endedAt - ms;
  storeGeneration(store, `p${id}`, id, { ...withImage(), dispatchedAt, endedAt, ...more });
}

/** The race behind that image: how the model that was asked for ended in it. */
function race(generationId: string, own: Partial<Candidate>): void {
  const asked = aCandidate({ ...own, id: `${generationId}-1`, generationId });
  const rival = aCandidate({
    id: `${generationId}-2`,
    generationId,
    number: 2,
    state: 'succeeded',
  });
  store.races.insert(`p${generationId}`, { generationId, candidates: [asked, rival] });
}

describe('how long a model usually takes', () => {
  it('is the upper of the two in the middle of an even number', () => {
    for (const [n, ms] of [100, 900, 300, 500].entries()) took(ms, NOW + n);
    expect(store.line.typicalMs('sample-basic')).toBe(500);
  });

  it('goes by its last twenty runs', () => {
    for (let n = 0; n < 30; n += 1) took(9_000, NOW + n);
    for (let n = 0; n < 11; n += 1) took(200, NOW + 1_000 + n);
    expect(store.line.typicalMs('sample-basic')).toBe(200);
    for (let n = 0; n < 10; n += 1) took(7_000, NOW + 2_000 + n);
    expect(store.line.typicalMs('sample-basic')).toBe(7_000);
  });

  it('goes by images alone, and by those of this model', () => {
    took(500, NOW);
    for (const state of ['failed', 'timed_out', 'cancelled']) took(90_000, NOW + 9, { state });
    const spec = { ...aDraft(), modelId: 'other', outputKey: 'x' };
    for (let n = 0; n < 5; n += 1) took(7_000, NOW + n, { spec });
    expect(store.line.typicalMs('sample-basic')).toBe(500);
    expect(store.line.typicalMs('other')).toBe(7_000);
    expect(store.line.typicalMs('unknown')).toBeNull();
  });

  it('is, in a race, the time of its own image, not that of the other models and the judge', () => {
    for (const [n, own] of [700, 800, 900].entries()) {
      took(90_000, NOW + n);
      race(`g${count}`, { state: 'succeeded', dispatchedAt: NOW, endedAt: NOW + own });
    }
    expect(store.line.typicalMs('sample-basic')).toBe(800);
  });

  it('is not known by a race that another model won alone', () => {
    took(500, NOW);
    for (const state of ['failed', 'dropped'] as const) {
      took(90_000, NOW + 1);
      race(`g${count}`, { state, dispatchedAt: NOW, endedAt: NOW + 60_000 });
    }
    expect(store.line.typicalMs('sample-basic')).toBe(500);
  });

  it('is in the order of numbers', () => {
    for (const [n, ms] of [1_000, 900, 10_000].entries()) took(ms, NOW + n);
    expect(store.line.typicalMs('sample-basic')).toBe(1_000);
  });
});

describe('the line', () => {
  it('has what is needed to order it, of each that waits or runs, and nobody else', () => {
    const by = { id: 'web:ben', name: 'ben' };
    const spec = { ...aDraft(), provider: 'openai', modelId: 'gpt', outputKey: 'x' };
    storePair(store, 'p1');
    storeGeneration(store, 'p1', 'a1', { by, spec });
    storeGeneration(store, 'p1', 'b1', { by, spec, side: 'B', ...RUNNING });
    took(5, NOW);
    const common = { pairId: 'p1', personId: 'web:ben', provider: 'openai', modelId: 'gpt' };
    expect(store.line.waiting()).toEqual([
      { id: 'a1', ...common, createdAt: NOW, dispatchedAt: null },
    ]);
    expect(store.line.running()).toEqual([
      { id: 'b1', ...common, createdAt: NOW, dispatchedAt: NOW + 1_000 },
    ]);
  });

  it('remembers when somebody was served last, not first', () => {
    took(10, NOW + 500);
    took(10, NOW + 900);
    took(10, NOW + 700);
    expect(store.line.lastDispatched('web:ana')).toBe(NOW + 890);
  });

  it('knows of somebody who only waits that they were never served', () => {
    storePair(store, 'p1');
    storeGeneration(store, 'p1', 'a1');
    expect(store.line.lastDispatched('web:ana')).toBe(0);
    took(10, NOW + 500);
    expect(store.line.lastDispatched('web:ana')).toBe(NOW + 490);
  });
});
