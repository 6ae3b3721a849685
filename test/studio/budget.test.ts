import { beforeEach, describe, expect, it } from 'vitest';
import { Days } from '../../src/core/base/days.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { Budget } from '../../src/core/studio/run/budget.ts';
import { UserError } from '../../src/core/words/user-error.ts';
import { say } from '../../src/core/words/words.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { newStore, storeDelivered, storeGeneration, storePair } from '../storage/sample-rows.ts';
import { aCaller, RUNNING } from '../values.ts';

const ana = aCaller();
const MIDNIGHT = Date.UTC(2026, 10, 24);
const MINUTE = 60_000;

let store: Store;
beforeEach(() => {
  store = newStore();
  store.models.putPlan({ name: 'default', tiers: ['basic'], dailyQuota: 4 });
});
const at = (now: number, zone = 'UTC') =>
  new Budget({ store, clock: new FakeClock(now), days: new Days(zone) });

/** One delivered side of a pair of its own for each of the moments. */
function deliveredAt(...times: readonly number[]): void {
  for (const [n, time] of times.entries()) {
    storePair(store, `p${n}`);
    storeDelivered(store, `p${n}`, `a${n}`, { at: time });
  }
}

/** So many pairs that are still being planned. */
function planning(count: number): void {
  for (let n = 0; n < count; n += 1) {
    storePair(store, `planning ${n}`, { state: 'planning', plan: null });
  }
}

function refusalOf(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { status: error.status, code: error.code, text: say(error, 'en') };
  }
  return undefined;
}

function refusedFor(budget: Budget, credits: number): unknown {
  return refusalOf(() => budget.requireCredits(ana, credits, store.models.planOf(ana)));
}

describe('today', () => {
  it('begins at midnight of UTC: this morning’s credits still count in the evening', () => {
    deliveredAt(MIDNIGHT - 1, MIDNIGHT, MIDNIGHT + 9 * 60 * MINUTE, MIDNIGHT + 22 * 60 * MINUTE);
    const evening = MIDNIGHT + 23 * 60 * MINUTE + 59 * MINUTE;
    expect(at(evening).credits(ana)).toEqual({
      today: 3,
      inFlight: 0,
      quota: 4,
      resetAt: Date.UTC(2026, 10, 25),
      reset: '2026-11-25 00:00 UTC',
      lifetime: 4,
    });
  });

  it.each([
    ['the last millisecond before midnight', MIDNIGHT - 1, 1, MIDNIGHT],
    ['midnight itself', MIDNIGHT, 0, Date.UTC(2026, 10, 25)],
    ['the first hour', MIDNIGHT + 30 * MINUTE, 0, Date.UTC(2026, 10, 25)],
  ])('is told apart at %s', (_what, now, today, resetAt) => {
    deliveredAt(MIDNIGHT - 10 * MINUTE);
    expect(at(now).credits(ana)).toMatchObject({ today, resetAt, lifetime: 1 });
  });

  it('begins at midnight of the hub’s time zone, which the reset and the refusal name', () => {
    // 15:00 of UTC is midnight in Seoul.
    deliveredAt(
      Date.UTC(2026, 10, 23, 14, 59),
      Date.UTC(2026, 10, 23, 15),
      Date.UTC(2026, 10, 24, 1),
    );
    const budget = at(Date.UTC(2026, 10, 24, 14), 'Asia/Seoul');
    expect(budget.credits(ana)).toMatchObject({
      today: 2,
      resetAt: Date.UTC(2026, 10, 24, 15),
      reset: '2026-11-25 00:00 Asia/Seoul',
    });
    expect(refusedFor(budget, 3)).toMatchObject({
      text: "This needs 3 credits; 2 of today's 4 are used or in flight. New credits come at 2026-11-25 00:00 Asia/Seoul.",
    });
  });

  it('is each person’s own', () => {
    deliveredAt(MIDNIGHT);
    expect(at(MIDNIGHT).credits(aCaller('ben'))).toMatchObject({ today: 0, lifetime: 0 });
  });
});

