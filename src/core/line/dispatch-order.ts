import { MAX_RUNNING_PAIRS } from '../domain/limits.ts';
import type { LineEntry } from './place.ts';

/** A snapshot of the line. */
export interface LineNow {
  /** Oldest first, side A before B. */
  readonly waiting: readonly LineEntry[];
  readonly running: readonly LineEntry[];
  /** When each person's last generation was dispatched; 0 for never. */
  readonly lastDispatched: (personId: string) => number;
}

/** How much may run at once. */
export interface Room {
  /** Jobs the queue takes. */
  readonly capacity: number;
  /** Providers that a living worker serves. */
  readonly served: readonly string[];
  /** The state and limits of a provider. */
  readonly provider: (name: string) => ProviderRoom;
}

export interface ProviderRoom {
  /** Concurrent calls; null: the capacity. */
  readonly maxCalls: number | null;
  /**
   * Since this time (milliseconds since the epoch) it gets one call at a time, until one succeeds; null when it works.
   * Calls that began before do not count.
   */
  readonly trialSince: number | null;
  /** Milliseconds until it may be called again; 0: now. */
  readonly restMs: number;
}

/**
 * The waiting generations in the order of dispatch: of the person with the fewest running ones first, among equals of
 * the person who was served longest ago, then the oldest.
 */
export function orderLine(line: LineNow): readonly LineEntry[] {
  const running = Map.groupBy(line.running, (entry) => entry.personId);
  const turns = new Map<string, number>();
  const keyed = line.waiting.map((entry) => {
    const turn = turns.get(entry.personId) ?? running.get(entry.personId)?.length ?? 0;
    turns.set(entry.personId, turn + 1);
    return { entry, turn, last: line.lastDispatched(entry.personId) };
  });
  return keyed
    .toSorted((a, b) => a.turn - b.turn || a.last - b.last || a.entry.createdAt - b.entry.createdAt)
    .map(({ entry }) => entry);
}

/**
 * The first in order that may run now. It needs a free slot, a provider that is served, does not rest and has room, and
 * fewer than two other running pairs of its person.
 */
export function nextToRun(
  order: readonly LineEntry[],
  running: readonly LineEntry[],
  room: Room,
): LineEntry | undefined {
  if (running.length >= room.capacity) return undefined;
  return order.find((entry) => {
    if (!room.served.includes(entry.provider)) return false;
    const { restMs, maxCalls, trialSince } = room.provider(entry.provider);
    const calls = running.filter((one) => one.provider === entry.provider);
    if (restMs > 0 || calls.length >= (maxCalls ?? room.capacity)) return false;
    const isTried = trialSince !== null && calls.some((one) => isSince(one, trialSince));
    return !isTried && mayRunPair(entry, running);
  });
}

/** Whether a call began at that time or later. */
export function isSince({ dispatchedAt }: LineEntry, at: number): boolean {
  return dispatchedAt !== null && dispatchedAt >= at;
}

function mayRunPair(entry: LineEntry, running: readonly LineEntry[]): boolean {
  const own = running.filter((other) => other.personId === entry.personId);
  const pairs = new Set(own.map((other) => other.pairId));
  return pairs.has(entry.pairId) || pairs.size < MAX_RUNNING_PAIRS;
}
