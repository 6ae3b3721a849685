import type { Caller, Place } from '../domain/person.ts';

/** An emoji on a message now, and its author. */
export interface CurrentReaction {
  readonly caller: Caller;
  /** In the surface's notation. */
  readonly emoji: string;
  /** Whether it is a super reaction, where the surface has those. */
  readonly isSuper?: boolean;
}

/** A message that was read from a surface. */
export interface ReadMessage {
  readonly id: string;
  /**
   * All but those of bots; undefined when they cannot be read: the message or an emoji on it was deleted, or the client
   * does not understand it. Throws for other failures.
   */
  reactions(): Promise<readonly CurrentReaction[] | undefined>;
}

/** Reads reactions on the messages of a surface, and waits for its rate limits. */
export interface ReactionReader {
  /** Below 0 when the message `a` is older than `b`, 0 for the same one. */
  compare(this: void, a: string, b: string): number;
  /**
   * The message and those after it in its channel, of all authors, as many as one request reads; without the message
   * itself when it was deleted. Throws when the channel cannot be read.
   */
  page(place: Place, messageId: string): Promise<readonly ReadMessage[]>;
  /** The message now; undefined when it was deleted. Throws for other failures. */
  message(place: Place, messageId: string): Promise<ReadMessage | undefined>;
}
