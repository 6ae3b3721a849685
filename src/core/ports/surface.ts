import type { Card } from '../chat/card.ts';
import type { Refusal, SentMessage } from '../domain/pair.ts';
import type { Locale, Place, Person } from '../domain/person.ts';

/** The place of a new message, and its permanent id. */
export interface PostTarget {
  readonly place: Place;
  /** The post's id. The surface can find the message by it. */
  readonly nonce: string;
  /** The id of the header's message, for surfaces that show replies. */
  readonly replyTo: string | null;
  /** Milliseconds since the epoch. The message was not posted before this time. */
  readonly since: number;
  /** What an earlier try kept; null when it kept nothing. */
  readonly memo: string | null;
  /**
   * Stores a memo with the intent, before there is a message: what was uploaded for it is used again after a crash.
   * Throws what the database throws.
   */
  keep(this: void, memo: string): void;
}

export type SurfaceFailure =
  /** Try again later. */
  | 'transient'
  /** Nothing was tried, because the surface's own budget is spent: no failure, try again after `retryAfterMs`. */
  | 'later'
  /** The message, channel or workspace was deleted. */
  | 'gone'
  /** The bot has no permission. */
  | 'forbidden'
  /** The request is invalid, by a fault of ours; a retry does not help. */
  | 'refused'
  /** The chat's own filter refuses what the message says or shows, for good: see `FilteredError`. */
  | 'filtered'
  /** It may or may not have happened. */
  | 'unknown';

/** What the asker is told of a post that failed: what is wrong, and what helps. */
export type Advice = (locale: Locale) => string;

export class SurfaceError extends Error {
  readonly kind: SurfaceFailure;
  readonly retryAfterMs: number | null;
  /** Null where the surface knows no more than the kind says. */
  readonly advice: Advice | null;

  constructor(
    kind: SurfaceFailure,
    message: string,
    options: { retryAfterMs?: number; cause?: unknown; advice?: Advice | undefined } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'SurfaceError';
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.advice = options.advice ?? null;
  }
}

/** The chat refuses the message for its content. Nothing was posted or changed, and a retry does not help. */
export class FilteredError extends SurfaceError {
  readonly refusal: Refusal;

  constructor(refusal: Refusal, options: { cause?: unknown } = {}) {
    super('filtered', `the chat refuses the ${refusal.about}: ${refusal.said}`, options);
    this.name = 'FilteredError';
    this.refusal = refusal;
  }
}

/**
 * Why a channel takes no message of the bot. `direct`: it is between people, and nobody can let the bot in. `gone`: it was deleted, or
 * its thread was. `tab_off`: it is the bot's own, and switched off. `refused`: for another reason, such as a right that the bot lacks.
 */
export type ClosedWhy =
  | 'uninvited'
  | 'direct'
  | 'archived'
  | 'restricted'
  | 'gone'
  | 'tab_off'
  | 'refused';

/** The channel takes no message of the bot until people change something: nobody there would see what it makes. */
export class ClosedError extends SurfaceError {
  readonly why: ClosedWhy;
  /** The right that the bot lacks, as the chat calls it; null where that is not why, or the chat names none. */
  readonly scope: string | null;

  constructor(
    why: ClosedWhy,
    message: string,
    options: { cause?: unknown; advice?: Advice | undefined; scope?: string | undefined } = {},
  ) {
    super('forbidden', message, options);
    this.name = 'ClosedError';
    this.why = why;
    this.scope = options.scope ?? null;
  }
}

/** The most lines of each list of the cost report: its whole text must fit into one card. */
export interface CostRoom {
  readonly days: number;
  readonly models: number;
  readonly people: number;
  readonly outcomes: number;
}

/** The limits of a card at a surface. */
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

/** Shows cards to people. All errors are of type `SurfaceError`. */
export interface Surface {
  readonly room: SurfaceRoom;
  /** Set where pictures can be hidden until somebody asks to see them. */
  readonly hidesPictures?: true;
  /** Set where the bot learns only by posting the header whether it may post: a pair is planned after its header is posted. */
  readonly headerFirst?: true;
  /** Milliseconds between two calls about messages of one channel; 0 where they need no gap. */
  readonly gapMs: number;
  /** Posts a card. Where the surface supports it, a repeat with the same nonce posts nothing new. */
  post(target: PostTarget, card: Card): Promise<SentMessage>;
  /** Edits the message to show the card. `memo` is from `post` or `find`. Idempotent. */
  update(place: Place, messageId: string, card: Card, memo: string | null): Promise<void>;
  /**
   * Deletes the message with everything that its `memo` names. `messageId` null: it was never posted, and only what the
   * memo names is deleted. Idempotent.
   */
  remove(place: Place, messageId: string | null, memo: string | null): Promise<void>;
  /** The message with the nonce; undefined when there is none. Throws when it cannot be looked up. */
  find(target: PostTarget): Promise<SentMessage | undefined>;
  /** The address of the message; null where the surface has none. */
  link(place: Place, messageId: string): string | null;
  /** Sends a person a private text about a place where the bot cannot answer. */
  tell(place: Place, person: Person, text: string): Promise<void>;
}

/** Posts a card as the first answer to a command. Throws a `SurfaceError`. */
export type FirstAnswer = (card: Card, target: PostTarget) => Promise<SentMessage>;
/** Answers a command with a private sentence and buttons, because its first answer was refused. */
export type PrivateAnswer = (text: string, rows?: Card['rows']) => Promise<void>;

/** A link that opens one image without a sign-in; null when the hub has no public address. */
export type ImageLinks = (key: string) => {
  readonly url: string;
  /** The link expires then. Milliseconds since the epoch. */
  readonly until: number;
} | null;
