import type { Failure } from '../domain/failure.ts';
import type { TokenUsage } from '../domain/price.ts';
import type { Spec } from '../domain/spec.ts';

/** An image, and what its call cost: dollars, null when unknown (never 0 for unknown). */
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

/** One image model vendor. Makes exactly one call; never retries by itself. */
export interface ImageProvider {
  readonly name: string;
  /**
   * Makes one image. Throws `ProviderError` for every ending without one. Must stop when `signal`
   * aborts; what it does afterwards is reported as late by the caller.
   */
  render(
    spec: Spec,
    references: readonly ReferenceImage[],
    signal: AbortSignal,
  ): Promise<ProviderAnswer>;
}

/** What a harmless call to a vendor found. */
export interface Probe {
  /** Why the vendor answers nothing; null when it takes our key. */
  readonly failure: Failure | null;
  /** Models, by the vendor's names, that it does not offer to this key. */
  readonly missing: readonly string[];
}

/** A provider that can be looked at without spending anything. */
export interface VendorImages extends ImageProvider {
  /** Makes the cheapest harmless call; never throws but for a fault of ours, or when `signal` aborts. */
  probe(models: readonly string[], signal: AbortSignal): Promise<Probe>;
}
