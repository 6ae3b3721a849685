import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ERROR_KINDS, type ErrorKind, type Failure } from '../../../src/core/domain/failure.ts';
import {
  afterCall,
  FAILURES_TO_REST,
  HEALTHY,
  isOnTrial,
  modelAfterCall,
  providerAfterCall,
  restOf,
  type ProviderHealth,
} from '../../../src/core/line/provider-rest.ts';
import { NOW } from '../../values.ts';

const failure = (kind: ErrorKind, more: Partial<Failure> = {}): Failure => ({
  kind,
  detail: '',
  ...more,
});

/** A provider after so many failures, one a second. */
function failedTimes(count: number, from: ProviderHealth = HEALTHY): ProviderHealth {
  let health = from;
  for (let n = 0; n < count; n += 1) {
    health = afterCall(health, failure('provider_error'), NOW + n * 1_000);
  }
  return health;
}

describe('a provider that fails', () => {
  it('rests after five failures in a row, not before', () => {
    expect(restOf(failedTimes(FAILURES_TO_REST - 1), NOW)).toBe(0);
    const health = failedTimes(FAILURES_TO_REST);
    expect(health).toEqual({ failures: 5, rests: 1, restsUntil: NOW + 34_000, why: 'failures' });
  });

  it.each<ErrorKind>(['provider_error', 'network', 'timeout', 'auth', 'quota'])(
    '%s speaks against it',
    (kind) => {
      expect(afterCall(HEALTHY, failure(kind), NOW).failures).toBe(1);
    },
  );

  it.each<ErrorKind>(['safety_block', 'invalid_request', 'model_gone'])(
    '%s shows that it works',
    (kind) => {
      expect(afterCall(failedTimes(4), failure(kind), NOW)).toEqual(HEALTHY);
    },
  );

  it.each<ErrorKind>(['queue_timeout', 'worker_lost', 'storage'])('%s says nothing', (kind) => {
    expect(afterCall(failedTimes(3), failure(kind), NOW).failures).toBe(3);
  });

  it('is not judged by a reference that was withdrawn', () => {
    const withdrawn = failure('invalid_request', { withdrawn: true });
    expect(afterCall(failedTimes(3), withdrawn, NOW).failures).toBe(3);
  });

  it.each([
    ['answered without an image', failure('provider_error', { answered: true }), 0],
    ['was not asked', failure('auth', { unasked: true }), 3],
  ] as const)('that %s is not out of order', (_what, said, failures) => {
    expect(afterCall(failedTimes(3), said, NOW).failures).toBe(failures);
  });

  it('never rests longer than ten minutes, though the clock was set back', () => {
    const resting = failedTimes(FAILURES_TO_REST);
    expect(restOf(resting, NOW - 86_400_000)).toBe(600_000);
  });

  it('rests no longer for calls that were out when the rest began', () => {
    const resting = failedTimes(FAILURES_TO_REST);
    expect(failedTimes(3, resting)).toEqual(resting);
  });

  it('is on trial after a rest: one more failure doubles it, an image ends it', () => {
    const resting = failedTimes(FAILURES_TO_REST);
    const later = NOW + 60_000;
    expect([restOf(resting, later), isOnTrial(resting)]).toEqual([0, true]);
    const again = afterCall(resting, failure('network'), later);
    expect(again.restsUntil).toBe(later + 60_000);
    expect(afterCall(resting, null, later)).toEqual(HEALTHY);
  });
});

describe('a provider that asks us to wait', () => {
  it('rests as long as it says, or half a minute, and at most ten minutes', () => {
    const after = (retryAfterMs?: number) =>
      afterCall(
        HEALTHY,
        failure('rate_limited', retryAfterMs === undefined ? {} : { retryAfterMs }),
        NOW,
      ).restsUntil;
    expect([after(7_000), after(), after(86_400_000)]).toEqual([
      NOW + 7_000,
      NOW + 30_000,
      NOW + 600_000,
    ]);
  });

  it('rests all the same when an earlier call brings an image', () => {
    const limited = afterCall(HEALTHY, failure('rate_limited', { retryAfterMs: 20_000 }), NOW);
    expect(afterCall(limited, null, NOW + 1_000)).toEqual(limited);
    expect(afterCall(limited, null, NOW + 21_000)).toEqual(HEALTHY);
  });

  it('is tried with one call afterwards, and rests twice as long when that asks again', () => {
    const asks = failure('rate_limited', { retryAfterMs: 8_000 });
    const first = afterCall(HEALTHY, asks, NOW);
    expect(isOnTrial(first)).toBe(true);
    // A call that was out says the same: no second rest.
    const echoed = afterCall(first, asks, NOW + 1_000);
    expect(echoed).toEqual({ ...first, restsUntil: NOW + 9_000 });
    const second = afterCall(first, asks, NOW + 8_000);
    expect(second).toMatchObject({ rests: 2, restsUntil: NOW + 24_000 });
    expect(afterCall(second, null, NOW + 30_000)).toEqual(HEALTHY);
  });

  it('is waited for in whole milliseconds', () => {
    const asks = failure('rate_limited', { retryAfterMs: 1_234.5 });
    expect(afterCall(HEALTHY, asks, NOW).restsUntil).toBe(NOW + 1_235);
  });
});

