import { EMPTY_COMPOSER } from './composer/state.ts';
import { CLOSED } from './drawer/drawer.ts';
import type { Message, PairFacts, State } from './model.ts';

/** The page's state. Changes of one moment are drawn once. */
export class PageStore {
  state: State = {
    me: null,
    messages: new Map(),
    order: [],
    pairs: new Map(),
    shown: new Map(),
    leaving: new Set(),
    drawer: CLOSED,
    toast: null,
    narrow: false,
    more: false,
    newer: false,
    connected: true,
    compare: null,
    history: null,
    signIn: false,
    announced: '',
    composer: EMPTY_COMPOSER,
    unread: null,
  };
  readonly #draw: (state: State) => void;
  /** Whether the person sees the newest message. */
  readonly #looking: () => boolean;
  #scheduled = false;
  #toasts = 0;

  constructor(draw: (state: State) => void, looking: () => boolean) {
    this.#draw = draw;
    this.#looking = looking;
  }

  set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      this.#draw(this.state);
    });
  }

  /**
   * Puts a message in its place. Ids sort by the time of posting; an edit arrives after messages that were posted
   * since, and does not move its message.
   */
  take(message: Message): void {
    const known = this.state.messages.get(message.id);
    if (known !== undefined && known.seq > message.seq) return;
    // Where the page does not reach to the newest, a new pair would stand beside one that it did not follow.
    const isApart = this.state.newer && known === undefined && !this.#hasPairOf(message);
    if (isApart) return;
    const messages = new Map(this.state.messages).set(message.id, message);
    const order = known === undefined ? placed(this.state.order, message.id) : this.state.order;
    const isRoot = message.generation === null;
    const fresh = known === undefined && isRoot && !this.#looking() ? message.id : null;
    this.set({ messages, order, unread: this.state.unread ?? fresh });
  }

  #hasPairOf({ batch_id: pair, reply_to: root }: Message): boolean {
    return this.state.pairs.has(pair ?? '') && this.state.messages.has(root ?? '');
  }

  /** What a pair is now. Answers to presses and events overtake each other: what was read later counts. */
  takePair(pair: PairFacts): void {
    const known = this.state.pairs.get(pair.batch_id);
    if (known !== undefined && known.as_of > pair.as_of) return;
    this.set({ pairs: new Map(this.state.pairs).set(pair.batch_id, pair) });
  }

  /** Replaces all messages: those that the page held before are not in the hub any more. */
  replace(newest: readonly Message[], pairs: readonly PairFacts[]): void {
    const messages = new Map(newest.map((one) => [one.id, one]));
    this.set({ messages, order: [...messages.keys()], pairs: byId(pairs) });
  }

  /** A page of older messages, before all that are here. */
  takeOlder(older: readonly Message[], pairs: readonly PairFacts[], more: boolean): void {
    const messages = new Map(this.state.messages);
    const fresh = older.filter((one) => !messages.has(one.id));
    for (const one of fresh) messages.set(one.id, one);
    const known = new Map([...byId(pairs), ...this.state.pairs]);
    this.set({
      messages,
      pairs: known,
      more,
      order: [...fresh.map((one) => one.id), ...this.state.order],
    });
  }

  /** A page of newer messages, after all that are here. */
  takeNewer(page: readonly Message[], pairs: readonly PairFacts[], newer: boolean): void {
    const messages = new Map(this.state.messages);
    const fresh = page.filter((one) => !messages.has(one.id));
    for (const one of fresh) messages.set(one.id, one);
    const order = [...this.state.order, ...fresh.map((one) => one.id)];
    this.set({ messages, pairs: new Map([...this.state.pairs, ...byId(pairs)]), order, newer });
  }

  /** Tells this person one sentence, in place of the one before. */
  say(text: string): void {
    this.#toasts += 1;
    this.set({ toast: { key: this.#toasts, text } });
  }
}

function byId(pairs: readonly PairFacts[]): ReadonlyMap<string, PairFacts> {
  return new Map(pairs.map((one) => [one.batch_id, one]));
}

/** The ids with one more, at its place. */
function placed(order: readonly string[], id: string): readonly string[] {
  const at = order.findLastIndex((other) => other < id) + 1;
  return order.toSpliced(at, 0, id);
}
