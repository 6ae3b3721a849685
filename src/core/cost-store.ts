import { ERROR_KINDS } from './errors.ts';
import type { Place } from './person.ts';

/** How calls end that paid for no image that was shown. `dropped` came too late. */
export const UNSHOWN_OUTCOMES = [...ERROR_KINDS, 'dropped', 'cancelled'] as const;
export type UnshownOutcome = (typeof UNSHOWN_OUTCOMES)[number];

export const CALL_OUTCOMES = ['image', 'running', ...UNSHOWN_OUTCOMES] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** What some calls cost together. */
export interface CostSum {
  readonly calls: number;
  /** Those of the calls whose cost nobody knows. */
  readonly unknown: number;
  /** Dollars of the calls whose cost is known; null when none is. */
  readonly usd: number | null;
}

/** Calls of one day, model, person and outcome. */
export interface CostCell extends CostSum {
  /** Of UTC, such as 2026-11-25: the day they began. */
  readonly day: string;
  readonly modelId: string;
  /** Who ran them. */
  readonly personId: string;
  /** As they were called last. */
  readonly personName: string;
  readonly outcome: CallOutcome;
}

/** The calls for pairs of one workspace. */
export type CostScope = Pick<Place, 'surface' | 'workspace'>;

/** What provider calls cost. */
export interface Costs {
  /**
   * Calls begun at or after `since` (milliseconds since the epoch), newest day first; of all workspaces without a
   * scope. A call of a model that is free by its spec cost 0, however it ended.
   */
  cells(since: number, scope: CostScope | null): readonly CostCell[];
}
