import type { CallPurpose } from '../domain/provider-call.ts';

/** Calls that rest together: a provider's calls for one purpose, or the image calls of one of its models. */
export interface RestScope {
  /** The adapter's name, as in a model's `provider`. */
  readonly provider: string;
  readonly purpose: CallPurpose;
  /** The provider's own name of the model; null: all its models. */
  readonly model: string | null;
}

/** The image calls of a provider, of all its models or of one. */
export function imageScope(provider: string, model: string | null = null): RestScope {
  return { provider, purpose: 'image', model };
}

/** Whether these are the image calls of all models of a provider. */
export function isAllImages({ purpose, model }: RestScope): boolean {
  return purpose === 'image' && model === null;
}
