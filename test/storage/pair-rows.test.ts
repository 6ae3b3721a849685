import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/core/ports/store.ts';
import { aPair, aPairPlan, aRequest, NOW, RUNNING, withImage, inBoth } from '../values.ts';
import { newStore, storeGeneration, storePair } from './sample-rows.ts';

const ANA = 'web:ana';
const own = [
  { key: 'own/p1/1.png', name: 'a.png', type: 'image/png', width: 9, height: 8, bytes: 7 },
] as const;
const inPlanning = { state: 'planning', plan: null } as const;

let store: Store;
beforeEach(() => {
  store = newStore();
});

describe('a pair', () => {
  it('is read back whole', () => {
    const pair = aPair({
      asker: { id: 'discord:7', name: 'Ben' },
      place: { surface: 'discord', workspace: 'guild', channel: 'c', thread: null },
      locale: 'ko',
      request: aRequest({
        angle: 'overhead',
        lens: '85mm',
        persona: 'joon',
        category: 'd(beauty)',
        toneRatio: 25,
        angleRatio: 100,
        experiment: 'angles',
      }),
      plan: aPairPlan({ fallbackReason: 'quota', location: 'seoul', madeBy: 'gemini' }),
      own,
      refusal: { en: 'no', ko: '아니요' },
      comparable: false,
      planDeadline: NOW + 5,
      version: 7,
    });
    store.pairs.insert(pair, [], null);
    expect(store.pairs.get('p1')).toEqual(pair);
    expect(store.pairs.view('p1')?.pair).toEqual(pair);
  });

  it('is unplanned when its deadline has passed, while it is in planning', () => {
    const late = { ...inPlanning, planDeadline: NOW };
    storePair(store, 'p2', late);
    storePair(store, 'p1', late);
    storePair(store, 'p3', { ...inPlanning, planDeadline: NOW + 1 });
    storePair(store, 'p4', { planDeadline: NOW });
    storePair(store, 'p5', late);
    store.pairs.refused('p5', inBoth('no'));
    expect(store.pairs.unplannedAt(NOW)).toEqual([]);
    expect(store.pairs.unplannedAt(NOW + 1)).toEqual(['p1', 'p2']);
    store.pairs.replan('p1', NOW + 10);
    expect(store.pairs.unplannedAt(NOW + 2)).toEqual(['p2', 'p3']);
  });

  it('that is not there is none, and has no attachments', () => {
    expect([store.pairs.get('none'), store.pairs.view('none')]).toEqual([undefined, undefined]);
    expect(store.pairs.attachments('none')).toEqual([]);
  });

  it('keeps its plan, its own references and whether it compares, once it is planned', () => {
    storePair(store, 'p1', inPlanning);
    storePair(store, 'p2', inPlanning);
    const plan = aPairPlan({ seed: 99 });
    expect(store.pairs.planned('p1', plan, own, false)).toBe(true);
    const its = { state: 'planned', plan, own, comparable: false, version: 2, refusal: null };
    expect(store.pairs.get('p1')).toMatchObject(its);
    expect(store.pairs.get('p2')).toMatchObject({ ...inPlanning, version: 1 });
  });

  it('is refused with its sentences, once', () => {
    storePair(store, 'p1', inPlanning);
    expect([
      store.pairs.refused('p1', inBoth('no')),
      store.pairs.refused('p1', inBoth('again')),
    ]).toEqual([true, false]);
    expect(store.pairs.get('p1')).toMatchObject({
      state: 'refused',
      refusal: inBoth('no'),
      version: 2,
    });
    expect(store.pairs.planned('p1', aPairPlan(), [], true)).toBe(false);
  });

  it('gets a new deadline only while it is planned', () => {
    storePair(store, 'p1', inPlanning);
    storePair(store, 'p2');
    storePair(store, 'p3', inPlanning);
    store.pairs.replan('p1', NOW + 77);
    store.pairs.replan('p2', NOW + 77);
    const deadline = (id: string) => store.pairs.get(id)?.planDeadline;
    expect(['p1', 'p2', 'p3'].map(deadline)).toEqual([NOW + 77, NOW + 20_000, NOW + 20_000]);
    expect(store.pairs.get('p1')?.version).toBe(1);
  });

  it('never seems shown in a newer version than it was', () => {
    storePair(store, 'p1', { version: 3 });
    storePair(store, 'p2', { version: 3 });
    store.pairs.shown('p1', 3);
    store.pairs.shown('p1', 2);
    expect(store.pairs.unshown()).toEqual(['p2']);
    store.pairs.shown('p2', 2);
    expect(store.pairs.unshown()).toEqual(['p2']);
  });
});

