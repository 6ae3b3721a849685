import { memo } from '../../base/memo.ts';
import type { World } from '../base/world.ts';
import { type LineNow, orderLine, type Room } from '../../line/dispatch-order.ts';
import type { LineEntry, LinePlace } from '../../line/place.ts';
import type { Newcomer } from '../../line/lanes.ts';
import { estimateWaits } from '../../line/wait-estimate.ts';
import type { ProviderWatch } from './provider-watch.ts';
import type { Served } from './served.ts';
import { WaitingLine } from './waiting-line.ts';

type WatchParts = Pick<World, 'store' | 'clock'> & {
  readonly watch: ProviderWatch;
  readonly served: Served;
};

/** People of whom it is remembered when they were last served. */
const MAX_PEOPLE = 10_000;
/** Milliseconds after which a look is too old, whatever has changed. */
const OLD_MS = 1_000;
/** A look at a line of this length is too old after two changes, and one at a shorter line after one. */
const LENGTH_A_CHANGE = 50;

/** One reading of the line, and what was computed from it. */
interface Look {
  readonly at: number;
  readonly order: readonly LineEntry[];
  readonly running: readonly LineEntry[];
  /** The sides of pairs in planning, which join the line soon. */
  readonly planning: readonly Newcomer[];
  readonly waits: (order: readonly Newcomer[]) => readonly (number | null)[];
  readonly places: () => ReadonlyMap<string, LinePlace>;
  /** Waits of newcomers, by their models. */
  readonly newcomers: Map<string, number>;
}

/**
 * The line as people see it. Headers, requests at the door and statuses share one look, so that the work for N newcomers
 * grows like N log N. The look may be behind by one change in `LENGTH_A_CHANGE` entries, and by a second.
 */
export class LineWatch {
  readonly #parts: WatchParts;
  /** A cache of when each person's last generation was dispatched: only this process dispatches. */
  readonly #dispatched = new Map<string, number>();
  readonly #waiting: WaitingLine;
  /** How long each model usually takes, as it was read. */
  readonly #usual = new Map<string, { readonly ms: number; readonly at: number }>();
  #look: Look | null = null;
  #changes = 0;

  constructor(parts: WatchParts) {
    this.#parts = parts;
    this.#waiting = new WaitingLine(parts);
  }

  /** Call when a pair or a generation joined or left the line. */
  changed(): void {
    this.#changes += 1;
  }

  /** Call when a generation no longer waits. */
  left(id: string): void {
    this.#waiting.left(id);
  }

  /** Call when a generation was dispatched. */
  dispatched({ personId }: LineEntry, at: number): void {
    this.#remember(personId, at);
  }

  #remember(personId: string, at: number): void {
    if (this.#dispatched.size >= MAX_PEOPLE) this.#dispatched.clear();
    this.#dispatched.set(personId, at);
  }

