import type { CostCell, CostScope } from '../domain/cost-report.ts';
import type { TokenUsage } from '../domain/price.ts';
import type { MadeCall } from '../domain/provider-call.ts';

/** What provider calls cost. */
export interface Costs {
  /**
   * Calls that began at or after `since` (milliseconds since the epoch), newest day first; of all workspaces when the
   * scope is null. An image call of a model that is free by its spec costs 0, however it ended.
   */
  cells(since: number, scope: CostScope | null): readonly CostCell[];
}

/** A call before it is made, for a generation or for a pair without one. */
export interface NewCall extends Pick<MadeCall, 'id' | 'purpose' | 'provider' | 'modelId'> {
  readonly pairId: string;
  readonly generationId: string | null;
}

/** The end of a provider call. */
export interface CallEnd extends Pick<MadeCall, 'outcome' | 'costUsd'> {
  readonly tokens?: TokenUsage | null;
}

/** A row of the ledger. Times are milliseconds since the epoch; null while the call is open. */
export interface ProviderCall extends NewCall {
  readonly begunAt: number;
  readonly endedAt: number | null;
  readonly outcome: MadeCall['outcome'] | null;
  readonly costUsd: number | null;
  readonly tokens: TokenUsage | null;
}

export interface ProviderCalls {
  /**
   * Stores a call before it is made, so that no money is spent unrecorded. Idempotent. Throws when the id belongs to
   * another generation or pair.
   */
  begin(call: NewCall, at: number): void;
  /** A repeat keeps the first outcome, and fills in an unknown cost or tokens. */
  end(id: string, end: CallEnd, at: number): void;
  /** Whether a call of that provider for that purpose began at `since` or later and has not ended. */
  isOpen(call: Pick<MadeCall, 'provider' | 'purpose'>, since: number): boolean;
  /** A generation's calls, oldest first. */
  of(generationId: string): readonly ProviderCall[];
  /** All calls of a pair and its generations, oldest first. */
  ofPair(pairId: string): readonly ProviderCall[];
}
