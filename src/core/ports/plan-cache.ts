import type { TextPlan } from '../domain/spec.ts';

/** What a text model said of prompts. */
export interface PlanCache {
  /** `key`: a hash of everything that the model was told. */
  get(key: string): CachedPlan | undefined;
  /** Keeps the newest thousand. */
  put(key: string, plan: CachedPlan, at: number): void;
}

export interface CachedPlan {
  /** The display name of the model. */
  readonly madeBy: string;
  readonly said: TextPlan;
}
