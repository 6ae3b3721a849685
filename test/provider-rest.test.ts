import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ERROR_KINDS, type ErrorKind, type Failure } from '../src/core/errors.ts';
import {
  afterCall,
  FAILURES_TO_REST,
  HEALTHY,
  isOnTrial,
  isResting,
  type ProviderHealth,
} from '../src/core/provider-rest.ts';
import { NOW } from './values.ts';

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
    expect(isResting(failedTimes(FAILURES_TO_REST - 1), NOW)).toBe(false);
    const health = failedTimes(FAILURES_TO_REST);
    expect(health).toEqual({ failures: 5, restsUntil: NOW + 34_000, why: 'failures' });
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

  it('rests no longer for calls that were out when the rest began', () => {
    const resting = failedTimes(FAILURES_TO_REST);
    expect(failedTimes(3, resting)).toEqual(resting);
  });

  it('is on trial after a rest: one more failure doubles it, an image ends it', () => {
    const resting = failedTimes(FAILURES_TO_REST);
    const later = NOW + 60_000;
    expect([isResting(resting, later), isOnTrial(resting)]).toEqual([false, true]);
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

  it('is not on trial afterwards', () => {
    expect(isOnTrial(afterCall(HEALTHY, failure('rate_limited'), NOW))).toBe(false);
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
});
