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
  /** The state of the model that a generation calls, as far as its provider's state does not say it. */
  readonly model: (entry: Pick<LineEntry, 'provider' | 'modelId'>) => ModelRoom;
}

/** Calls that rest together. */
interface Rest {
  /**
   * Since this time (milliseconds since the epoch) it gets one call at a time, until one succeeds; null when it works.
   * Calls that began before do not count.
   */
  readonly trialSince: number | null;
  /** Milliseconds until it may be called again; 0: now. */
  readonly restMs: number;
}

export interface ProviderRoom extends Rest {
  /** Concurrent calls, by its own cap and by the slots of the workers that serve it; null: the capacity. */
  readonly maxCalls: number | null;
}

export interface ModelRoom extends Rest {
  /** The provider's own name: what several rows of models share rests together. */
  readonly name: string;
}

/**
 * The waiting generations in the order of dispatch: of the person with the fewest running ones first, among equals of
 * the person who was served longest ago, then the oldest.
 */
export function orderLine(line: LineNow): readonly LineEntry[] {
  return [...inTurns(line)];
}

/**
 * As `orderLine`, but lazy: it sorts each turn when the caller reaches it. A caller that starts the yielded entries and updates
 * `lastDispatched` gets the same order as from a new `orderLine`, because a person has at most one entry in a turn.
 */
export function* inTurns({ waiting, running, lastDispatched }: LineNow): Generator<LineEntry> {
  const next = new Map<string, number>();
  for (const { personId } of running) next.set(personId, (next.get(personId) ?? 0) + 1);
  const turns: LineEntry[][] = [];
  for (const entry of waiting) {
    const turn = next.get(entry.personId) ?? 0;
    next.set(entry.personId, turn + 1);
    while (turns.length <= turn) turns.push([]);
    turns[turn]?.push(entry);
  }
  for (const entries of turns) {
    const keyed = entries.map((entry) => ({ entry, last: lastDispatched(entry.personId) }));
    keyed.sort((a, b) => a.last - b.last || a.entry.createdAt - b.entry.createdAt);
    for (const { entry } of keyed) yield entry;
  }
}

/**
 * Whether it may run now. It needs a free slot, a provider that is served, does not rest and has room, a model that does not rest,
 * and fewer than two other running pairs of its person. What may not run may not do so either when more is running.
 */
export function mayRun(entry: LineEntry, running: readonly LineEntry[], room: Room): boolean {
  if (running.length >= room.capacity || !room.served.includes(entry.provider)) return false;
  const provider = room.provider(entry.provider);
  const calls = running.filter((one) => one.provider === entry.provider);
  if (calls.length >= (provider.maxCalls ?? room.capacity) || isClosed(provider, calls))
    return false;
  const model = room.model(entry);
  if (isClosed(model, callsOf(model, calls, room))) return false;
  return mayRunPair(entry, running);
}

/** Of the calls of one provider those of a model that rests or is on trial; none of another, which nobody needs. */
export function callsOf(
  { name, trialSince }: ModelRoom,
  calls: readonly LineEntry[],
  room: Room,
): readonly LineEntry[] {
  return trialSince === null ? [] : calls.filter((one) => room.model(one).name === name);
}

/** Whether it rests, or has its one call of a trial out. */
function isClosed({ restMs, trialSince }: Rest, calls: readonly LineEntry[]): boolean {
  return restMs > 0 || (trialSince !== null && calls.some((one) => isSince(one, trialSince)));
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
