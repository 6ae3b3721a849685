import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/core/ports/store.ts';
import { storeGeneration, storePair } from '../storage/sample-rows.ts';
import { NOW, RUNNING } from '../values.ts';

/** What a store's ledger of provider calls must do. */
export function callStoreContract(name: string, make: () => Store): void {
  describe(`${name}, as the ledger of calls, keeps a call`, () => {
    const tokens = { textIn: 5, imageIn: 0, textOut: 7, imageOut: 272 };
    const call = { purpose: 'image', provider: 'sample', modelId: 'sample-basic' } as const;
    const image = { ...call, id: 'a1', pairId: 'p1', generationId: 'a1' };
    const open = { endedAt: null, outcome: null, costUsd: null, tokens: null };
    let store: Store;
    beforeEach(() => {
      store = make();
      storePair(store, 'p1');
      storeGeneration(store, 'p1', 'a1', RUNNING);
      store.calls.begin(image, NOW);
    });

    it('as it was begun and ended', () => {
      expect(store.calls.of('a1')).toEqual([{ ...image, ...open, begunAt: NOW }]);
      store.calls.end('a1', { outcome: 'image', costUsd: 0.04, tokens }, NOW + 5);
      const ended = { outcome: 'image', costUsd: 0.04, tokens, endedAt: NOW + 5 };
      expect(store.calls.of('a1')).toEqual([{ ...image, begunAt: NOW, ...ended }]);
    });

    it('that is begun once, however often it is said', () => {
      store.calls.end('a1', { outcome: 'image', costUsd: 0.04 }, NOW + 5);
      store.calls.begin({ ...image, modelId: 'other' }, NOW + 9);
      expect(store.calls.of('a1')).toMatchObject([
        { modelId: 'sample-basic', begunAt: NOW, outcome: 'image', costUsd: 0.04 },
      ]);
    });

    it('and never one id for two generations', () => {
      storeGeneration(store, 'p1', 'b1', { side: 'B', ...RUNNING });
      const other = { ...image, generationId: 'b1' };
      expect(() => store.calls.begin(other, NOW)).toThrow('was begun for something else');
      expect(store.calls.of('b1')).toEqual([]);
    });

    it('and never one id for two pairs', () => {
      storePair(store, 'p2');
      const rewrite = { ...call, id: 'c1', pairId: 'p1', purpose: 'rewrite' } as const;
      store.calls.begin({ ...rewrite, generationId: null }, NOW);
      const other = { ...rewrite, pairId: 'p2', generationId: null };
      expect(() => store.calls.begin(other, NOW)).toThrow('was begun for something else');
      expect(store.calls.ofPair('p2')).toEqual([]);
    });

    it('never for a generation of another pair', () => {
      storePair(store, 'p2');
      const astray = { ...image, id: 'c1', pairId: 'p2' };
      expect(() => store.calls.begin(astray, NOW)).toThrow('there is no generation a1 to call for');
      expect(store.calls.ofPair('p2')).toEqual([]);
      expect(store.calls.of('a1').map((one) => one.id)).toEqual(['a1']);
    });

    it('in the order in which they were begun, whatever their ids', () => {
      store.calls.begin({ ...image, id: 'a0' }, NOW + 1);
      store.calls.begin({ ...image, id: 'z9' }, NOW - 1);
      expect(store.calls.of('a1').map((one) => one.id)).toEqual(['z9', 'a1', 'a0']);
      expect(store.calls.ofPair('p1').map((one) => one.id)).toEqual(['z9', 'a1', 'a0']);
    });

    it('with the first outcome, and what was unknown filled in once it is known', () => {
      store.calls.end('a1', { outcome: 'timeout', costUsd: null }, NOW + 5);
      store.calls.end('a1', { outcome: 'dropped', costUsd: 0.04, tokens }, NOW + 9);
      const known = { outcome: 'timeout', costUsd: 0.04, tokens, endedAt: NOW + 5 };
      expect(store.calls.of('a1')).toMatchObject([known]);
      store.calls.end('a1', { outcome: 'image', costUsd: null, tokens: null }, NOW + 10);
      const later = { ...tokens, textIn: 1 };
      store.calls.end('a1', { outcome: 'image', costUsd: 0.5, tokens: later }, NOW + 10);
      expect(store.calls.of('a1')).toMatchObject([known]);
    });

    it('of a cost of 0 as known, and of an unknown one as unknown', () => {
      store.calls.end('a1', { outcome: 'auth', costUsd: 0 }, NOW);
      store.calls.end('a1', { outcome: 'auth', costUsd: 0.5 }, NOW);
      expect(store.calls.of('a1')).toMatchObject([{ costUsd: 0 }]);
    });

    it('several of one generation, and those of its pair before it', () => {
      const rewrite = { ...call, id: 'c1', pairId: 'p1', purpose: 'rewrite' } as const;
      store.calls.begin({ ...rewrite, generationId: null }, NOW - 9);
      store.calls.begin({ ...image, id: 'c2' }, NOW + 1);
      store.calls.end('c2', { outcome: 'network', costUsd: null }, NOW + 2);
      const ids = (calls: readonly { id: string }[]) => calls.map((one) => one.id);
      expect(ids(store.calls.of('a1'))).toEqual(['a1', 'c2']);
      expect(ids(store.calls.ofPair('p1'))).toEqual(['c1', 'a1', 'c2']);
      expect(store.calls.of('a1')[0]).toMatchObject(open);
      expect(store.calls.ofPair('p2')).toEqual([]);
    });
  });
}
