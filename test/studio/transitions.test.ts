import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Store } from '../../src/core/ports/store.ts';
import { Signals } from '../../src/core/studio/base/signals.ts';
import { Transitions } from '../../src/core/studio/run/transitions.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { FakeMeter } from '../fakes/fake-meter.ts';
import { newStore, storeGeneration, storePair } from '../storage/sample-rows.ts';
import { aGeneration, anImage, NOW, RUNNING } from '../values.ts';

let store: Store;
let meter: FakeMeter;
let told: string[];
let transitions: Transitions;
beforeEach(() => {
  store = newStore();
  storePair(store, 'p1');
  meter = new FakeMeter();
  told = [];
  const signals = new Signals();
  signals.onPair((id) => told.push(`pair ${id}`));
  signals.onLine(() => told.push('line'));
  transitions = new Transitions({ store, clock: new FakeClock(), signals, meter });
});

const version = () => store.pairs.get('p1')?.version;
const state = (id: string) => store.generations.get(id)?.state;
const cancel = (id: string) => ({ type: 'cancel', id, at: NOW + 5 }) as const;

describe('a start', () => {
  it('waits from when it was made, and is told and shown by who committed it', () => {
    expect(transitions.start(aGeneration('a1'), 900_000)).toBe(true);
    expect(store.generations.get('a1')).toEqual(aGeneration('a1'));
    expect([version(), told]).toEqual([1, []]);
  });

  it.each(['waiting', 'running'])(
    'beside one that is %s is refused, and nothing is stored',
    (is) => {
      storeGeneration(store, 'p1', 'a1', is === 'running' ? RUNNING : {});
      expect(transitions.start(aGeneration('a2', { number: 2 }), 900_000)).toBe(false);
      expect(store.generations.get('a2')).toBeUndefined();
      expect(version()).toBe(1);
    },
  );

  it('is not held up by the other side', () => {
    storeGeneration(store, 'p1', 'b1', { side: 'B', ...RUNNING });
    expect(transitions.start(aGeneration('a1'), 900_000)).toBe(true);
  });
});

describe('an event', () => {
  it('is committed with what belongs to it, then told to the pair and the line', () => {
    storeGeneration(store, 'p1', 'a1', RUNNING);
    const image = anImage();
    const after = transitions.apply({ type: 'delivered', id: 'a1', at: NOW + 9, image }, (ended) =>
      store.settings.put('discord.upload.seen', `${ended.id} ${ended.state}`),
    );
    expect(after).toMatchObject({ state: 'succeeded', image, endedAt: NOW + 9 });
    expect(store.settings.get('discord.upload.seen')).toBe('a1 succeeded');
    expect(version()).toBe(2);
    expect(told).toEqual(['pair p1', 'line']);
    expect(meter.endings).toEqual(['succeeded']);
  });

  it('that does not end it is not counted as an ending', () => {
    storeGeneration(store, 'p1', 'a1');
    transitions.apply({ type: 'dispatched', id: 'a1', at: NOW, budgetMs: 300_000 });
    expect(state('a1')).toBe('running');
    expect(meter.endings).toEqual([]);
    expect(told).toEqual(['pair p1', 'line']);
  });

  it('is undone as a whole when what belongs to it fails: nothing is told', () => {
    storeGeneration(store, 'p1', 'a1', RUNNING);
    const failing = () =>
      transitions.apply(cancel('a1'), () => {
        throw new Error('disk I/O error');
      });
    expect(failing).toThrow('disk I/O error');
    expect([state('a1'), version()]).toEqual(['running', 1]);
    expect([told, meter.endings]).toEqual([[], []]);
  });

  it.each([
    ['of a generation that is not there', 'none'],
    ['of one that has ended', 'a1'],
    ['of one that a newer has followed', 'a2'],
  ])('%s changes nothing, and nothing is told', (_what, id) => {
    storeGeneration(store, 'p1', 'a1', { ...RUNNING, state: 'failed', endedAt: NOW });
    storeGeneration(store, 'p1', 'a2', { ...RUNNING, number: 2, state: 'failed', endedAt: NOW });
    storeGeneration(store, 'p1', 'a3', { ...RUNNING, number: 3 });
    const also = vi.fn();
    expect(transitions.apply(cancel(id), also)).toBeUndefined();
    expect(also).not.toHaveBeenCalled();
    expect([told, meter.endings, version()]).toEqual([[], [], 1]);
    expect(state('a3')).toBe('running');
  });

  it('that somebody else was faster with is left to them', () => {
    storeGeneration(store, 'p1', 'a1', RUNNING);
    vi.spyOn(store.generations, 'save').mockReturnValueOnce(false);
    expect(transitions.apply(cancel('a1'))).toBeUndefined();
    expect([told, meter.endings, version()]).toEqual([[], [], 1]);
  });
});