  /**
   * The line as it is in the database now, without those who are `held`. Null when nobody else waits, or as many run as may:
   * not all of it is read then.
   */
  toDispatch(held: (one: LineEntry) => boolean, capacity: number): LineNow | null {
    const waiting = this.#waiting.read();
    if (!hasOther(waiting.values(), held)) return null;
    const running = this.#parts.store.line.running();
    // A full queue is the usual case while many wait: they are not looked at then.
    if (running.length >= capacity) return null;
    return this.#line(
      [...waiting.values()].filter((one) => !held(one)),
      running,
    );
  }

  /** The line as it is in the database now. */
  #read(): LineNow {
    return this.#line([...this.#waiting.read().values()], this.#parts.store.line.running());
  }

  #line(waiting: readonly LineEntry[], running: readonly LineEntry[]): LineNow {
    const { line } = this.#parts.store;
    const lastDispatched = (personId: string) => {
      const last = this.#dispatched.get(personId) ?? line.lastDispatched(personId);
      this.#remember(personId, last);
      return last;
    };
    return { waiting, running, lastDispatched };
  }

  /** What may be out now. Reads the state of each provider and model at most once. */
  room(watch = this.#parts.watch.glance()): Room {
    const { served } = this.#parts;
    const { capacity, providers } = served;
    const models = memo((provider) => memo((modelId) => watch.modelRoom(provider, modelId)));
    return {
      capacity,
      served: providers,
      provider: memo((name) => {
        const its = watch.room(name);
        return { ...its, maxCalls: fewer(its.maxCalls, served.slotsOf(name)) };
      }),
      model: ({ provider, modelId }) => models(provider)(modelId),
    };
  }

  /** The place of each waiting generation, in order; 1 is next. Those that joined since the last look are left out. */
  places(): ReadonlyMap<string, LinePlace> {
    return this.#current().places();
  }

  /** Ids of the pairs of the first `count` in line, and the places of all, without any delay. */
  first(count: number): ReadonlySet<string> {
    if (this.#changes > 0) this.#look = null;
    return new Set(
      this.#current()
        .order.slice(0, count)
        .map(({ pairId }) => pairId),
    );
  }

  /** Milliseconds until the last of these would start if they joined now, behind all that wait or are in planning. */
  waitOfNewcomers(newcomers: readonly Newcomer[]): number {
    const look = this.#current();
    const key = JSON.stringify(newcomers.map(({ provider, modelId }) => [provider, modelId]));
    const known = look.newcomers.get(key);
    if (known !== undefined) return known;
    const waits = look.waits([...look.order, ...look.planning, ...newcomers]);
    const last = waits.slice(waits.length - newcomers.length);
    const waitMs = Math.max(0, ...last.map((ms) => ms ?? 0));
    look.newcomers.set(key, waitMs);
    return waitMs;
  }

  #current(): Look {
    const look = this.#look;
    if (look !== null && !this.#isOld(look)) return look;
    this.#changes = 0;
    this.#look = this.#newLook();
    return this.#look;
  }

  #isOld({ at, order, running, planning }: Look): boolean {
    const length = order.length + running.length + planning.length;
    const age = Math.abs(this.#parts.clock.now() - at);
    return age >= OLD_MS || this.#changes * LENGTH_A_CHANGE > length;
  }

  #newLook(): Look {
    const { store, clock } = this.#parts;
    const watch = this.#parts.watch.glance();
    const line = this.#read();
    const { running } = line;
    const order = orderLine(line);
    const room = this.room(watch);
    const model = memo((id) => store.models.get(id));
    const at = clock.now();
    const usualMs = (id: string) => this.#usualMs(id, at);
    const waits = (all: readonly Newcomer[]) =>
      estimateWaits(all, running, room, { now: at, usualMs });
    const planning = store.line.planning().flatMap((modelId) => {
      const provider = model(modelId)?.provider;
      return provider === undefined ? [] : [{ provider, modelId }];
    });
    const held = memo((provider) => memo((modelId) => watch.held(provider, modelId)));
    const places = once(() => {
      const times = waits(order);
      return new Map(
        order.map(({ id, provider, modelId }, index) => [
          id,
          { place: index + 1, waitMs: times[index] ?? null, held: held(provider)(modelId) },
        ]),
      );
    });
    return { at, order, running, planning, waits, places, newcomers: new Map() };
  }

  /** Read once a second at most: one more run hardly changes it. */
  #usualMs(modelId: string, now: number): number {
    const known = this.#usual.get(modelId);
    if (known !== undefined && Math.abs(now - known.at) < OLD_MS) return known.ms;
    const { line, models } = this.#parts.store;
    const ms = line.typicalMs(modelId) ?? models.get(modelId)?.typicalMs ?? 0;
    this.#usual.set(modelId, { ms, at: now });
    return ms;
  }
}

/** Without a copy of the line, which may be long. */
function hasOther(line: Iterable<LineEntry>, held: (one: LineEntry) => boolean): boolean {
  for (const one of line) if (!held(one)) return true;
  return false;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The smaller of two limits; null is none. */
function fewer(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}
