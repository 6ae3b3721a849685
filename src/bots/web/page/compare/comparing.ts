import type { api } from '../api.ts';
import type { PageStore } from '../store.ts';
import { sayCompare } from './compare-words.ts';
import { isVotedOn, shownOf } from './sides.ts';
import {
  COMPARED,
  type Compared,
  type Difference,
  type Mode,
  type Picture,
  SIDES,
  type SideName,
  WHOLE,
} from './state.ts';
import { moved, type Spot, zoomed } from './view-math.ts';

/** Differences that are kept, so that stepping back and forth asks once. */
const KEPT = 50;

export interface ComparingParts {
  readonly store: PageStore;
  readonly press: (id: string) => void;
  readonly look: (typeof api)['compare'];
}

/** What people do while they look at pictures in full. */
export class Comparing {
  readonly #parts: ComparingParts;
  readonly #differences = new Map<string, Difference>();

  constructor(parts: ComparingParts) {
    this.#parts = parts;
  }

  get #now(): Compared | null {
    return this.#parts.store.state.compare;
  }

  set(change: Partial<Compared>): void {
    const now = this.#now;
    if (now !== null) this.#parts.store.set({ compare: { ...now, ...change } });
  }

  /** Opens both sides of a pair, with what the feed shows of them; a side without a picture is left out. */
  open(
    pair: string,
    focused: SideName,
    generations: Compared['generations'] = COMPARED.generations,
  ): void {
    this.#parts.store.set({ compare: { ...COMPARED, pair, focused, generations } });
    this.#pin();
  }

  /** Opens one picture. */
  alone(alone: Picture): void {
    this.#parts.store.set({ compare: { ...COMPARED, alone } });
  }

  close(): void {
    this.#parts.store.set({ compare: null });
  }

  focus(focused: SideName): void {
    this.set({ focused });
  }

  mode(mode: Mode): void {
    this.set({ mode, flipped: false });
  }

  /** Shows an earlier or a later attempt of the side that has the keys. */
  step(by: -1 | 1, side: SideName | undefined = this.#now?.focused): void {
    const { state } = this.#parts.store;
    const now = this.#now;
    if (now === null || side === undefined) return;
    const shown = shownOf(state, now, side);
    const next = shown?.all[shown.at + by];
    if (next === undefined) return;
    this.set({ focused: side, generations: { ...now.generations, [side]: next.generation } });
    this.#pin();
  }

  zoom(factor: number, at?: Spot): void {
    const now = this.#now;
    if (now !== null) this.set({ view: zoomed(now.view, factor, at) });
  }

  whole(): void {
    this.set({ view: WHOLE });
  }

  move(by: Spot): void {
    const now = this.#now;
    if (now !== null) this.set({ view: moved(now.view, by) });
  }

  /** Votes on the two pictures, or says why that is not possible. */
  vote(choice: string): void {
    const { store, press } = this.#parts;
    const now = this.#now;
    const votes = store.state.pairs.get(now?.pair ?? '')?.votes;
    if (now === null || votes === null || votes === undefined) return;
    if (!isVotedOn(store.state, now)) return store.say(sayCompare.only_newest());
    const id = votes.choices.find((one) => one.choice === choice)?.id;
    if (id !== undefined) press(id);
  }

  /** Keeps the two pictures under the eyes, whatever comes meanwhile, and asks what differs. */
  #pin(): void {
    const { state } = this.#parts.store;
    const now = this.#now;
    if (now === null) return;
    const [a, b] = SIDES.map((side) => shownOf(state, now, side)?.generation ?? null);
    this.set({ generations: { A: a ?? null, B: b ?? null } });
    if (a && b) void this.#look(a, b);
  }

  async #look(a: string, b: string): Promise<void> {
    const key = `${a} ${b}`;
    const known = this.#differences.get(key);
    const difference = known ?? (await this.#asked(a, b));
    if (difference === null) return;
    if (this.#differences.size >= KEPT) this.#differences.clear();
    this.#differences.set(key, difference);
    const generations = this.#now?.generations;
    if (generations?.A === a && generations.B === b) this.set({ difference });
  }

  /** Null when the hub does not say: the sides' own names tell the most. */
  async #asked(a: string, b: string): Promise<Difference | null> {
    try {
      const { lines, ...pictures } = await this.#parts.look(a, b);
      return { a, b, lines, pictures: { A: pictures.a, B: pictures.b } };
    } catch {
      return null;
    }
  }
}
