import type { Place, SurfaceName } from '../domain/person.ts';
import type { Post, PostState, SentMessage } from '../domain/pair.ts';

/** How `shown` begins for a card that its place did not take. */
export const KEPT_BACK = 'kept back ';

export interface Posts {
  /** Commits an intent. False when the message (pair, or generation) has a post already. */
  intend(post: Post): boolean;
  get(id: string): Post | undefined;
  /** Whatever its thread: what people do to a message names its channel alone. */
  byMessage(place: Place, messageId: string): Post | undefined;
  /** Images posted at a surface and first tried at or after `since`, by channel, oldest first. */
  images(surface: SurfaceName, since: number): readonly Post[];
  /** Any state -> posted, with the message and the hash of the card it shows. */
  posted(id: string, message: SentMessage, shown: string): void;
  /** The card the message now shows. */
  showing(id: string, shown: string): void;
  /** Whether a message of the place holds a card kept back. Cheap. */
  keptBack(place: Place): boolean;
  /** Forgets what those messages of a place show that hold a card kept back; ids of their pairs. */
  unkeep(place: Place): readonly string[];
  /** undelivered -> again, wanted at `at`; false when it is not undelivered. */
  again(id: string, at: number): boolean;
  /** posted/intended/undelivered -> state. */
  mark(id: string, state: Exclude<PostState, 'posted' | 'again'>): void;
}
