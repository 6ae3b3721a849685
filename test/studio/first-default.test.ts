import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/core/ports/store.ts';
import { defaultByKey } from '../../src/core/studio/rows/defaults.ts';
import { ModelKeeper } from '../../src/core/studio/rows/model-keeper.ts';
import { newStore } from '../storage/sample-rows.ts';
import { aModel } from '../values.ts';

/** A database whose default is the free sample, with two models that cost. */
function aStore(): Store {
  const store = newStore();
  const paid = { isDefault: false, costUsd: null, tier: 'basic' };
  store.models.put(aModel({ ...paid, id: 'paid-one', provider: 'one', rank: 1 }));
  store.models.put(aModel({ ...paid, id: 'paid-two', provider: 'two', rank: 2 }));
  return store;
}

describe('the default model', () => {
  it('stays the sample without a key', () => {
    const store = aStore();
    expect(defaultByKey(store, ['sample'])).toBeUndefined();
    expect(store.models.default().id).toBe('sample-basic');
  });

  it('becomes the first model that a key is there for', () => {
    const store = aStore();
    expect(defaultByKey(store, ['sample', 'two'])?.id).toBe('paid-two');
    expect(store.models.default().id).toBe('paid-two');
    expect(store.models.list().filter((one) => one.isDefault)).toHaveLength(1);
  });

  it('stays when the key is gone, and when another one comes', () => {
    const store = aStore();
    defaultByKey(store, ['two']);
    expect(defaultByKey(store, ['sample'])).toBeUndefined();
    expect(defaultByKey(store, ['one', 'two'])).toBeUndefined();
    expect(store.models.default().id).toBe('paid-two');
  });

  it('is never changed once an admin chose it, the sample included', () => {
    const store = aStore();
    new ModelKeeper(store).setDefault('sample-basic');
    expect(defaultByKey(store, ['one'])).toBeUndefined();
  });

  it('is no model that most people could not use', () => {
    const store = aStore();
    new ModelKeeper(store).set('paid-one', { tier: 'premium' });
    expect(defaultByKey(store, ['one', 'two'])?.id).toBe('paid-two');
    const alone = aStore();
    new ModelKeeper(alone).set('paid-one', { tier: 'premium' });
    expect(defaultByKey(alone, ['one'])).toBeUndefined();
    expect(alone.models.default().id).toBe('sample-basic');
  });

  it('is no model that was taken out of use', () => {
    const store = aStore();
    const keeper = new ModelKeeper(store);
    keeper.set('paid-one', { active: false });
    expect(defaultByKey(store, ['one', 'two'])?.id).toBe('paid-two');
  });
});
