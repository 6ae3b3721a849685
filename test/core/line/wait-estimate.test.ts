import { describe, expect, it } from 'vitest';
import { estimateWaits } from '../../../src/core/line/wait-estimate.ts';
import { aRoom, entry } from './line.ts';

const room = aRoom();

describe('the estimate', () => {
  it('shares what stands before among the slots', () => {
    const running = [entry('r', 'a', { dispatchedAt: 0 })];
    const waiting = ['1', '2', '3'].map((id) => entry(id, id));
    const pace = { now: 4_000, usualMs: () => 10_000 };
    const waits = estimateWaits(waiting, running, aRoom({ capacity: 2 }), pace);
    expect(waits).toEqual([0, 6_000, 10_000]);
  });

  it('is nothing while slots are free, and null where nobody serves the provider', () => {
    const waiting = [entry('1', 'a'), entry('2', 'b', { provider: 'away' })];
    const running = [entry('r', 'c', { dispatchedAt: 0 })];
    const pace = { now: 0, usualMs: () => 10_000 };
    expect(estimateWaits(waiting, running, room, pace)).toEqual([0, null]);
    expect(estimateWaits([entry('1', 'a')], running, room, pace)).toEqual([0]);
  });

  it('come from the slots that a provider has', () => {
    const waiting = ['1', '2', '3'].map((id) => entry(id, id, { provider: 'capped' }));
    const pace = { now: 0, usualMs: () => 10_000 };
    const waits = estimateWaits(
      [...waiting, entry('4', 'd')],
      [],
      aRoom({}, { capped: { maxCalls: 1 } }),
      pace,
    );
    expect(waits).toEqual([0, 10_000, 20_000, 0]);
  });

  it('hold up nobody who would pass in the line', () => {
    const capped = Array.from({ length: 20 }, (_, n) =>
      entry(`c${n}`, `p${n}`, { provider: 'capped' }),
    );
    const away = Array.from({ length: 40 }, (_, n) =>
      entry(`u${n}`, `q${n}`, { provider: 'away' }),
    );
    const tired = entry('t', 't', { provider: 'tired' });
    const order = [...capped, ...away, tired, entry('new', 'new')];
    const pace = { now: 0, usualMs: () => 60_000 };
    const providers = { capped: { maxCalls: 1 }, tired: { restMs: 590_000 } };
    const waits = estimateWaits(order, [], aRoom({}, providers), pace);
    expect(waits.at(-1)).toBe(0);
    expect(waits.at(-2)).toBe(590_000);
    expect(waits[25]).toBeNull();
    expect(waits[19]).toBe(19 * 60_000);
  });

  it('count the call that goes alone once, not for the whole line', () => {
    const order = Array.from({ length: 16 }, (_, n) =>
      entry(`t${n}`, `p${n}`, { provider: 'tried' }),
    );
    const pace = { now: 0, usualMs: () => 40_000 };
    const room4 = aRoom({}, { tried: { trialSince: 300_000, restMs: 300_000 } });
    const waits = estimateWaits(order, [], room4, pace);
    expect(waits.slice(0, 6)).toEqual([300_000, 340_000, 340_000, 340_000, 340_000, 380_000]);
    expect(waits.at(-1)).toBe(460_000);
    const out = [entry('r', 'r', { provider: 'tried', dispatchedAt: 0 })];
    const now = aRoom({}, { tried: { trialSince: 0 } });
    expect(estimateWaits(order.slice(0, 2), out, now, pace)).toEqual([40_000, 40_000]);
  });

  it('come from a provider’s rest, which holds up nobody else', () => {
    const order = [entry('1', 'a', { provider: 'tired' }), entry('2', 'b'), entry('3', 'c')];
    const pace = { now: 0, usualMs: () => 10_000 };
    const one = aRoom({ capacity: 1 }, { tired: { restMs: 5_000 } });
    expect(estimateWaits(order, [], one, pace)).toEqual([10_000, 0, 20_000]);
  });

  it('goes by when slots are free, whoever holds them, and by how long that still takes', () => {
    const running = [
      entry('overdue', 'a', { dispatchedAt: 0 }),
      entry('fresh', 'b', { dispatchedAt: 95_000, provider: 'other' }),
    ];
    const pace = { now: 100_000, usualMs: () => 20_000 };
    const waiting = ['1', '2', '3'].map((id) => entry(id, id));
    const waits = estimateWaits(waiting, running, aRoom({ capacity: 2 }), pace);
    expect(waits).toEqual([0, 15_000, 20_000]);
  });

  it('goes by each model’s own time', () => {
    const usual: Record<string, number> = { slow: 60_000, fast: 1_000 };
    const pace = { now: 0, usualMs: (model: string) => usual[model] ?? 0 };
    const order = ['slow', 'fast', 'slow'].map((modelId, n) => entry(`${n}`, `${n}`, { modelId }));
    expect(estimateWaits(order, [], aRoom({ capacity: 1 }), pace)).toEqual([0, 60_000, 61_000]);
  });

  it('lets who stands first go first when both can at the same moment', () => {
    const order = [entry('1', 'a', { provider: 'tired' }), entry('2', 'b')];
    const running = [entry('r', 'r', { dispatchedAt: 0 })];
    const pace = { now: 0, usualMs: () => 10_000 };
    const one = aRoom({ capacity: 1 }, { tired: { restMs: 10_000 } });
    expect(estimateWaits(order, running, one, pace)).toEqual([10_000, 20_000]);
  });

  it('gives the next free slot to who can use it, not the one after', () => {
    const order = [entry('1', 'a', { provider: 'tired' }), entry('2', 'b')];
    const running = [entry('r', 'r', { dispatchedAt: 0 })];
    const pace = { now: 0, usualMs: () => 10_000 };
    const two = aRoom({ capacity: 2 }, { tired: { restMs: 5_000 } });
    expect(estimateWaits(order, running, two, pace)).toEqual([10_000, 0]);
  });

  it('opens no more slots after a trial than the provider has', () => {
    const order = Array.from({ length: 4 }, (_, n) => entry(`${n}`, `${n}`, { provider: 'tried' }));
    const pace = { now: 0, usualMs: () => 40_000 };
    const tried = { trialSince: 300_000, restMs: 300_000, maxCalls: 2 };
    const waits = estimateWaits(order, [], aRoom({}, { tried }), pace);
    expect(waits).toEqual([300_000, 340_000, 340_000, 380_000]);
  });

  it('keeps every slot, though runs of different length end in between', () => {
    const usual: Record<string, number> = { slow: 20_000, m: 10_000 };
    const pace = { now: 0, usualMs: (model: string) => usual[model] ?? 0 };
    const running = [entry('r', 'r', { modelId: 'slow', dispatchedAt: 0 })];
    const order = ['1', '2', '3', '4', '5'].map((id) => entry(id, id));
    const waits = estimateWaits(order, running, aRoom({ capacity: 2 }), pace);
    expect(waits).toEqual([0, 10_000, 20_000, 20_000, 30_000]);
  });

  it('goes by which run ends first, in whatever order they are listed', () => {
    const running = [
      entry('later', 'a', { dispatchedAt: 5_000 }),
      entry('sooner', 'b', { dispatchedAt: 1_000 }),
    ];
    const pace = { now: 6_000, usualMs: () => 10_000 };
    const order = ['1', '2'].map((id) => entry(id, id));
    const waits = estimateWaits(order, running, aRoom({ capacity: 2 }), pace);
    expect(waits).toEqual([5_000, 9_000]);
  });

  it('lets who can go soonest go first when nobody can go yet', () => {
    const order = [entry('1', 'a', { provider: 'worn' }), entry('2', 'b', { provider: 'tired' })];
    const pace = { now: 0, usualMs: () => 10_000 };
    const providers = { worn: { restMs: 9_000 }, tired: { restMs: 5_000 } };
    expect(estimateWaits(order, [], aRoom({ capacity: 1 }, providers), pace)).toEqual([
      15_000, 5_000,
    ]);
  });

  it('keeps the order of the line between two providers', () => {
    const order = ['x', 'y', 'x', 'y'].map((provider, n) => entry(`${n}`, `${n}`, { provider }));
    const pace = { now: 0, usualMs: () => 10_000 };
    const waits = estimateWaits(order, [], aRoom({ capacity: 1 }, { x: {}, y: {} }), pace);
    expect(waits).toEqual([0, 10_000, 20_000, 30_000]);
  });

  it('comes from a model’s rest, which holds up no other model of its provider', () => {
    const order = ['big', 'big', 'small', 'big-low'].map((modelId, n) =>
      entry(`${n}`, `${n}`, { modelId }),
    );
    const pace = { now: 0, usualMs: () => 10_000 };
    const resting = { name: 'big', trialSince: 50_000, restMs: 50_000 };
    const now = aRoom({}, {}, { big: resting, 'big-low': resting });
    // After the trial call the others of the model go together.
    expect(estimateWaits(order, [], now, pace)).toEqual([50_000, 60_000, 0, 60_000]);
  });

  it('counts the trial call of a model that is out', () => {
    const out = entry('r', 'r', { modelId: 'big', dispatchedAt: 60_000 });
    const pace = { now: 64_000, usualMs: () => 10_000 };
    const now = aRoom({}, {}, { big: { trialSince: 50_000 } });
    const order = ['big', 'small', 'big'].map((modelId, n) => entry(`${n}`, `${n}`, { modelId }));
    expect(estimateWaits(order, [out], now, pace)).toEqual([6_000, 0, 6_000]);
    const before = { ...out, dispatchedAt: 40_000 };
    expect(estimateWaits(order, [before], now, pace)).toEqual([0, 0, 10_000]);
  });

  it('shares the slots of a provider among its models', () => {
    const order = ['big', 'small', 'small'].map((modelId, n) =>
      entry(`${n}`, `${n}`, { modelId, provider: 'capped' }),
    );
    const pace = { now: 0, usualMs: () => 10_000 };
    const big = { trialSince: 5_000, restMs: 5_000 };
    const one = aRoom({}, { capped: { maxCalls: 1 } }, { big });
    expect(estimateWaits(order, [], one, pace)).toEqual([10_000, 0, 20_000]);
  });

  it('of an empty line is none', () => {
    expect(estimateWaits([], [], room, { now: 0, usualMs: () => 1_000 })).toEqual([]);
  });
});
