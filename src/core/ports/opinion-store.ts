import type { ReactionClass } from '../chat/emoji.ts';
import type { Vote, Generation } from '../domain/pair.ts';

export interface Votes {
  /** Replaces the person's earlier vote on the same two images. */
  put(vote: Vote): void;
}

export interface Reactions {
  /** `emoji` is normalised. A repeat changes only `at`. */
  add(generationId: string, personId: string, emoji: string, kind: ReactionClass, at: number): void;
  remove(generationId: string, personId: string, emoji: string): void;
  /** The reactions on an image now, oldest first. */
  of(
    generationId: string,
  ): readonly { personId: string; emoji: string; kind: ReactionClass; at: number }[];
  /** Generations that the person likes now, without a later dislike, newest like first. */
  liked(
    personId: string,
    workspace: string,
    before: string | null,
    limit: number,
  ): readonly Generation[];
  /** The numbers of people who like and dislike it. The latest reaction of each person counts. */
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
