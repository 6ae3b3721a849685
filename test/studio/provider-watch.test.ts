import { beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '../../src/core/domain/failure.ts';
import type { ProviderHealth } from '../../src/core/line/provider-rest.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { ProviderWatch } from '../../src/core/studio/run/provider-watch.ts';
import { imageScope } from '../../src/core/line/rest-scope.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { newStore } from '../storage/sample-rows.ts';
import { NOW } from '../values.ts';

const HEALTHY = { failures: 0, rests: 0, restsUntil: null, why: null };
const failure: Failure = { kind: 'provider_error', detail: '' };

let store: Store;
let log: SilentLog;
let clock: FakeClock;
let watch: ProviderWatch;
let served: { providers: readonly string[]; isAway: boolean };
beforeEach(() => {
  [store, log, clock] = [newStore(), new SilentLog(), new FakeClock()];
  served = { providers: [], isAway: false };
  watch = new ProviderWatch({ store, clock, log, served });
  store.providers.put({ name: 'vendor', displayName: 'Vendor Co', maxCalls: 3 });
});

function stands(more: Partial<ProviderHealth>, name = 'vendor'): void {
  store.rests.put(imageScope(name), { ...HEALTHY, ...more });
}
const resting = (ms: number, why: 'failures' | 'rate_limited' = 'failures') => ({
  failures: 5,
  rests: 1,
  restsUntil: NOW + ms,
  why,
});

describe('the room of a provider', () => {
  it('is all it takes while it works', () => {
    expect(watch.room('vendor')).toEqual({ maxCalls: 3, trialSince: null, restMs: 0 });
    expect(watch.room('new')).toEqual({ maxCalls: null, trialSince: null, restMs: 0 });
  });

  it('is none while it rests, and one call from then on, until it has worked', () => {
    stands(resting(5_000));
    expect(watch.room('vendor')).toEqual({ maxCalls: 3, trialSince: NOW + 5_000, restMs: 5_000 });
    stands(resting(-1_000));
    expect(watch.room('vendor')).toEqual({ maxCalls: 3, trialSince: NOW - 1_000, restMs: 0 });
  });
});

describe('what holds a provider', () => {
  it.each([
    ['nothing, while it works', HEALTHY, ['vendor'], null],
    ['nothing, after a few failures', { failures: 4 }, ['vendor'], null],
    ['its failures', resting(1), ['vendor'], 'failures'],
    ['its rate limit', resting(1, 'rate_limited'), ['vendor'], 'rate_limited'],
    ['its trial', resting(0), ['vendor'], 'trial'],
    ['that nobody serves it', HEALTHY, ['sample'], 'unserved'],
    ['that nobody serves it, first of all', resting(1), [], 'unserved'],
  ] as const)('is %s', (_what, health, by, why) => {
    stands(health);
    served.providers = by;
    const held = why === null ? null : { provider: 'Vendor Co', model: null, why };
    expect(watch.held('vendor', 'm')).toEqual(held);
  });
});

describe('the end of the next rest', () => {
  it('is the soonest of those that rest now, none when nobody rests', async () => {
    expect(watch.nextRestEnd()).toBeNull();
    stands(resting(9_000));
    stands(resting(5_000), 'other');
    stands(resting(-5_000), 'third');
    expect(watch.nextRestEnd()).toBe(5_000);
    await clock.advance(6_000);
    expect(watch.nextRestEnd()).toBe(3_000);
    await clock.advance(3_000);
    expect(watch.nextRestEnd()).toBeNull();
  });
});

describe('an ending', () => {
  it('is counted for its provider alone, and logged when that begins to rest', () => {
    for (let n = 0; n < 4; n += 1)
      watch.recordOutcome({ provider: 'vendor', model: 'm' }, failure, NOW);
    expect(store.rests.get(imageScope('vendor'))).toEqual({ ...HEALTHY, failures: 4 });
    expect(log.lines).toEqual([]);
    watch.recordOutcome({ provider: 'vendor', model: 'm' }, failure, NOW);
    expect(store.rests.get(imageScope('vendor'))).toEqual(resting(30_000));
    expect(log.lines).toEqual([{ level: 'warn', message: 'a provider rests' }]);
    expect(store.rests.get(imageScope('openai'))).toEqual(HEALTHY);
  });

  it('with an image makes it whole again, without a word', () => {
    stands(resting(-1_000));
    watch.recordOutcome({ provider: 'vendor', model: 'm' }, null, NOW);
    expect(store.rests.get(imageScope('vendor'))).toEqual(HEALTHY);
    expect(log.lines).toEqual([]);
  });

  it('is nothing to the built-in samples', () => {
    for (let n = 0; n < 9; n += 1)
      watch.recordOutcome({ provider: 'sample', model: 'm' }, failure, NOW);
    expect(store.rests.get(imageScope('sample'))).toEqual(HEALTHY);
  });
});

describe('a model of a provider', () => {
  const ofModel: Failure = {
    kind: 'rate_limited',
    detail: '',
    retryAfterMs: 20_000,
    limitOf: 'model',
  };
  const big = { provider: 'vendor', model: 'big-1' };
  beforeEach(() => {
    served.providers = ['vendor'];
    for (const id of ['big', 'big-low', 'small']) {
      const model = id === 'small' ? 'small-1' : 'big-1';
      const row = { id, model, provider: 'vendor', displayName: `The ${id}` };
      store.models.put({ ...store.models.default(), ...row, isDefault: false });
    }
  });

  it('rests alone by its own limit, under each of its rows', () => {
    watch.recordOutcome(big, ofModel, NOW);
    const rest = { name: 'big-1', trialSince: NOW + 20_000, restMs: 20_000 };
    expect(watch.modelRoom('vendor', 'big')).toEqual(rest);
    expect(watch.modelRoom('vendor', 'big-low')).toEqual(rest);
    expect(watch.modelRoom('vendor', 'small')).toEqual({
      name: 'small-1',
      trialSince: null,
      restMs: 0,
    });
    expect(watch.room('vendor')).toEqual({ maxCalls: 3, trialSince: null, restMs: 0 });
    expect(watch.textRest({ provider: 'vendor', id: 'small' }, 'classification')).toBe(0);
    expect(watch.nextRestEnd()).toBe(20_000);
    expect(log.lines).toEqual([{ level: 'warn', message: 'a provider rests' }]);
  });

  it('is named as what holds its generations, and no others', async () => {
    watch.recordOutcome(big, ofModel, NOW);
    const held = (model: string, why: string) => ({ provider: 'Vendor Co', model, why });
    expect(watch.held('vendor', 'big')).toEqual(held('The big', 'rate_limited'));
    expect(watch.held('vendor', 'big-low')).toEqual(held('The big-low', 'rate_limited'));
    expect(watch.held('vendor', 'small')).toBeNull();
    await clock.advance(20_000);
    expect(watch.held('vendor', 'big')).toEqual(held('The big', 'trial'));
  });

  it('is not named while its provider rests longer', () => {
    watch.recordOutcome(big, ofModel, NOW);
    stands(resting(20_000));
    const why = { provider: 'Vendor Co', model: null, why: 'failures' };
    expect(watch.held('vendor', 'big')).toEqual(why);
    stands(resting(19_999));
    expect(watch.held('vendor', 'big')).toMatchObject({ model: 'The big' });
    expect(watch.held('vendor', 'small')).toEqual(why);
  });

  it('is whole again with an image, and with it its provider', () => {
    watch.recordOutcome(big, ofModel, NOW);
    stands(resting(-1_000));
    watch.recordOutcome(big, null, NOW + 20_000);
    expect(store.rests.list()).toEqual([]);
  });

  it('is called by its id when it has no row any more', () => {
    store.rests.put(imageScope('vendor', 'gone'), resting(1));
    expect(watch.modelRoom('vendor', 'gone')).toMatchObject({ name: 'gone', restMs: 1 });
    expect(watch.held('vendor', 'gone')).toMatchObject({ model: 'gone' });
  });
});
