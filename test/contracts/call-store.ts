import { beforeEach, describe, expect, it } from 'vitest';
import { HEALTHY, type ProviderHealth } from '../../src/core/line/provider-rest.ts';
import { imageScope } from '../../src/core/line/rest-scope.ts';
import type { Store } from '../../src/core/ports/store.ts';
import type { NewCall } from '../../src/core/ports/cost-store.ts';
import { storePair } from '../storage/sample-rows.ts';
import { NOW } from '../values.ts';

const resting: ProviderHealth = { failures: 5, rests: 1, restsUntil: NOW, why: 'failures' };
const failing: ProviderHealth = { ...HEALTHY, failures: 2 };

/** What every store must know of calls that are out, and of those who rest. */
export function callStoreContract(name: string, make: () => Store): void {
  describe(`${name}, as a store of calls`, () => {
    let store: Store;
    beforeEach(() => {
      store = make();
    });

    it('keeps the health of each scope apart', () => {
      const planner = { provider: 'v', purpose: 'classification', model: null } as const;
      const judge = { ...planner, purpose: 'judge' } as const;
      const scopes = [imageScope('v'), imageScope('v', 'm'), planner, judge, imageScope('w')];
      for (const scope of scopes) expect(store.rests.get(scope)).toEqual(HEALTHY);
      store.rests.put(imageScope('v', 'm'), resting);
      store.rests.put(planner, failing);
      const found = scopes.map((scope) => store.rests.get(scope));
      expect(found).toEqual([HEALTHY, resting, failing, HEALTHY, HEALTHY]);
    });

    it('lists those that are not healthy, a provider before its models', () => {
      const scopes = [imageScope('w'), imageScope('v', 'm'), imageScope('v')];
      for (const scope of scopes) store.rests.put(scope, resting);
      store.rests.put({ provider: 'v', purpose: 'classification', model: null }, failing);
      expect(store.rests.list()).toEqual([
        { scope: { provider: 'v', purpose: 'classification', model: null }, health: failing },
        { scope: { provider: 'v', purpose: 'image', model: null }, health: resting },
        { scope: { provider: 'v', purpose: 'image', model: 'm' }, health: resting },
        { scope: { provider: 'w', purpose: 'image', model: null }, health: resting },
      ]);
      for (const scope of scopes) store.rests.put(scope, failing);
      expect(store.rests.get(imageScope('w'))).toEqual(failing);
      for (const scope of scopes) store.rests.put(scope, HEALTHY);
      expect(store.rests.list()).toHaveLength(1);
    });

    it('knows whether a call is out, by its provider, purpose and time', () => {
      storePair(store, 'p1');
      const call = { id: 'c1', provider: 'v', purpose: 'judge', modelId: 'm' } as const;
      const isOpen = (more: Partial<NewCall> = {}, since = NOW) =>
        store.calls.isOpen({ ...call, ...more }, since);
      expect(isOpen()).toBe(false);
      store.calls.begin({ ...call, pairId: 'p1', generationId: null }, NOW);
      expect([isOpen(), isOpen({}, NOW - 1), isOpen({}, NOW + 1)]).toEqual([true, true, false]);

      expect(isOpen({ provider: 'w' })).toBe(false);
      expect(isOpen({ purpose: 'rewrite' })).toBe(false);
      store.calls.end('c1', { outcome: 'timeout', costUsd: null }, NOW + 5);
      expect(isOpen()).toBe(false);
    });
  });
}