describe('the rests of a provider', () => {
  it('double from half a minute up to ten minutes', () => {
    let health = failedTimes(FAILURES_TO_REST);
    const rests: number[] = [];
    for (let n = 0; n < 7; n += 1) {
      const at = health.restsUntil ?? NOW;
      health = afterCall(health, failure('timeout'), at);
      rests.push((health.restsUntil ?? at) - at);
    }
    expect(rests).toEqual([60_000, 120_000, 240_000, 480_000, 600_000, 600_000, 600_000]);
    expect(health).toMatchObject({ failures: 12, rests: 8, why: 'failures' });
  });

  it('are over at their very millisecond: what fails then is another failure', () => {
    const resting = failedTimes(FAILURES_TO_REST);
    const end = resting.restsUntil ?? 0;
    expect([restOf(resting, end - 1), restOf(resting, end), restOf(resting, end + 1)]).toEqual([
      1, 0, 0,
    ]);
    expect(afterCall(resting, failure('network'), end - 1)).toBe(resting);
    expect(afterCall(resting, failure('network'), end).rests).toBe(2);
    expect(afterCall(resting, null, end - 1)).toEqual(HEALTHY);
  });

  it('are none for one that is healthy, or has failed a little', () => {
    expect([restOf(HEALTHY, NOW), isOnTrial(HEALTHY)]).toEqual([0, false]);
    expect([restOf(failedTimes(4), NOW), isOnTrial(failedTimes(4))]).toEqual([0, false]);
    expect(afterCall(HEALTHY, null, NOW)).toBe(HEALTHY);
  });
});

describe('a rate limit that stands', () => {
  const limited = (retryAfterMs: number, at: number, from = HEALTHY) =>
    afterCall(from, failure('rate_limited', { retryAfterMs }), at);

  it('is never made shorter by a call that was out, and may be made longer', () => {
    const first = limited(20_000, NOW);
    expect(limited(3_000, NOW + 1_000, first)).toBe(first);
    expect(limited(19_000, NOW + 1_000, first)).toBe(first);
    expect(limited(30_000, NOW + 1_000, first)).toEqual({ ...first, restsUntil: NOW + 31_000 });
  });

  it('keeps its time when a call that was out brings an image: only the failures go', () => {
    const first = limited(20_000, NOW, failedTimes(3));
    expect(first.failures).toBe(3);
    expect(afterCall(first, null, NOW + 19_999)).toEqual({ ...first, failures: 0 });
    expect(afterCall(first, failure('safety_block'), NOW + 1)).toEqual({ ...first, failures: 0 });
    expect(afterCall(first, null, NOW + 20_000)).toEqual(HEALTHY);
  });

  it('grows with the rests before it, and to ten minutes at most', () => {
    let health = HEALTHY;
    const rests: number[] = [];
    for (let n = 0; n < 4; n += 1) {
      const at = health.restsUntil ?? NOW;
      health = limited(100_000, at, health);
      rests.push((health.restsUntil ?? at) - at);
    }
    expect(rests).toEqual([100_000, 200_000, 400_000, 600_000]);
    expect(health).toMatchObject({ rests: 4, why: 'rate_limited', failures: 0 });
  });
});

