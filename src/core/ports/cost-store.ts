import type { Failure } from '../domain/failure.ts';
import type { CostCell, CostScope } from '../domain/cost-report.ts';

/** What provider calls cost. */
export interface Costs {
  /**
   * Calls begun at or after `since` (milliseconds since the epoch), newest day first; of all workspaces without a
   * scope. A call of a model that is free by its spec cost 0, however it ended.
   */
  cells(since: number, scope: CostScope | null): readonly CostCell[];
}

/** How a provider call ended, for the ledger. */
export interface CallEnd {
  readonly outcome: 'image' | Failure['kind'] | 'dropped';
  readonly costUsd: number | null;
}

export interface ProviderCalls {
  /** Written in the transaction that dispatches: money is spent only after this. */
  begin(generationId: string, provider: string, modelId: string, at: number): void;
  /** Repeating keeps the first outcome; a cost that was unknown is filled in. */
  end(generationId: string, end: CallEnd, at: number): void;
  of(generationId: string): readonly { outcome: string | null; costUsd: number | null }[];
}
