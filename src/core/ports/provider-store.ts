import type { ProviderHealth } from '../line/provider-rest.ts';

/** An image provider as its row says. */
export interface Provider {
  /** The adapter's name, as in a model's `provider`. */
  readonly name: string;
  readonly displayName: string;
  /** Calls at once; null: as many as there are slots. */
  readonly maxCalls: number | null;
  readonly health: ProviderHealth;
}

export interface Providers {
  list(): readonly Provider[];
  /** A provider without a row works, has no cap, and is called by its name. */
  get(name: string): Provider;
  /** Its name and cap; how it stands is kept. */
  put(provider: Omit<Provider, 'health'>): void;
  /** How it stands; makes the row when there is none. */
  putHealth(name: string, health: ProviderHealth): void;
}
