import type { Classification } from '../domain/spec.ts';

/** Classifies prompts. When it throws, the rules answer instead, and the pair goes on. */
export interface Classifier {
  /** `rules`, or a text model's name. */
  readonly name: string;
  classify(
    prompt: string,
    categories: readonly { readonly slug: string; readonly tags: readonly string[] }[],
    signal: AbortSignal,
  ): Promise<Classification>;
}
