import type { Card } from '../../../core/chat/card.ts';
import type { Post, ShownPair } from '../../../core/domain/pair.ts';
import type { Locale } from '../../../core/domain/person.ts';
import type { Look, Looks } from '../../../core/studio/show/looks.ts';
import type { WebMessage, WebMessages } from '../web-messages.ts';
import { type SharedFacts, sharedFacts } from './pair-facts.ts';

/** What is shown of a pair in one language. */
interface Worded {
  readonly look: Look;
  readonly shared: SharedFacts;
  /** By the ids of posts; null for what is removed. */
  readonly cards: Map<string, Card | null>;
}

/** Without the private members of the class. */
type AnyLooks = Pick<Looks, keyof Looks>;
type ReadingParts = { readonly looks: AnyLooks };

/** One reading of a pair, put into words once for each language. */
export class Reading {
  readonly #looks: AnyLooks;
  readonly view: ShownPair;
  /** It knows of every change of the chat up to this one. */
  readonly seq: number;
  readonly #worded = new Map<Locale, Worded>();

  constructor({ looks }: ReadingParts, view: ShownPair, seq: number) {
    this.#looks = looks;
    this.view = view;
    this.seq = seq;
  }

  in(locale: Locale): Worded {
    const known = this.#worded.get(locale);
    if (known !== undefined) return known;
    const look = this.#looks.look(this.view, locale);
    const worded = { look, shared: sharedFacts(look), cards: new Map() };
    this.#worded.set(locale, worded);
    return worded;
  }

  card(postId: string, locale: Locale): Card | null {
    const { look, cards } = this.in(locale);
    const known = cards.get(postId);
    if (known !== undefined) return known;
    const card = this.#looks.card(look, postId) ?? null;
    cards.set(postId, card);
    return card;
  }
}

/** Pairs whose newest reading is remembered. */
const MAX_PAIRS = 50;
/** Messages whose pair is remembered. */
const MAX_OWNERS = 2_000;
type Owner = Pick<Post, 'pairId' | 'generationId'>;

/** Reads each pair once for all its messages and for everybody who looks. */
export class Readings {
  readonly #looks: AnyLooks;
  readonly #messages: Pick<WebMessages, 'newestSeq'>;
  /** By pair, the oldest reading first. */
  readonly #readings = new Map<string, Reading>();
  readonly #owners = new Map<string, Owner>();

  constructor(parts: {
    readonly looks: AnyLooks;
    readonly messages: Pick<WebMessages, 'newestSeq'>;
  }) {
    this.#looks = parts.looks;
    this.#messages = parts.messages;
  }

  /** Which pair and generation a message is of; undefined for one that is of none. */
  owner({ nonce }: WebMessage): Owner | undefined {
    const known = this.#owners.get(nonce);
    if (known !== undefined) return known;
    const post = this.#looks.post(nonce);
    if (post === undefined) return undefined;
    const { pairId, generationId } = post;
    if (this.#owners.size >= MAX_OWNERS) this.#owners.clear();
    this.#owners.set(nonce, { pairId, generationId });
    return { pairId, generationId };
  }

  /** The message's pair, read after this change of the message; undefined when it is gone. */
  of(message: WebMessage): Reading | undefined {
    const owner = this.owner(message);
    if (owner === undefined) return undefined;
    const known = this.#readings.get(owner.pairId);
    const reading =
      known !== undefined && known.seq >= message.seq ? known : this.now(owner.pairId);
    if (reading === undefined) return undefined;
    const view = asPosted(reading.view, message);
    if (view === reading.view) return reading;
    return this.#remember(new Reading({ looks: this.#looks }, view, reading.seq));
  }

  /** Undefined when it is gone. */
  now(pairId: string): Reading | undefined {
    // Before the pair: a change in between is read twice rather than missed.
    const seq = this.#messages.newestSeq();
    const view = this.#looks.view(pairId);
    return view && this.#remember(new Reading({ looks: this.#looks }, view, seq));
  }

  #remember(reading: Reading): Reading {
    const { id } = reading.view.pair;
    this.#readings.delete(id);
    const [oldest] = this.#readings.keys();
    if (this.#readings.size >= MAX_PAIRS && oldest !== undefined) this.#readings.delete(oldest);
    this.#readings.set(id, reading);
    return reading;
  }
}

/** The view with this message as posted: readers may see a message before its post is stored as such. */
function asPosted(view: ShownPair, { id, nonce, card, at }: WebMessage): ShownPair {
  const post = view.posts.find((one) => one.id === nonce);
  const isMissing = post?.state === 'intended' || post?.state === 'again';
  if (!isMissing || card === null) return view;
  return {
    ...view,
    posts: view.posts.map((one) =>
      one.id === nonce ? { ...one, state: 'posted', messageId: id } : one,
    ),
    generations: view.generations.map((one) =>
      one.id === nonce && one.image !== null ? { ...one, deliveredAt: one.deliveredAt ?? at } : one,
    ),
  };
}
