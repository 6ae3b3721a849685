import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { givePlan, listPlans, setPlan } from '../../src/cli/plans.ts';
import { capProvider, listProviders, wakeProvider } from '../../src/cli/providers.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { seedStore } from '../../src/storage/seed.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { imageScope } from '../../src/core/line/rest-scope.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { tempFolder } from '../temp-folder.ts';
import { aCaller } from '../values.ts';

const clock = new FakeClock();

/** The settings of a data folder that a hub began, and how to look into its database. */
async function aFolder() {
  const home = await tempFolder();
  const look = <T>(work: (store: Store) => T): T => {
    const db = openDatabase(join(home, 'diptych.db'));
    try {
      return work(sqliteStore(db));
    } finally {
      db.close();
    }
  };
  look(seedStore);
  return { env: { DIPTYCH_HOME: home }, look };
}

/** The cells of a table's lines. */
const rows = (lines: readonly string[]) => lines.map((line) => line.split(/ {2,}/));

describe('diptych plans', () => {
  it('makes a plan, gives it to people and roles, and lists who holds it', async () => {
    const { env, look } = await aFolder();
    expect(setPlan(env, 'team', ['tiers=basic, quality', 'daily_quota=40'])).toBe(
      'Saved. team · basic, quality · 40 images a day',
    );
    givePlan(env, 'web:ana', 'team');
    givePlan(env, 'role:77', 'team');
    expect(rows(listPlans(env, Infinity))).toEqual([
      ['PLAN', 'TIERS', 'IMAGES A DAY', 'HELD BY'],
      ['default', 'basic, quality', '100', 'everybody else'],
      ['premium', 'basic, quality, premium', '200', 'nobody'],
      ['team', 'basic, quality', '40', 'role:77, web:ana'],
    ]);
    givePlan(env, 'web:Jose\u0301', 'team');
    setPlan(env, 'small', ['tiers=basic\ud83d', 'daily_quota=1']);
    const plan = (name: string) => look((store) => store.models.planOf(aCaller(name)).name);
    expect([plan('ana'), plan('ben'), plan('Jos\u00e9')]).toEqual(['team', 'default', 'team']);
    expect(rows(listPlans(env, Infinity))).toContainEqual(['small', 'basic', '1', 'nobody']);
  });

  it('changes one field, and leaves the other', async () => {
    const { env } = await aFolder();
    setPlan(env, 'default', ['daily_quota=7']);
    expect(rows(listPlans(env, Infinity))[1]).toEqual([
      'default',
      'basic, quality',
      '7',
      'everybody else',
    ]);
  });

  it.each([
    ['a tier nobody makes', 'default', ['tiers=golden'], /No active model has tier “golden”/],
    ['no tier at all', 'default', ['tiers='], /must name at least one tier/],
    ['no tier at all for a new one', 'team', ['tiers='], /must name at least one tier/],
    [
      'to take the tier of the default model from everybody',
      'default',
      ['tiers=quality'],
      /must keep tier “basic”, which is that of the default model, Sample: leave it in, or/,
    ],
    ['a new one without a quota', 'team', ['tiers=basic'], /needs both tiers and daily_quota/],
    ['half an image', 'default', ['daily_quota=1.5'], /must be a whole number/],
    ['an empty quota', 'default', ['daily_quota='], /must be a whole number/],
    ['a field there is not', 'default', ['quota=5'], /is no field=value of a plan/],
    ['a name with spaces', 'the team', ['tiers=basic', 'daily_quota=1'], /is no name of a plan/],
  ])('refuses %s, and nothing has changed', async (_what, name, fields, why) => {
    const { env } = await aFolder();
    const before = listPlans(env, Infinity);
    expect(() => setPlan(env, name, fields)).toThrow(why);
    expect(listPlans(env, Infinity)).toEqual(before);
  });

  it('changes what is left of a plan that lacks the tier of the default model', async () => {
    const { env, look } = await aFolder();
    look(({ models }) => models.putPlan({ name: 'default', tiers: ['quality'], dailyQuota: 1 }));
    expect(setPlan(env, 'default', ['daily_quota=7'])).toContain('quality · 7 images a day');
  });

  it('refuses a plan or a holder there is not', async () => {
    const { env } = await aFolder();
    expect(() => givePlan(env, 'web:ana', 'gold')).toThrow(/no plan “gold”. Known: default/);
    expect(() => givePlan(env, 'ana', 'default')).toThrow(/can hold no plan/);
  });
});

describe('diptych providers', () => {
  it('lists them, and caps their calls at once', async () => {
    const { env } = await aFolder();
    expect(capProvider(env, 'openai', '2')).toBe('Saved. openai · OpenAI · 2 calls at once');
    expect(rows(listProviders(env, clock, Infinity))).toContainEqual([
      'openai',
      'OpenAI',
      '2',
      'works',
    ]);
    expect(capProvider(env, 'openai', 'none')).toContain('no cap');
  });

  it('says that one rests, and ends its rest', async () => {
    const { env, look } = await aFolder();
    const restsUntil = clock.now() + 90_000;
    look((store) =>
      store.rests.put(imageScope('gemini'), { failures: 6, rests: 2, restsUntil, why: 'failures' }),
    );
    const line = () => listProviders(env, clock, Infinity).find((one) => one.startsWith('gemini'));
    expect(line()).toContain('rests for 90 s after 6 failures');
    wakeProvider(env, 'gemini');
    expect(line()).toContain('works');
  });

  it('says what of one rests apart, its models and its text calls, and ends all its rests', async () => {
    const { env, look } = await aFolder();
    const rest = (restMs: number) =>
      ({ failures: 0, rests: 1, restsUntil: clock.now() + restMs, why: 'rate_limited' }) as const;
    look(({ rests }) => {
      rests.put(imageScope('openai', 'gpt-image-2'), rest(20_000));
      rests.put({ provider: 'openai', purpose: 'judge', model: null }, rest(-1));
      rests.put(imageScope('gemini', 'nano'), rest(5_000));
    });
    const lines = () =>
      rows(listProviders(env, clock, Infinity)).filter(([name]) => name === 'openai');
    expect(lines()).toEqual([
      ['openai', 'OpenAI', '5', 'works'],
      ['openai', 'gpt-image-2', 'rests for 20 s as it asked for'],
      ['openai', 'judge', 'is tried with one call at a time'],
    ]);
    expect(wakeProvider(env, 'openai')).toContain('openai is called again');
    expect(lines()).toEqual([['openai', 'OpenAI', '5', 'works']]);
    expect(rows(listProviders(env, clock, Infinity))).toContainEqual([
      'gemini',
      'nano',
      'rests for 5 s as it asked for',
    ]);
  });

  it('refuses what is no cap and no provider', async () => {
    const { env } = await aFolder();
    for (const calls of ['0', '-1', '1.5', 'many', '']) {
      expect(() => capProvider(env, 'openai', calls)).toThrow(/is no cap/);
    }
    expect(() => capProvider(env, 'midjourney', '1')).toThrow(/no provider "midjourney". Known:/);
  });
});
