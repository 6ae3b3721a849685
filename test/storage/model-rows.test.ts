import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/core/ports/store.ts';
import { openDatabase } from '../../src/storage/database.ts';
import type { Db } from '../../src/storage/query.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { aCaller, aModel, aPlan } from '../values.ts';

let db: Db;
let store: Store;
beforeEach(() => {
  db = openDatabase(':memory:');
  store = sqliteStore(db);
});

describe('models', () => {
  it('are listed by id, and read back whole', () => {
    const [b, a] = [aModel({ id: 'b', isDefault: false }), aModel({ id: 'a' })];
    for (const model of [b, a]) store.models.put(model);
    expect(store.models.list()).toEqual([a, b]);
    expect(store.models.get('b')).toEqual(b);
    expect(store.models.get('c')).toBeUndefined();
  });

  it('have one default, which is active; without it every start says what to do', () => {
    store.models.put(aModel({ id: 'a', isDefault: false }));
    expect(() => store.models.default()).toThrow('no active default model');
    store.models.put(aModel({ id: 'b' }));
    expect(store.models.default().id).toBe('b');
    expect(() => store.models.put(aModel({ id: 'c' }))).toThrow();
    expect(() => store.models.put(aModel({ id: 'b', active: false }))).toThrow();
    expect(store.models.default().id).toBe('b');
  });

  it('that another process changes are read as they are now', () => {
    store.models.put(aModel({ costUsd: 0.04 }));
    expect(store.models.default().costUsd).toBe(0.04);
    const changed = JSON.stringify(aModel({ costUsd: 0.08 }));
    db.prepare('UPDATE model_configs SET config = ?').run(changed);
    expect(store.models.default().costUsd).toBe(0.08);
    expect(store.models.list()[0]?.costUsd).toBe(0.08);
    store.models.put(aModel({ costUsd: 0.04, active: false, isDefault: false }));
    expect(store.models.get('sample-basic')).toMatchObject({ costUsd: 0.04, active: false });
    expect(() => store.models.default()).toThrow('no active default model');
  });
});

describe('models that were read before', () => {
  const costs = () => store.models.list().map(({ costUsd }) => costUsd);

  it('are known to be old when one is removed', () => {
    store.models.put(aModel({ id: 'a' }));
    store.models.put(aModel({ id: 'b', isDefault: false }));
    expect(store.models.list()).toHaveLength(2);
    db.prepare(`DELETE FROM model_configs WHERE id = 'b'`).run();
    expect(store.models.list().map(({ id }) => id)).toEqual(['a']);
    expect(store.models.get('b')).toBeUndefined();
  });

  it('are not those of a transaction that was rolled back, whatever is stored after it', () => {
    store.models.put(aModel({ costUsd: 1 }));
    expect(costs()).toEqual([1]);
    const undone = () =>
      store.transaction(() => {
        store.models.put(aModel({ costUsd: 2 }));
        expect(costs()).toEqual([2]);
        throw new Error('undone');
      });
    expect(undone).toThrow('undone');
    expect(costs()).toEqual([1]);
    store.models.put(aModel({ costUsd: 3 }));
    expect(costs()).toEqual([3]);
    expect(undone).toThrow('undone');
    expect(costs()).toEqual([3]);
  });
});

describe('plans', () => {
  beforeEach(() => {
    for (const [name, dailyQuota] of [
      ['team', 5],
      ['default', 1],
      ['vip', 9],
    ] as const) {
      store.models.putPlan(aPlan({ name, dailyQuota }));
    }
  });

  it('are listed by name, and replaced by what is said later', () => {
    store.models.putPlan({ name: 'team', tiers: ['basic', 'quality'], dailyQuota: 7 });
    expect(store.models.plans()).toEqual([
      { name: 'default', tiers: ['basic'], dailyQuota: 1 },
      { name: 'team', tiers: ['basic', 'quality'], dailyQuota: 7 },
      { name: 'vip', tiers: ['basic'], dailyQuota: 9 },
    ]);
  });

  it.each([
    [['a', 'b'], 'vip'],
    [['b', 'a'], 'team'],
    [['c', 'a'], 'vip'],
    [['c'], 'default'],
    [[], 'default'],
  ])('go by the first of somebody’s roles that has one: %j has %s', (roles, plan) => {
    store.models.holdPlan('role:a', 'vip');
    store.models.holdPlan('role:b', 'team');
    // A person with a role's name is nobody's role.
    store.models.holdPlan('c', 'vip');
    expect(store.models.planOf(aCaller('ana', { roles })).name).toBe(plan);
  });

  it('go by the person before any role, and by what was held last', () => {
    const who = aCaller('ana', { roles: ['a'] });
    store.models.holdPlan('role:a', 'vip');
    store.models.holdPlan('web:ana', 'team');
    expect(store.models.planOf(who).name).toBe('team');
    store.models.holdPlan('web:ana', 'default');
    expect(store.models.planOf(who).name).toBe('default');
    expect(store.models.planOf(aCaller('ben', { roles: ['a'] })).name).toBe('vip');
  });

  it('that somebody holds and that is gone is a fault, not another plan', () => {
    store.models.holdPlan('web:ana', 'vip');
    db.pragma('foreign_keys = OFF');
    db.prepare(`DELETE FROM plans WHERE name = 'vip'`).run();
    expect(() => store.models.planOf(aCaller())).toThrow('there is no plan "vip"');
  });
});

describe('providers', () => {
  it('are listed by name; one that nobody knows takes any number of calls', () => {
    for (const name of ['b', 'a']) {
      store.providers.put({ name, displayName: `The ${name}`, maxCalls: 2 });
    }
    expect(store.providers.list().map((one) => one.name)).toEqual(['a', 'b']);
    expect(store.providers.get('c')).toEqual({ name: 'c', displayName: 'c', maxCalls: null });
    expect(store.providers.get('a')).toEqual({ name: 'a', displayName: 'The a', maxCalls: 2 });
  });
});
