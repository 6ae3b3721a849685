import type { Place, SurfaceName } from '../domain/person.ts';
import type { Post, PostState, Refusal, SentMessage } from '../domain/pair.ts';

/** The start of `shown` for a card that its place did not accept. */
export const KEPT_BACK = 'kept back ';

export interface Posts {
  /** Stores a post as `intended`. False when there is a post with this id. */
  intend(post: Post): boolean;
  /** Deletes the intent of a generation's message that nobody has begun to post, nor uploaded a file for. */
  withdraw(id: string): void;
  get(id: string): Post | undefined;
  /** Ignores the thread: events of a message name only its channel. */
  byMessage(place: Place, messageId: string): Post | undefined;
  /** Posted images that were first tried at or after `since`, by channel, oldest first. */
  images(surface: SurfaceName, since: number): readonly Post[];
  /** Any state -> posted, with the message and the hash of the card it shows. */
  posted(id: string, message: SentMessage, shown: string): void;
  /** Sets the surface's memo of a message that is not posted yet. */
  keep(id: string, memo: string | null): void;
  /** Sets the hash of the card that the message shows. */
  setShown(id: string, shown: string): void;
  /** Whether the place did not accept the newest card of one of its messages. Cheap. */
  hasKeptBack(place: Place): boolean;
  /** Clears `shown` of such messages, so that they are edited again; ids of their pairs. */
  clearKeptBack(place: Place): readonly string[];
  /** undelivered -> again. False in any other state. */
  requestAgain(id: string, at: number): boolean;
  /** Sets why the chat refuses the message or its newest edit; null when it does not. */
  setRefusal(id: string, refusal: Refusal | null): void;
  /** posted/intended/undelivered -> state. */
  mark(id: string, state: Exclude<PostState, 'posted' | 'again'>): void;
}
