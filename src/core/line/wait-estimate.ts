import type { ModelRoom, ProviderRoom, Room } from './dispatch-order.ts';
import {
  freeTimes,
  insertSorted,
  type Lane,
  Lanes,
  type Newcomer,
  openAfterTrial,
  type Pace,
  type Seats,
} from './lanes.ts';
import type { LineEntry } from './place.ts';

/**
 * Milliseconds until each in `order` starts. All that run or wait before it take their model's usual time, on the
 * slots of the queue, of its provider and of its model, after their rests. Those that cannot start yet are skipped, as the
 * dispatcher does. Null for those whose provider no worker serves.
 */
export function estimateWaits(
  order: readonly Newcomer[],
  running: readonly LineEntry[],
  room: Room,
  pace: Pace,
): readonly (number | null)[] {
  if (startAtOnce(order, running, room)) return order.map(() => 0);
  const slots = freeTimes(running, room.capacity, pace);
  const lanes = new Lanes(running, room, pace);
  for (const [index, one] of order.entries()) {
    if (!room.served.includes(one.provider)) continue;
    lanes.of(one).waiting.push({ index, usualMs: pace.usualMs(one.modelId) });
  }
  const waits: (number | null)[] = order.map(() => null);
  for (;;) {
    const lane = nextLane(lanes.all(), slots[0] ?? 0);
    const next = lane?.waiting[lane.next];
    if (lane === undefined || next === undefined) return waits;
    lane.next += 1;
    const start = Math.max(slots.shift() ?? 0, ...lane.seats.map(takeSoonest));
    waits[next.index] = start;
    const end = start + next.usualMs;
    insertSorted(slots, end);
    for (const seats of lane.seats) {
      insertSorted(seats.free, end);
      openAfterTrial(seats, end);
    }
  }
}

/** Whether all of them find a free slot now, and nothing that they need rests: so it is most of the time, and quickly seen. */
function startAtOnce(
  order: readonly Newcomer[],
  running: readonly LineEntry[],
  room: Room,
): boolean {
  const all = order.length + running.length;
  if (all > room.capacity) return false;
  return order.every((one) => {
    if (!room.served.includes(one.provider)) return false;
    const provider = room.provider(one.provider);
    return all <= (provider.maxCalls ?? all) && isFree(provider) && isFree(room.model(one));
  });
}

function isFree({ restMs, trialSince }: ModelRoom | ProviderRoom): boolean {
  return restMs === 0 && trialSince === null;
}

/** The first in line that can start when the next slot is free; else the one that can start soonest. */
function nextLane(lanes: Iterable<Lane>, slotAt: number): Lane | undefined {
  let best: { readonly lane: Lane; readonly at: number; readonly place: number } | undefined;
  for (const lane of lanes) {
    const place = lane.waiting[lane.next]?.index;
    if (place === undefined) continue;
    // Lanes that are ready by then are equals.
    const at = Math.max(slotAt, ...lane.seats.map(soonest));
    const isBetter = best === undefined || at < best.at || (at === best.at && place < best.place);
    if (isBetter) best = { lane, at, place };
  }
  return best?.lane;
}

function soonest({ free }: Seats): number {
  return free[0] ?? 0;
}

function takeSoonest({ free }: Seats): number {
  return free.shift() ?? 0;
}