describe('pairs of one request', () => {
  it('are found by its key in the order they were made', () => {
    for (const id of ['p2', 'p1', 'p3']) store.pairs.insert(aPair({ id }), [], 'r1');
    store.pairs.insert(aPair({ id: 'p0' }), [], 'r2');
    store.pairs.insert(aPair({ id: 'p9' }), [], null);
    expect(store.pairs.byRequestKey(aPair().asker.id, 'r1')).toEqual(['p1', 'p2', 'p3']);
  });
});

describe('pairs in planning', () => {
  it('are listed, and counted for each person', () => {
    const ben = { id: 'web:ben', name: 'ben' };
    storePair(store, 'p3', inPlanning);
    storePair(store, 'p1', { ...inPlanning, asker: ben });
    storePair(store, 'p2');
    storePair(store, 'p4', { state: 'refused', plan: null });
    expect(store.pairs.planning()).toEqual(['p1', 'p3']);
    const planning = [ANA, ben.id, 'web:cat'].map((id) => store.credits.now(id, 0).planning);
    expect(planning).toEqual([1, 1, 0]);
  });
});

describe('pairs that wait', () => {
  it.each<[string, object, object, number]>([
    ['with both sides waiting', {}, {}, 1],
    ['with one side waiting and the other ended', {}, withImage(), 1],
    ['with one side running', RUNNING, {}, 0],
    ['with both sides running', RUNNING, RUNNING, 0],
    ['with both sides ended', withImage(), withImage(), 0],
  ])('count a pair %s', (_what, a, b, count) => {
    storePair(store, 'p1');
    storeGeneration(store, 'p1', 'a1', a);
    storeGeneration(store, 'p1', 'b1', { ...b, side: 'B' });
    // Somebody else's pair runs meanwhile.
    storePair(store, 'p2', { asker: { id: 'web:ben', name: 'ben' } });
    storeGeneration(store, 'p2', 'a2', RUNNING);
    expect(store.pairs.waitingOf(ANA)).toBe(count);
    expect(store.pairs.waitingOf('web:ben')).toBe(0);
  });
});

describe('the history', () => {
  it('has whole views, as many as asked for, from before the last one seen', () => {
    for (const id of ['p1', 'p2', 'p3']) storePair(store, id);
    storeGeneration(store, 'p2', 'a1');
    const page = store.pairs.history(ANA, 'web', 'p3', 9);
    expect(page.map((view) => [view.pair.id, view.generations.length])).toEqual([
      ['p2', 1],
      ['p1', 0],
    ]);
    expect(store.pairs.history(ANA, 'web', 'p1', 9)).toEqual([]);
    expect(store.pairs.history(ANA, 'web', null, 1)).toHaveLength(1);
    expect(store.pairs.history(ANA, 'other', null, 9)).toEqual([]);
  });
});

describe('a view', () => {
  it('has what belongs to the pair alone, oldest first and A before B', () => {
    for (const id of ['p1', 'p2']) storePair(store, id);
    const ended = { ...RUNNING, state: 'failed', endedAt: NOW } as const;
    storeGeneration(store, 'p1', 'b1', { ...ended, side: 'B' });
    storeGeneration(store, 'p1', 'a1', withImage());
    storeGeneration(store, 'p1', 'a2', { number: 2 });
    storeGeneration(store, 'p2', 'c1', ended);
    const vote = {
      personId: ANA,
      generationA: 'a1',
      generationB: 'b1',
      choice: 'B',
      at: 3,
    } as const;
    store.votes.put({ ...vote, pairId: 'p1' });
    const view = store.pairs.view('p1');
    expect(view?.generations.map((one) => one.id)).toEqual(['a1', 'b1', 'a2']);
    expect(view?.votes).toEqual([{ ...vote, pairId: 'p1' }]);
    expect(store.pairs.view('p2')).toMatchObject({ votes: [], posts: [], promotions: [] });
  });
});
