import type { CostCell, CostScope } from '../domain/cost-report.ts';
import type { TokenUsage } from '../domain/price.ts';
import type { MadeCall } from '../domain/provider-call.ts';

/** What provider calls cost. */
export interface Costs {
  /**
   * Calls begun at or after `since` (milliseconds since the epoch), newest day first; of all workspaces without a
   * scope. An image call of a model that is free by its spec cost 0, however it ended.
   */
  cells(since: number, scope: CostScope | null): readonly CostCell[];
}

/** A call that is about to be made: for a generation, or for a pair that has none yet. */
export interface NewCall extends Pick<MadeCall, 'id' | 'purpose' | 'provider' | 'modelId'> {
  readonly pairId: string;
  readonly generationId: string | null;
}

/** How a provider call ended, for the ledger. */
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
   * Committed before the call is made: money is spent only after this. Repeating it changes nothing; one id for two
   * generations or pairs is a thrown fault.
   */
  begin(call: NewCall, at: number): void;
  /** Repeating keeps the first outcome; a cost or tokens that were unknown are filled in, and known ones stay. */
  end(id: string, end: CallEnd, at: number): void;
  /** A generation's calls, oldest first. */
  of(generationId: string): readonly ProviderCall[];
  /** A pair's calls, those of its generations among them, oldest first. */
  ofPair(pairId: string): readonly ProviderCall[];
}
