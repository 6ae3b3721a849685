import type { Caller, Place } from '../domain/person.ts';

/** An emoji on a message, and who put it there, as the surface knows them now. */
export interface StandingReaction {
  readonly caller: Caller;
  /** As the surface writes it. */
  readonly emoji: string;
}

/** A message as it was read. */
export interface ReadMessage {
  readonly id: string;
  /**
   * All but those of bots; undefined when nobody can know: the message or an emoji on it has gone, or it holds what
   * the surface's client cannot read. Throws for other failures.
   */
  reactions(): Promise<readonly StandingReaction[] | undefined>;
}

/** Reads reactions on the messages of a surface, and waits out its rate limits. It changes nothing. */
export interface ReactionReader {
  /** Below 0 when the message `a` is older than `b`, 0 for the same one. */
  compare(this: void, a: string, b: string): number;
  /**
   * The message and those after it in its channel, anybody's, as many as one request reads. It may be missing
   * itself, when it was removed. Throws when the channel cannot be read.
   */
  page(place: Place, messageId: string): Promise<readonly ReadMessage[]>;
  /** The message as it is now; undefined when it was removed. Throws for other failures. */
  message(place: Place, messageId: string): Promise<ReadMessage | undefined>;
}
