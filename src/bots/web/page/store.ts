import { EMPTY_COMPOSER } from './composer/state.ts';
import { CLOSED } from './drawer/drawer.ts';
import { bounded, isFull } from './feed/held.ts';
import type { Message, PairFacts, State } from './model.ts';

/** Where the person is in the page. */
export interface Reader {
  /** Whether they are at its end. */
  readonly isAtEnd: () => boolean;
  /** Whether they see nothing of it. */
  readonly isAway: () => boolean;
}

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
    fresh: 0,
    own: null,
  };
  readonly #draw: (state: State) => void;
  readonly #reader: Reader;
  /** The greatest id there was: what is greater is new in the chat. */
  #newest = '';
  #scheduled = false;
  #toasts = 0;

  constructor(draw: (state: State) => void, reader: Reader) {
    this.#draw = draw;
    this.#reader = reader;
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
    const { state } = this;
    const known = state.messages.get(message.id);
    if (known !== undefined && known.seq > message.seq) return;
    const isNew = message.generation === null && message.id > this.#newest;
    if (isNew) this.#newest = message.id;
    if (isNew && !this.#isSeen()) {
      this.set({ unread: state.unread ?? message.id, fresh: state.fresh + 1 });
    }
    if (known === undefined && !this.#hasPairOf(message) && this.#isApart()) {
      return this.set({ newer: true });
    }
    const messages = new Map(state.messages).set(message.id, message);
    const order = known === undefined ? placed(state.order, message.id) : state.order;
    this.set({ messages, order });
    if (isFull(this.state)) this.set({ ...bounded(this.state, 'newest'), more: true });
  }

  /** Whether the person sees what comes at the end of the chat. */
  #isSeen(): boolean {
    return !this.state.newer && !this.#reader.isAway() && this.#reader.isAtEnd();
  }

  /**
   * Whether new pairs are left to the page of newer ones. Where the page does not reach to the newest, one would stand beside a
   * pair that it did not follow; where it is full, it would push away what somebody looks at further up.
   */
  #isApart(): boolean {
    return this.state.newer || (isFull(this.state) && !this.#reader.isAtEnd());
  }

  #hasPairOf({ batch_id: pair, reply_to: root }: Message): boolean {
    return this.state.pairs.has(pair ?? '') && this.state.messages.has(root ?? '');
  }

  /** What a pair is now. Answers to presses and events overtake each other: what was read later counts. */
  takePair(pair: PairFacts): void {
    const known = this.state.pairs.get(pair.batch_id);
    if (known !== undefined && known.as_of > pair.as_of) return;
    if (known === undefined && !this.state.messages.has(pair.message_id ?? '')) return;
    // Events tell of a pair as they tell of its header.
    const isOwn = pair.asker.mine && known === undefined && pair.message_id === this.#newest;
    const own = isOwn ? pair.message_id : this.state.own;
    this.set({ pairs: new Map(this.state.pairs).set(pair.batch_id, pair), own });
  }

  /** Replaces all messages: those that the page held before are not in the hub any more. */
  replace(newest: readonly Message[], pairs: readonly PairFacts[]): void {
    const messages = new Map(newest.map((one) => [one.id, one]));
    this.set({ messages, order: [...messages.keys()], pairs: byId(pairs) });
    this.#knows(newest);
  }

  /** A page of older messages, before all that are here. */
  takeOlder(page: readonly Message[], pairs: readonly PairFacts[], more: boolean): void {
    const { state } = this;
    const fresh = page.filter((one) => !state.messages.has(one.id));
    const order = [...fresh.map((one) => one.id), ...state.order];
    const held = bounded(this.#with(fresh, pairs, order), 'oldest');
    const isCut = held.order.length < order.length;
    this.set({ ...held, more, newer: state.newer || isCut });
    this.#knows(page);
  }

  /** A page of newer messages, after all that are here. */
  takeNewer(page: readonly Message[], pairs: readonly PairFacts[], newer: boolean): void {
    const { state } = this;
    const fresh = page.filter((one) => !state.messages.has(one.id));
    const order = [...state.order, ...fresh.map((one) => one.id)];
    const held = bounded(this.#with(fresh, pairs, order), 'newest');
    const isCut = held.order.length < order.length;
    this.set({ ...held, newer, more: state.more || isCut });
    this.#knows(page);
  }

  /** What is here, and these. What came by events is newer than a page. */
  #with(fresh: readonly Message[], pairs: readonly PairFacts[], order: readonly string[]) {
    const messages = new Map([
      ...this.state.messages,
      ...fresh.map((one) => [one.id, one] as const),
    ]);
    return { messages, order, pairs: new Map([...byId(pairs), ...this.state.pairs]) };
  }

  #knows(page: readonly Message[]): void {
    for (const { id } of page) if (id > this.#newest) this.#newest = id;
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
