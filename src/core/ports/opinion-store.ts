import type { ReactionClass } from '../chat/emoji.ts';
import type { Vote, Generation } from '../domain/pair.ts';

export interface Votes {
  /** One verdict a person on two images; a later one replaces it. */
  put(vote: Vote): void;
}

export interface Reactions {
  /** `emoji` is normalised. Repeating changes nothing but `at`. */
  add(generationId: string, personId: string, emoji: string, kind: ReactionClass, at: number): void;
  remove(generationId: string, personId: string, emoji: string): void;
  /** Standing reactions on one image, oldest first. */
  of(
    generationId: string,
  ): readonly { personId: string; emoji: string; kind: ReactionClass; at: number }[];
  /** Generations the person likes now (a like stands, no later dislike), newest like first. */
  liked(
    personId: string,
    workspace: string,
    before: string | null,
    limit: number,
  ): readonly Generation[];
  /** People who like it and people who dislike it: the latest of both counts. */
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
  /** Replaces what the person said before. */
  put(feedback: Feedback): void;
  of(generationId: string): readonly Feedback[];
}
