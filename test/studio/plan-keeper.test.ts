import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/domain/model.ts';
import { PlanKeeper } from '../../src/core/studio/rows/plan-keeper.ts';
import { UserError } from '../../src/core/words/user-error.ts';
import { say } from '../../src/core/words/words.ts';
import { newStore } from '../storage/sample-rows.ts';
import { aCaller } from '../values.ts';

function seat() {
  const store = newStore();
  return { models: store.models, keeper: new PlanKeeper(store) };
}

function refusal(work: () => unknown): [number, string] {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return [error.status, say(error, 'en')];
    throw error;
  }
  throw new Error('it was taken');
}

describe('a plan', () => {
  it('is new with both fields, and changes in those that are named', () => {
    const { models, keeper } = seat();
    const team = { name: 'team', tiers: ['basic', 'quality'], dailyQuota: 40 };
    const twice = ['basic', 'quality', 'basic'];
    expect(keeper.set('team', { tiers: twice, dailyQuota: 40 })).toEqual(team);
    expect(keeper.set('team', { dailyQuota: 0 })).toEqual({ ...team, dailyQuota: 0 });
    expect(keeper.set('team', { tiers: ['quality'] })).toEqual({
      name: 'team',
      tiers: ['quality'],
      dailyQuota: 0,
    });
    expect(models.plans().find(({ name }) => name === 'team')?.tiers).toEqual(['quality']);
  });

  it.each(['a', '0', 'a-b_c', 'a'.repeat(40)])('may be called %s', (name) => {
    const { keeper } = seat();
    expect(keeper.set(name, { tiers: ['basic'], dailyQuota: 1 }).name).toBe(name);
  });

  it.each(['', 'A', '-a', '_a', 'a b', 'a:b', 'a'.repeat(41), 'é'])('is not called %j', (name) => {
    const { keeper } = seat();
    const [status, text] = refusal(() => keeper.set(name, { tiers: ['basic'], dailyQuota: 1 }));
    expect([status, text.includes('is no name of a plan')]).toEqual([422, true]);
  });

  it.each([0, 1, 1_000_000])('may have %i images a day', (dailyQuota) => {
    const { keeper } = seat();
    expect(keeper.set('default', { dailyQuota }).dailyQuota).toBe(dailyQuota);
  });

  it.each<[Partial<Omit<Plan, 'name'>>, number, RegExp]>([
    [{ dailyQuota: -1 }, 422, /daily_quota must be/],
    [{ dailyQuota: 1.5 }, 422, /daily_quota must be/],
    [{ dailyQuota: 1_000_001 }, 422, /daily_quota must be/],
    [{ tiers: [] }, 422, /at least one tier/],
    [
      { tiers: ['basic', 'golden'] },
      422,
      /No active model has tier “golden”.* Tiers: quality, premium, basic\./,
    ],
    [{ tiers: ['quality'] }, 409, /must keep tier “basic”, .*default model, Sample:/],
  ])('of everybody does not become %j', (fields, status, why) => {
    const { models, keeper } = seat();
    const before = models.plans();
    const [code, text] = refusal(() => keeper.set('default', fields));
    expect(code).toBe(status);
    expect(text).toMatch(why);
    expect(models.plans()).toEqual(before);
  });

  it('of others may lack the tier of the default model', () => {
    const { keeper } = seat();
    expect(keeper.set('team', { tiers: ['quality'], dailyQuota: 1 }).tiers).toEqual(['quality']);
  });

  it.each([
    [{ tiers: ['basic'] }, 'The plan “new” is new, so it needs both tiers and daily_quota.'],
    [{ dailyQuota: 4 }, 'The plan “new” is new, so it needs both tiers and daily_quota.'],
  ])('that is new with %j alone is refused', (fields, why) => {
    const { keeper } = seat();
    expect(refusal(() => keeper.set('new', fields))).toEqual([422, why]);
  });

  it('promises no tier whose models are all inactive', () => {
    const { models, keeper } = seat();
    for (const one of models.list()) {
      if (one.tier === 'quality') models.put({ ...one, active: false });
    }
    const [status] = refusal(() => keeper.set('team', { tiers: ['quality'], dailyQuota: 1 }));
    expect(status).toBe(422);
  });
});

describe('whoever holds a plan', () => {
  it('is a person of a surface, or a role', () => {
    const { models, keeper } = seat();
    keeper.set('team', { tiers: ['basic'], dailyQuota: 4 });
    for (const holder of ['web:ana', 'discord:77', 'slack:U1', 'role:88', 'role:T1:r']) {
      keeper.give(holder, 'team');
    }
    const held = ['discord:77', 'role:88', 'role:T1:r', 'slack:U1', 'web:ana'];
    expect(models.holdersOf('team')).toEqual(held);
    expect(models.planOf(aCaller('ana')).name).toBe('team');
    keeper.give('web:ana', 'default');
    expect(models.planOf(aCaller('ana')).name).toBe('default');
  });

  it.each(['ana', 'web:', 'web:a b', 'web:a,b', 'web:a:b', 'mail:ana', 'role:', 'xrole:1', ''])(
    'is nobody called %j',
    (holder) => {
      const { keeper } = seat();
      const [status, text] = refusal(() => keeper.give(holder, 'default'));
      expect([status, text.includes('can hold no plan')]).toEqual([422, true]);
    },
  );

  it('is given no plan there is not', () => {
    const { keeper } = seat();
    expect(refusal(() => keeper.give('web:ana', 'gold'))).toEqual([
      404,
      'There is no plan “gold”. Known: default, premium.',
    ]);
  });
});
