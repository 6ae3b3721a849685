import type { Card } from '../chat/card.ts';
import type { SentMessage } from '../domain/pair.ts';
import type { Place, Person } from '../domain/person.ts';

/** Where a message goes, and what identifies it for ever. */
export interface PostTarget {
  readonly place: Place;
  /** Our post's id; the surface must be able to find the message by it. */
  readonly nonce: string;
  /** Whose message it answers, if the surface shows that: the header's message id. */
  readonly replyTo: string | null;
  /** Milliseconds since the epoch: the message surely was not posted before. */
  readonly since: number;
}

export type SurfaceFailure =
  /** Try again later. */
  | 'transient'
  /** The message, channel or workspace is no more. */
  | 'gone'
  /** We may not. */
  | 'forbidden'
  /** It will never be taken as it is: a fault of ours. */
  | 'refused'
  /** It may or may not have happened. */
  | 'unknown';

export class SurfaceError extends Error {
  readonly kind: SurfaceFailure;
  readonly retryAfterMs: number | null;

  constructor(
    kind: SurfaceFailure,
    message: string,
    options: { retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'SurfaceError';
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/** Lines of each list of the cost report, at most: all of its text has to fit into one card. */
export interface CostRoom {
  readonly days: number;
  readonly models: number;
  readonly people: number;
  readonly outcomes: number;
}

/** How much a card of a surface holds, at most. */
export interface SurfaceRoom {
  /** Rows of buttons. */
  readonly rows: number;
  /** Buttons in a row. */
  readonly buttons: number;
  /** Entries of a page of history or likes, with their pictures. */
  readonly gallery: number;
  /** Entries of a page of the reference pool, with their pictures. */
  readonly pool: number;
  readonly costs: CostRoom;
}

/** Shows cards to people. Decides nothing. Every method throws `SurfaceError` and nothing else. */
export interface Surface {
  readonly room: SurfaceRoom;
  /** Milliseconds between two calls about messages of one channel; 0 where they need no gap. */
  readonly gapMs: number;
  /** Posts a card; resolves with the message. Repeating it with one nonce posts once where it can. */
  post(target: PostTarget, card: Card): Promise<SentMessage>;
  /** Makes the message show the card; `memo` is what `post` or `find` gave with it. Repeating it is harmless. */
  update(place: Place, messageId: string, card: Card, memo: string | null): Promise<void>;
  /** Takes the message away, and what its `memo` names; no error when it is gone already. */
  remove(place: Place, messageId: string, memo: string | null): Promise<void>;
  /** The message that carries the nonce; undefined when there surely is none. Throws when it cannot look. */
  find(target: PostTarget): Promise<SentMessage | undefined>;
  /** Where a person can open the message; null when the surface has no such links. */
  link(place: Place, messageId: string): string | null;
  /** Says something to one person alone, about a place where nothing can be shown to them. */
  tell(place: Place, person: Person, text: string): Promise<void>;
}

/** Gives a card as the first answer to what a person just sent; the message. Throws a `SurfaceError`. */
export type FirstAnswer = (card: Card) => Promise<SentMessage>;

/** A link to one image for whoever has it; null when the hub has no public address. */
export type ImageLinks = (key: string) => {
  readonly url: string;
  /** Milliseconds since the epoch: dead from then on. */
  readonly until: number;
} | null;