describe('a limit of one model', () => {
  const ofModel = failure('rate_limited', { retryAfterMs: 8_000, limitOf: 'model' });
  const ofAll = failure('rate_limited', { retryAfterMs: 8_000 });
  const limited = { ...HEALTHY, rests: 1, restsUntil: NOW + 8_000, why: 'rate_limited' };

  it('lets the model rest, and shows that its provider works', () => {
    expect(modelAfterCall(HEALTHY, ofModel, NOW)).toEqual(limited);
    expect(providerAfterCall(HEALTHY, ofModel, NOW)).toEqual(HEALTHY);
    expect(providerAfterCall(failedTimes(4), ofModel, NOW)).toEqual(HEALTHY);
  });

  it('is told from a limit of the provider, which says nothing of the model', () => {
    expect(modelAfterCall(HEALTHY, ofAll, NOW)).toBe(HEALTHY);
    expect(providerAfterCall(HEALTHY, ofAll, NOW)).toEqual(limited);
  });

  it('does not end a limit of the provider before its time', () => {
    const all = providerAfterCall(HEALTHY, ofAll, NOW);
    expect(providerAfterCall(all, ofModel, NOW + 1_000)).toEqual(limited);
  });

  it('of a day lets the model rest after five failures, like any other', () => {
    const spent = failure('quota', { limitOf: 'model' });
    let health = HEALTHY;
    for (let n = 0; n < FAILURES_TO_REST; n += 1) health = modelAfterCall(health, spent, NOW);
    expect(health).toEqual({ failures: 5, rests: 1, restsUntil: NOW + 30_000, why: 'failures' });
    expect(providerAfterCall(failedTimes(4), spent, NOW)).toEqual(HEALTHY);
  });

  it.each<ErrorKind>(['provider_error', 'network', 'timeout', 'auth', 'quota', 'worker_lost'])(
    'is over neither with nor without %s: the model stays on trial',
    (kind) => {
      const resting = modelAfterCall(HEALTHY, ofModel, NOW);
      expect(modelAfterCall(resting, failure(kind), NOW + 9_000)).toBe(resting);
    },
  );

  it('is over with an image, or with a failure of one request', () => {
    const resting = modelAfterCall(HEALTHY, ofModel, NOW);
    expect(modelAfterCall(resting, null, NOW + 9_000)).toEqual(HEALTHY);
    expect(modelAfterCall(resting, failure('safety_block'), NOW + 9_000)).toEqual(HEALTHY);
  });
});

describe('whatever comes', () => {
  it('a provider never rests longer than ten minutes from its last ending, and an image in the end heals it', () => {
    const ending = fc.record({
      kind: fc.constantFrom(...ERROR_KINDS),
      retryAfterMs: fc.nat(10_000_000),
      after: fc.nat(100_000),
    });
    fc.assert(
      fc.property(fc.array(ending, { maxLength: 60 }), (endings) => {
        let [health, at]: [ProviderHealth, number] = [HEALTHY, NOW];
        for (const { kind, retryAfterMs, after } of endings) {
          at += after;
          health = afterCall(health, failure(kind, { retryAfterMs }), at);
          expect((health.restsUntil ?? at) - at).toBeLessThanOrEqual(600_000);
          expect(health.restsUntil === null).toBe(health.why === null);
        }
        expect(afterCall(health, null, at + 600_001)).toEqual(HEALTHY);
      }),
    );
  });

  it('an ending speaks against a provider or against one of its models, never against both', () => {
    const health = fc.record({ failures: fc.nat(9), rests: fc.nat(3), after: fc.nat(90_000) });
    const ending = fc.record({
      kind: fc.constantFrom(...ERROR_KINDS),
      limitOf: fc.constantFrom<Partial<Failure>>({}, { limitOf: 'model' }),
      answered: fc.constantFrom<Partial<Failure>>({}, { answered: true }),
    });
    const of = ({ failures, rests, after }: { failures: number; rests: number; after: number }) =>
      rests === 0
        ? { ...HEALTHY, failures }
        : { failures, rests, restsUntil: NOW + after, why: 'failures' as const };
    fc.assert(
      fc.property(health, health, ending, (vendor, model, { kind, limitOf, answered }) => {
        const [before, its] = [of(vendor), of(model)];
        const ended = failure(kind, { ...limitOf, ...answered });
        const isWorse = (one: ProviderHealth, then: ProviderHealth) =>
          one.failures > then.failures || one.rests > then.rests;
        const provider = isWorse(providerAfterCall(before, ended, NOW + 50_000), before);
        const ofModel = isWorse(modelAfterCall(its, ended, NOW + 50_000), its);
        expect(provider && ofModel).toBe(false);
      }),
    );
  });
});
