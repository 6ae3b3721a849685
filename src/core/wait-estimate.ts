import type { Room } from './dispatch-order.ts';
import type { LineEntry } from './repositories.ts';

/** What an estimate goes by. Milliseconds. */
export interface Pace {
  readonly now: number;
  /** How long a run of the model usually takes. */
  readonly usualMs: (modelId: string) => number;
}

/** A run that would join the line now. */
export type Newcomer = Pick<LineEntry, 'provider' | 'modelId'>;

/**
 * Milliseconds until each in `order` starts: what runs and what stands before it, at its model's usual
 * time, shared by the slots there are, by its provider's own, and after its provider's rest.
 */
export function estimateWaits(
  order: readonly Newcomer[],
  running: readonly LineEntry[],
  room: Room,
  pace: Pace,
): readonly number[] {
  const slots = new Slots(running, room, pace);
  const waits = new Map<Newcomer, number>();
  // Others pass those whose provider rests: these take what is left.
  const rests = (one: Newcomer) => room.provider(one.provider).restMs > 0;
  for (const one of [...order.filter((each) => !rests(each)), ...order.filter(rests)]) {
    waits.set(one, slots.take(one));
  }
  return order.map((one) => waits.get(one) ?? 0);
}

/** When slots are free, all of them and those of each provider. */
class Slots {
  readonly #room: Room;
  readonly #pace: Pace;
  readonly #all: number[];
  readonly #own = new Map<string, number[]>();
  readonly #running: readonly LineEntry[];

  constructor(running: readonly LineEntry[], room: Room, pace: Pace) {
    this.#room = room;
    this.#pace = pace;
    this.#running = running;
    this.#all = this.#free(running, room.capacity);
  }

  /** Takes the next slot for a run; milliseconds until it starts. */
  take({ provider, modelId }: Newcomer): number {
    const { maxCalls, restMs } = this.#room.provider(provider);
    const own = this.#ownOf(provider, maxCalls ?? this.#room.capacity);
    const start = Math.max(this.#all.shift() ?? 0, own.shift() ?? 0, restMs);
    const end = start + this.#pace.usualMs(modelId);
    insertSorted(this.#all, end);
    insertSorted(own, end);
    return start;
  }

  #ownOf(provider: string, count: number): number[] {
    const own =
      this.#own.get(provider) ??
      this.#free(
        this.#running.filter((one) => one.provider === provider),
        count,
      );
    this.#own.set(provider, own);
    return own;
  }

  /** When each of so many slots is free, with these runs on them, soonest first. */
  #free(running: readonly LineEntry[], count: number): number[] {
    const { now, usualMs } = this.#pace;
    const ends = running
      .map((one) => Math.max(0, (one.dispatchedAt ?? now) + usualMs(one.modelId) - now))
      .toSorted((a, b) => a - b);
    const idle = Math.max(0, Math.max(1, count) - ends.length);
    return [...Array.from({ length: idle }, () => 0), ...ends];
  }
}

function insertSorted(sorted: number[], value: number): void {
  const at = sorted.findIndex((other) => other > value);
  sorted.splice(at === -1 ? sorted.length : at, 0, value);
}
