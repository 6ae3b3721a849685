import { callsOf, isSince, type ModelRoom, type Room } from './dispatch-order.ts';
import type { LineEntry } from './place.ts';

/** Times for an estimate. Milliseconds. */
export interface Pace {
  readonly now: number;
  /** How long a run of the model usually takes. */
  readonly usualMs: (modelId: string) => number;
}

/** A run that would join the line now. */
export type Newcomer = Pick<LineEntry, 'provider' | 'modelId'>;

/** The calls that a provider or a model takes at once. */
export interface Seats {
  /** The times when they are free, soonest first. */
  readonly free: number[];
  /** Those that open when the trial call has ended. */
  closed: number;
}

/** The line of those that need the same seats. */
export interface Lane {
  readonly waiting: { readonly index: number; readonly usualMs: number }[];
  /** The position of the first in `waiting` that has not started. */
  next: number;
  readonly seats: readonly Seats[];
}

/** A lane for each provider, and one more for each of its models that rests or is on trial. */
export class Lanes {
  readonly #running: readonly LineEntry[];
  readonly #room: Room;
  readonly #pace: Pace;
  readonly #seats = new Map<string, Seats>();
  readonly #lanes = new Map<string, Map<string | null, Lane>>();

  constructor(running: readonly LineEntry[], room: Room, pace: Pace) {
    this.#running = running;
    this.#room = room;
    this.#pace = pace;
  }

  *all(): Generator<Lane> {
    for (const lanes of this.#lanes.values()) yield* lanes.values();
  }

  of(one: Newcomer): Lane {
    const model = this.#room.model(one);
    const name = model.trialSince === null ? null : model.name;
    const known = this.#lanes.get(one.provider);
    const lanes = known ?? new Map<string | null, Lane>();
    if (known === undefined) this.#lanes.set(one.provider, lanes);
    const before = lanes.get(name);
    if (before !== undefined) return before;
    const provider = this.#ofProvider(one.provider);
    const seats = name === null ? [provider] : [provider, this.#ofModel(one.provider, model)];
    const lane = { waiting: [], next: 0, seats };
    lanes.set(name, lane);
    return lane;
  }

  #ofProvider(name: string): Seats {
    const known = this.#seats.get(name);
    if (known !== undefined) return known;
    const its = this.#room.provider(name);
    const count = its.maxCalls ?? this.#room.capacity;
    const seats = seatsOf(its, count, this.#callsOf(name), this.#pace);
    this.#seats.set(name, seats);
    return seats;
  }

  #ofModel(provider: string, model: ModelRoom): Seats {
    const calls = callsOf(model, this.#callsOf(provider), this.#room);
    return seatsOf(model, this.#room.capacity, calls, this.#pace);
  }

  #callsOf(provider: string): readonly LineEntry[] {
    return this.#running.filter((one) => one.provider === provider);
  }
}

function seatsOf(
  { trialSince, restMs }: Omit<ModelRoom, 'name'>,
  count: number,
  calls: readonly LineEntry[],
  pace: Pace,
): Seats {
  const all = Math.max(1, count);
  const rested = (ms: number) => Math.max(ms, restMs);
  if (trialSince === null) return { free: freeTimes(calls, all, pace).map(rested), closed: 0 };
  const tried = calls.filter((one) => isSince(one, trialSince));
  const seats = { free: freeTimes(tried, 1, pace).map(rested), closed: all - 1 };
  // The trial call is running: all slots open when it ends.
  if (tried.length > 0) openAfterTrial(seats, seats.free[0] ?? 0);
  return seats;
}

/** Opens the seats that a trial call kept closed, once that has ended. */
export function openAfterTrial(seats: Seats, at: number): void {
  for (; seats.closed > 0; seats.closed -= 1) insertSorted(seats.free, at);
}

/** The times when each of `count` slots is free of these runs, soonest first. */
export function freeTimes(running: readonly LineEntry[], count: number, pace: Pace): number[] {
  const ends = running
    .map((one) => (one.dispatchedAt ?? pace.now) + pace.usualMs(one.modelId) - pace.now)
    .map((ms) => Math.max(0, ms))
    .toSorted((a, b) => a - b);
  const idle = Math.max(0, Math.max(1, count) - ends.length);
  return [...Array.from({ length: idle }, () => 0), ...ends];
}

export function insertSorted(sorted: number[], value: number): void {
  const at = sorted.findIndex((other) => other > value);
  sorted.splice(at === -1 ? sorted.length : at, 0, value);
}
