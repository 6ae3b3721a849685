import type { Classification } from '../domain/spec.ts';

/** What the pool has, as far as a classification names it. */
export interface Known {
  readonly categories: readonly { readonly slug: string; readonly tags: readonly string[] }[];
  /** Of its tone references; the built-in ones are known without. */
  readonly places: readonly string[];
}

/** Classifies prompts. When it throws, the rules answer instead, and the pair goes on. */
export interface Classifier {
  /** `rules`, or a text model's name. */
  readonly name: string;
  classify(prompt: string, known: Known, signal: AbortSignal): Promise<Classification>;
}
