import type { ProviderHealth } from '../line/provider-rest.ts';

/** A row of an image provider. */
export interface Provider {
  /** The adapter's name, as in a model's `provider`. */
  readonly name: string;
  readonly displayName: string;
  /** Concurrent calls; null: as many as there are slots. */
  readonly maxCalls: number | null;
  readonly health: ProviderHealth;
}

export interface Providers {
  list(): readonly Provider[];
  /** A provider without a row is healthy, without a cap, and displayed by its name. */
  get(name: string): Provider;
  /** Stores names and cap, and leaves the health unchanged. */
  put(provider: Omit<Provider, 'health'>): void;
  /** Stores the health, in a new row when there is none. */
  putHealth(name: string, health: ProviderHealth): void;
}
