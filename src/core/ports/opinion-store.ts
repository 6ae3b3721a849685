import type { Emoji, ReactionClass } from '../chat/emoji.ts';
import type { Vote, Generation } from '../domain/pair.ts';

export interface Votes {
  /** Replaces the person's earlier vote on the same two images. */
  put(vote: Vote): void;
  /** Takes the person's vote on these two images back; nothing when there is none. */
  remove(vote: Pick<Vote, 'personId' | 'generationA' | 'generationB'>): void;
}

/** A person's emoji on an image. */
export interface StoredReaction extends Emoji {
  readonly personId: string;
  readonly kind: ReactionClass;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface Reactions {
  /**
   * One row for each person, image and exact emoji; a repeat changes the other fields. The emoji that a name stands for by
   * default replaces the person's row for `anyOf` that name.
   */
  add(generationId: string, personId: string, emoji: Emoji, kind: ReactionClass, at: number): void;
  /** Removes the exact emoji; without one, the person's row for `anyOf` its name. */
  remove(generationId: string, personId: string, emoji: Emoji): void;
  /** The reactions on an image now, oldest first. */
  of(generationId: string): readonly StoredReaction[];
  /** Generations that the person likes now, without a later dislike, newest like first. */
  liked(
    personId: string,
    workspace: string,
    before: string | null,
    limit: number,
  ): readonly Generation[];
  /** The numbers of people who like and dislike it. The latest like or dislike of each person counts. */
  count(generationId: string): { readonly likes: number; readonly dislikes: number };
}

export interface Feedback {
  readonly generationId: string;
  readonly personId: string;
  /** 1 to 5. */
  readonly rating: number;
  readonly text: string;
  readonly at: number;
}

export interface Feedbacks {
  /** Replaces the person's earlier feedback. */
  put(feedback: Feedback): void;
  of(generationId: string): readonly Feedback[];
}
