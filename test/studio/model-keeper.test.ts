import { beforeEach, describe, expect, it } from 'vitest';
import type { Model } from '../../src/core/domain/model.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { ModelKeeper } from '../../src/core/studio/rows/model-keeper.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { aModel, aPlan } from '../values.ts';

/** Two models, one a tier, both promised by the plan. */
function aStore(): Store {
  const store = sqliteStore(openDatabase(':memory:'));
  store.models.put(aModel());
  store.models.put(aModel({ id: 'sample-quality', tier: 'quality', isDefault: false }));
  store.models.putPlan(aPlan({ tiers: ['basic', 'quality'] }));
  return store;
}

describe('the rows of models', () => {
  let store: Store;
  let keeper: ModelKeeper;
  let before: readonly Model[];
  beforeEach(() => {
    store = aStore();
    keeper = new ModelKeeper(store);
    before = store.models.list();
  });

  it('take a new model, which is never the default at once', () => {
    const added = keeper.add(aModel({ id: 'new', isDefault: true, tier: 'premium' }));
    expect(added).toMatchObject({ id: 'new', isDefault: false });
    expect(store.models.get('new')).toEqual(added);
    expect(store.models.default().id).toBe('sample-basic');
  });

  it('change in the fields that are named, and keep the rest', () => {
    const changed = keeper.set('sample-basic', { costUsd: 0.02, note: 'dearer' });
    expect(changed).toEqual({ ...before[0], costUsd: 0.02, note: 'dearer' });
    expect(store.models.default()).toEqual(changed);
  });

  it('have one default, which moves', () => {
    keeper.setDefault('sample-quality');
    expect(store.models.default().id).toBe('sample-quality');
    expect(store.models.list().filter((one) => one.isDefault)).toHaveLength(1);
  });

  it('change in other fields where the default is outside of everybody’s plan already', () => {
    store.models.putPlan({ name: 'default', tiers: ['quality'], dailyQuota: 1 });
    expect(keeper.set('sample-basic', { note: 'dear' }).note).toBe('dear');
  });

  const square = { width: 512, height: 512 };
  it.each<[string, (one: ModelKeeper) => unknown, string]>([
    ['a model that is there', (one) => one.add(aModel({ id: 'sample-basic' })), 'model_exists'],
    ['an unknown model', (one) => one.set('nothing', {}), 'model_unknown'],
    [
      'a field of the wrong kind',
      (one) => one.set('sample-basic', { typicalMs: 'soon' }),
      'model_invalid',
    ],
    ['a field nobody knows', (one) => one.set('sample-basic', { steps: 4 }), 'model_invalid'],
    ['half a model', (one) => one.add({ id: 'half' }), 'model_invalid'],
    [
      'a named size that it does not take',
      (one) => one.set('sample-basic', { validSizes: [square] }),
      'model_size_unlisted',
    ],
    [
      'sizes under its own minimum',
      (one) => one.set('sample-basic', { minPixels: 3_686_400 }),
      'model_size_small',
    ],
    [
      'a successor that is not there',
      (one) => one.set('sample-basic', { successor: 'x' }),
      'model_unknown',
    ],
    ['no default at all', (one) => one.set('sample-basic', { active: false }), 'model_is_default'],
    [
      'an inactive default',
      (one) => {
        store.models.putPlan({ name: 'default', tiers: ['basic'], dailyQuota: 1 });
        one.set('sample-quality', { active: false });
        return one.setDefault('sample-quality');
      },
      'model_inactive',
    ],
    [
      'a default of a tier that everybody’s plan lacks',
      (one) => {
        store.models.putPlan({ name: 'default', tiers: ['basic'], dailyQuota: 1 });
        return one.setDefault('sample-quality');
      },
      'default_outside_plan',
    ],
    [
      'the default to leave everybody’s plan',
      (one) => one.set('sample-basic', { tier: 'premium' }),
      'default_outside_plan',
    ],
    [
      'a tier of a plan without an active model',
      (one) => one.set('sample-quality', { active: false }),
      'tier_left_empty',
    ],
    [
      'the last model of a tier to leave it',
      (one) => one.set('sample-quality', { tier: 'x' }),
      'tier_left_empty',
    ],
  ])('refuse %s, and stay as they were', (_what, change, code) => {
    expect(() => change(keeper)).toThrow(code);
    const active = (all: readonly Model[]) => all.map((one) => ({ ...one, active: true }));
    expect(active(store.models.list())).toEqual(active(before));
  });
});
