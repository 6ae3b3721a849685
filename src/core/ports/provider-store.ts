import type { ProviderHealth } from '../line/provider-rest.ts';
import type { RestScope } from '../line/rest-scope.ts';

/** A row of an image provider. */
export interface Provider {
  /** The adapter's name, as in a model's `provider`. */
  readonly name: string;
  readonly displayName: string;
  /** Concurrent image calls; null: as many as there are slots. */
  readonly maxCalls: number | null;
}

export interface Providers {
  list(): readonly Provider[];
  /** A provider without a row is without a cap, and displayed by its name. */
  get(name: string): Provider;
  put(provider: Provider): void;
}

/** How the last calls of a scope ended. */
export interface ScopeHealth {
  readonly scope: RestScope;
  readonly health: ProviderHealth;
}

/** The health of providers, by what their calls are for. */
export interface Rests {
  /** Every scope that is not healthy, by provider, purpose and model; all models of a provider before one of them. */
  list(): readonly ScopeHealth[];
  /** A scope of which nothing is stored is healthy. */
  get(scope: RestScope): ProviderHealth;
  /** Stores the health; a healthy one takes no room. */
  put(scope: RestScope, health: ProviderHealth): void;
}