describe('in flight', () => {
  it('a pair in planning counts two, whoever else plans', () => {
    planning(2);
    storePair(store, 'other', { state: 'planning', plan: null, asker: aCaller('ben').person });
    expect(at(MIDNIGHT).credits(ana).inFlight).toBe(4);
  });

  it('a planned pair counts its sides that have not ended', () => {
    planning(1);
    storePair(store, 'p1');
    storeGeneration(store, 'p1', 'a1', RUNNING);
    expect(at(MIDNIGHT).credits(ana).inFlight).toBe(3);
  });
});

describe('the daily quota', () => {
  it('is filled to the last credit, and no further', () => {
    deliveredAt(MIDNIGHT, MIDNIGHT + 1);
    const budget = at(MIDNIGHT + 10 * 60 * MINUTE);
    expect(refusedFor(budget, 2)).toBeUndefined();
    expect(refusedFor(budget, 3)).toMatchObject({
      status: 429,
      code: 'quota_used',
      text: "This needs 3 credits; 2 of today's 4 are used or in flight. New credits come at 2026-11-25 00:00 UTC.",
    });
  });

  it('is used by what is in flight as by what is spent', () => {
    deliveredAt(MIDNIGHT);
    planning(1);
    const budget = at(MIDNIGHT + MINUTE);
    expect(refusedFor(budget, 1)).toBeUndefined();
    expect(refusedFor(budget, 2)).toMatchObject({ code: 'quota_used' });
  });

  it('is never in the way of what costs nothing, though it is overdrawn', () => {
    planning(5);
    expect(refusedFor(at(MIDNIGHT), 0)).toBeUndefined();
    expect(refusedFor(at(MIDNIGHT), 1)).toMatchObject({ status: 429 });
  });

  it('is that of the person’s own plan', () => {
    store.models.putPlan({ name: 'vip', tiers: ['basic'], dailyQuota: 9 });
    store.models.holdPlan(ana.person.id, 'vip');
    expect(at(MIDNIGHT).credits(ana).quota).toBe(9);
    expect(refusedFor(at(MIDNIGHT), 9)).toBeUndefined();
  });
});

describe('what a run costs', () => {
  it('is one credit, and none for a recipe that the side delivered before', () => {
    storePair(store, 'p1');
    storeDelivered(store, 'p1', 'a1', { recipeHash: 'x' });
    const budget = at(MIDNIGHT);
    expect(budget.costOf('p1', 'A', 'x')).toBe(0);
    expect(budget.costOf('p1', 'A', 'y')).toBe(1);
    expect(budget.costOf('p1', 'B', 'x')).toBe(1);
    expect(budget.costOf('p2', 'A', 'x')).toBe(1);
  });
});

describe('the person’s line', () => {
  it.each([
    [0, 10, undefined],
    [0, 11, 10],
    [8, 2, undefined],
    [8, 8, 2],
    [9, 1, undefined],
    [9, 2, 1],
    [10, 1, 0],
    [12, 1, 0],
  ])('with %i waiting and %i more leaves room for %s', (waiting, more, fits) => {
    planning(waiting);
    const said = refusalOf(() => at(MIDNIGHT).requireRoom(ana, more));
    const room = fits === 0 ? 'your line is full' : `you have room for ${fits} more in line`;
    const text = expect.stringContaining(room);
    const refused = { status: 429, code: 'count_over_room', text };
    if (fits === undefined) expect(said).toBeUndefined();
    else expect(said).toMatchObject(refused);
  });

  it('is not filled by other people, nor by pairs that run', () => {
    for (let n = 0; n < 12; n += 1) {
      storePair(store, `p${n}`, { asker: aCaller('ben').person, state: 'planning', plan: null });
    }
    storePair(store, 'running');
    storeGeneration(store, 'running', 'a1', RUNNING);
    expect(refusalOf(() => at(MIDNIGHT).requireRoom(ana, 10))).toBeUndefined();
  });
});
