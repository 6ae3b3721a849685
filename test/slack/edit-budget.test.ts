import { beforeEach, describe, expect, it } from 'vitest';
import { EditBudget } from '../../src/bots/slack/edit-budget.ts';
import type { Card } from '../../src/core/chat/card.ts';
import { SurfaceError } from '../../src/core/ports/surface.ts';
import { FakeClock } from '../fakes/fake-clock.ts';

let clock: FakeClock;
let budget: EditBudget;
beforeEach(() => {
  clock = new FakeClock();
  budget = new EditBudget(clock);
});

/** Milliseconds until it is worth another try; 0 when the edit was let through. */
function take(kind: Card['kind'], message = 'C1 1.1'): number {
  try {
    budget.take(kind, message);
    return 0;
  } catch (cause) {
    if (cause instanceof SurfaceError && cause.kind === 'later') return cause.retryAfterMs ?? -1;
    throw cause;
  }
}
const takeAll = (kind: Card['kind']): number => {
  let taken = 0;
  while (take(kind) === 0) taken += 1;
  return taken;
};

describe('the edits of a workspace', () => {
  it('are never more than fifty in any minute, however they are asked for', async () => {
    const times: number[] = [];
    for (let second = 0; second < 300; second += 1) {
      // Quiet for a while, then all at once.
      const isBurst = second % 97 > 20;
      for (let n = isBurst ? takeAll('image') : 0; n > 0; n -= 1) times.push(clock.now());
      await clock.advance(1_000);
    }
    const most = times.map((from) => times.filter((at) => at >= from && at < from + 60_000).length);
    expect(Math.max(...most)).toBeGreaterThan(45);
    expect(Math.max(...most)).toBeLessThanOrEqual(50);
  });

  it('leave headers waiting while some are left for images and endings', () => {
    expect(takeAll('header')).toBe(12);
    expect(take('image')).toBe(0);
    expect(take('ending')).toBe(0);
    expect(takeAll('image')).toBe(6);
  });

  it('say when the next is there, and keep to it', async () => {
    takeAll('image');
    expect(take('image')).toBe(2_000);
    // A header needs all that is kept for others to be there first.
    expect(take('header')).toBe(18_000);
    await clock.advance(1_500);
    expect(take('image')).toBe(500);
    await clock.advance(500);
    expect(take('image')).toBe(0);
    expect(take('image')).toBe(2_000);
  });

  it('let one header through every two seconds when only headers are edited', async () => {
    takeAll('header');
    const taken: number[] = [];
    for (let second = 0; second < 10; second += 1) {
      await clock.advance(1_000);
      taken.push(takeAll('header'));
    }
    expect(taken).toEqual([0, 1, 0, 1, 0, 1, 0, 1, 0, 1]);
  });

  it('tell headers to come one after the other, as there will be edits for them', async () => {
    takeAll('header');
    const told = ['a', 'b', 'c', 'd'].map((message) => take('header', message));
    // The first was told by the loop above.
    expect(told).toEqual([4_000, 6_000, 8_000, 10_000]);
    await clock.advance(2_000);
    expect(take('header')).toBe(0);
    expect(take('header', 'e')).toBe(10_000);
    for (let n = 0; n < 200; n += 1) take('header', `many ${n}`);
    // Sixty are told a time of their own, and all others the last of these.
    expect(take('header', 'one more')).toBe(120_000);
    // When there is plenty nobody waits any more.
    await clock.advance(125_000);
    takeAll('header');
    expect(take('header', 'after')).toBe(4_000);
  });

  it('tell a header that asks again the same time, and nobody a later one because of it', async () => {
    takeAll('header');
    const again = Array.from({ length: 200 }, () => take('header', 'impatient'));
    expect(new Set(again)).toEqual(new Set([4_000]));
    expect(take('header', 'other')).toBe(6_000);
    await clock.advance(1_000);
    expect(take('header', 'impatient')).toBe(3_000);
    expect(take('header', 'other')).toBe(5_000);
  });

  it('let a header through as soon as there is an edit, also before the time it was told', async () => {
    takeAll('header');
    for (let n = 0; n < 20; n += 1) take('header', `many ${n}`);
    expect(take('header', 'last')).toBe(44_000);
    await clock.advance(40_000);
    expect(take('header', 'last')).toBe(0);
  });

  it('all wait while Slack says so, and begin again slowly', async () => {
    budget.pause(30_000);
    expect(take('image')).toBe(30_000);
    await clock.advance(10_000);
    expect(take('ending')).toBe(20_000);
    await clock.advance(20_000);
    expect(takeAll('ending')).toBe(1);
    await clock.advance(2_000);
    expect(takeAll('ending')).toBe(1);
  });

  it('do not end a longer pause by a shorter one', () => {
    budget.pause(30_000);
    budget.pause(1_000);
    expect(take('image')).toBe(30_000);
  });
});
