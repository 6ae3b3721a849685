import type { Classification } from '../domain/spec.ts';

/** Says what a prompt is about. Never fails a pair: any throw is answered by the rules instead. */
export interface Classifier {
  /** `rules`, or a text model's name. */
  readonly name: string;
  classify(
    prompt: string,
    categories: readonly { readonly slug: string; readonly tags: readonly string[] }[],
    signal: AbortSignal,
  ): Promise<Classification>;
}
