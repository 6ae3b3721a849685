import { isSince, type Room } from './dispatch-order.ts';
import type { LineEntry } from './place.ts';

/** Times for an estimate. Milliseconds. */
export interface Pace {
  readonly now: number;
  /** How long a run of the model usually takes. */
  readonly usualMs: (modelId: string) => number;
}

/** A run that would join the line now. */
export type Newcomer = Pick<LineEntry, 'provider' | 'modelId'>;

/**
 * Milliseconds until each in `order` starts. All that run or wait before it take their model's usual time, on the
 * slots of the queue and of its provider, after the provider's rest. Those that cannot start yet are skipped, as the
 * dispatcher does. Null for those whose provider no worker serves.
 */
export function estimateWaits(
  order: readonly Newcomer[],
  running: readonly LineEntry[],
  room: Room,
  pace: Pace,
): readonly (number | null)[] {
  const slots = freeTimes(running, room.capacity, pace);
  const lanes = new Map<string, Lane>();
  for (const [index, one] of order.entries()) {
    if (!room.served.includes(one.provider)) continue;
    const lane = lanes.get(one.provider) ?? newLane(one.provider, running, room, pace);
    lane.waiting.push({ index, usualMs: pace.usualMs(one.modelId) });
    lanes.set(one.provider, lane);
  }
  const waits: (number | null)[] = order.map(() => null);
  for (;;) {
    const lane = nextLane(lanes.values(), slots[0] ?? 0);
    const next = lane?.waiting[lane.next];
    if (lane === undefined || next === undefined) return waits;
    lane.next += 1;
    const start = Math.max(slots.shift() ?? 0, lane.free.shift() ?? 0);
    waits[next.index] = start;
    const end = start + next.usualMs;
    insertSorted(slots, end);
    insertSorted(lane.free, end);
    openAfterTrial(lane, end);
  }
}

/** The line of one provider, and the times when its slots are free, soonest first. */
interface Lane {
  readonly waiting: { readonly index: number; readonly usualMs: number }[];
  /** The position of the first in `waiting` that has not started. */
  next: number;
  readonly free: number[];
  /** Slots that open when the trial call has ended. */
  closed: number;
}

function newLane(provider: string, running: readonly LineEntry[], room: Room, pace: Pace): Lane {
  const its = room.provider(provider);
  const all = Math.max(1, its.maxCalls ?? room.capacity);
  const own = running.filter((one) => one.provider === provider);
  const rested = (ms: number) => Math.max(ms, its.restMs);
  if (its.trialSince === null) {
    return { waiting: [], next: 0, free: freeTimes(own, all, pace).map(rested), closed: 0 };
  }
  const { trialSince } = its;
  const tried = own.filter((one) => isSince(one, trialSince));
  const free = freeTimes(tried, 1, pace).map(rested);
  const lane = { waiting: [], next: 0, free, closed: all - 1 };
  // The trial call is running: all slots open when it ends.
  if (tried.length > 0) openAfterTrial(lane, lane.free[0] ?? 0);
  return lane;
}

/** The first in line that can start when the next slot is free; else the one that can start soonest. */
function nextLane(lanes: Iterable<Lane>, slotAt: number): Lane | undefined {
  let best: { readonly lane: Lane; readonly at: number; readonly place: number } | undefined;
  for (const lane of lanes) {
    const place = lane.waiting[lane.next]?.index;
    if (place === undefined) continue;
    // Lanes that are ready by then are equals.
    const at = Math.max(lane.free[0] ?? 0, slotAt);
    const isBetter = best === undefined || at < best.at || (at === best.at && place < best.place);
    if (isBetter) best = { lane, at, place };
  }
  return best?.lane;
}

function openAfterTrial(lane: Lane, at: number): void {
  for (; lane.closed > 0; lane.closed -= 1) insertSorted(lane.free, at);
}

/** The times when each of `count` slots is free of these runs, soonest first. */
function freeTimes(running: readonly LineEntry[], count: number, pace: Pace): number[] {
  const ends = running
    .map((one) => (one.dispatchedAt ?? pace.now) + pace.usualMs(one.modelId) - pace.now)
    .map((ms) => Math.max(0, ms))
    .toSorted((a, b) => a - b);
  const idle = Math.max(0, Math.max(1, count) - ends.length);
  return [...Array.from({ length: idle }, () => 0), ...ends];
}

function insertSorted(sorted: number[], value: number): void {
  const at = sorted.findIndex((other) => other > value);
  sorted.splice(at === -1 ? sorted.length : at, 0, value);
}
