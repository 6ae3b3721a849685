import { beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '../../src/core/domain/failure.ts';
import type { Store } from '../../src/core/ports/store.ts';
import type { TextPurpose } from '../../src/core/ports/text-model.ts';
import { ProviderWatch } from '../../src/core/studio/run/provider-watch.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { newStore, storePair } from '../storage/sample-rows.ts';
import { NOW } from '../values.ts';

const failure: Failure = { kind: 'provider_error', detail: '' };
const limited: Failure = { kind: 'rate_limited', detail: '', retryAfterMs: 20_000 };

let store: Store;
let log: SilentLog;
let clock: FakeClock;
let watch: ProviderWatch;
beforeEach(() => {
  [store, log, clock] = [newStore(), new SilentLog(), new FakeClock()];
  const served = { providers: ['vendor'], isAway: false };
  watch = new ProviderWatch({ store, clock, log, served });
  storePair(store, 'p1');
});

const rest = (purpose: TextPurpose, provider = 'vendor', id = 'small') =>
  watch.textRest({ provider, id }, purpose);
const end = (purpose: TextPurpose, how: Failure | null) =>
  watch.recordTextOutcome({ provider: 'vendor', id: 'small' }, purpose, how, clock.now());
function begin(id: string, purpose: TextPurpose): void {
  const call = { id, purpose, provider: 'vendor', modelId: 'm', pairId: 'p1', generationId: null };
  store.calls.begin(call, clock.now());
}
function close(id: string): void {
  store.calls.end(id, { outcome: 'timeout', costUsd: null }, clock.now());
}

describe('the text calls of a provider', () => {
  it('may be made at once while nothing is known of them', () => {
    expect([rest('classification'), rest('rewrite'), rest('judge')]).toEqual([0, 0, 0]);
  });

  it('rest after five failures for one purpose, and go on for the others and for images', () => {
    for (let n = 0; n < 4; n += 1) end('classification', failure);
    expect(rest('classification')).toBe(0);
    end('classification', failure);
    expect([rest('classification'), rest('rewrite'), rest('judge')]).toEqual([30_000, 0, 0]);
    expect(rest('classification', 'other')).toBe(0);
    expect(watch.room('vendor').restMs).toBe(0);
    expect(watch.held('vendor', 'm')).toBeNull();
    expect(watch.nextRestEnd()).toBeNull();
    expect(log.lines).toEqual([{ level: 'warn', message: 'a provider rests' }]);
  });

  it('of one model rest alone for the limit of that model, where the vendor says that it is its own', () => {
    end('judge', { ...limited, limitOf: 'model' });
    expect(rest('judge')).toBeGreaterThan(0);
    expect(rest('judge', 'vendor', 'large')).toBe(0);
    end('judge', limited);
    expect(rest('judge', 'vendor', 'large')).toBeGreaterThan(0);
  });

  it('go on while its image calls rest', () => {
    for (let n = 0; n < 5; n += 1)
      watch.recordOutcome({ provider: 'vendor', model: 'm' }, failure, NOW);
    expect(watch.room('vendor').restMs).toBe(30_000);
    expect([rest('classification'), rest('rewrite'), rest('judge')]).toEqual([0, 0, 0]);
  });

  it('are among what rests, beside images, while they rest', async () => {
    store.providers.put({ name: 'vendor', displayName: 'Vendor Co', maxCalls: null });
    end('judge', limited);
    for (let n = 0; n < 5; n += 1) {
      watch.recordOutcome({ provider: 'vendor', model: 'm' }, failure, NOW);
    }
    const one = { provider: 'Vendor Co', model: null };
    const images = { ...one, purpose: 'image', restMs: 30_000, why: 'failures' };
    const judge = { ...one, purpose: 'judge', restMs: 20_000, why: 'rate_limited' };
    expect(watch.resting()).toEqual([images, judge]);
    await clock.advance(20_000);
    expect(watch.resting()).toEqual([{ ...images, restMs: 10_000 }]);
  });

  it('rest as long as the provider asks, to the millisecond', async () => {
    end('judge', limited);
    await clock.advance(19_999);
    expect([rest('judge'), rest('rewrite')]).toEqual([1, 0]);
    await clock.advance(1);
    expect(rest('judge')).toBe(0);
  });

  it('are one at a time after a rest, until one has worked', async () => {
    begin('before', 'judge');
    end('judge', limited);
    await clock.advance(20_000);
    expect(rest('judge')).toBe(0);
    begin('trial', 'judge');
    expect([rest('judge'), rest('rewrite')]).toEqual([1_000, 0]);
    close('trial');
    expect(rest('judge')).toBe(0);
    begin('second', 'judge');
    expect(rest('judge')).toBe(1_000);
    end('judge', null);
    expect(rest('judge')).toBe(0);
  });

  it('are not held for ever by a trial that was lost with its process', async () => {
    end('judge', limited);
    await clock.advance(20_000);
    begin('lost', 'judge');
    await clock.advance(60_000);
    expect(rest('judge')).toBe(1_000);
    await clock.advance(1);
    expect(rest('judge')).toBe(0);
  });

  it.each<[string, Failure]>([
    ['refused by a safety system', { kind: 'safety_block', detail: '' }],
    ['of another shape', { kind: 'provider_error', detail: '', answered: true }],
  ])('show that it works by an answer %s', (_what, how) => {
    for (let n = 0; n < 4; n += 1) end('rewrite', failure);
    end('rewrite', how);
    end('rewrite', failure);
    expect(rest('rewrite')).toBe(0);
    expect(store.rests.list().map(({ health }) => health.failures)).toEqual([1]);
  });
});
