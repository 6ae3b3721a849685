import type { Failure } from '../domain/failure.ts';
import type { TokenUsage } from '../domain/price.ts';
import type { Spec } from '../domain/spec.ts';

/** An image, with the cost of its call in dollars; null when unknown. */
export interface ProviderAnswer {
  readonly bytes: Uint8Array;
  readonly costUsd: number | null;
  /** Null when the provider does not say. */
  readonly tokens: TokenUsage | null;
}

/** A reference's bytes, in the spec's order. */
export interface ReferenceImage {
  readonly role: 'own' | 'person' | 'angle' | 'tone';
  readonly label: string;
  readonly bytes: Uint8Array;
}

/** A vendor of image models. */
export interface ImageProvider {
  readonly name: string;
  /**
   * Makes one image, with exactly one call and no retry. Throws a `ProviderError` when there is no image. Must stop
   * when `signal` aborts: the caller reports a later answer as late.
   */
  render(
    spec: Spec,
    references: readonly ReferenceImage[],
    signal: AbortSignal,
  ): Promise<ProviderAnswer>;
}

/** The result of a free call to a vendor. */
export interface Probe {
  /** Why the vendor does not answer; null when it accepts our key. */
  readonly failure: Failure | null;
  /** Names of models that the vendor does not offer with this key. */
  readonly missing: readonly string[];
}

/** A provider that can be checked for free. */
export interface VendorImages extends ImageProvider {
  /** Makes one free call. Throws only for a fault of ours, or when `signal` aborts. */
  probe(models: readonly string[], signal: AbortSignal): Promise<Probe>;
}
