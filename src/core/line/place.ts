/** A generation in line or running, as the dispatcher sees it. */
export interface LineEntry {
  readonly id: string;
  readonly pairId: string;
  readonly personId: string;
  readonly provider: string;
  readonly modelId: string;
  readonly createdAt: number;
  readonly dispatchedAt: number | null;
}

/** Why a provider, or one of its models, gets no calls now. */
export interface Held {
  /** The provider's display name. */
  readonly provider: string;
  /** The model's, when the provider's other models are called; null when it is all of them. */
  readonly model: string | null;
  /** It failed repeatedly, it asked to wait, it is on trial with one call, no worker serves it, or none can be reached. */
  readonly why: 'failures' | 'rate_limited' | 'trial' | 'unserved' | 'queue_away';
}

/** The place of a waiting generation in line: 1 is next. `waitMs` is an estimate, or null. */
export interface LinePlace {
  readonly place: number;
  readonly waitMs: number | null;
  /** Why its provider or its model gets no calls; null when both get them. */
  readonly held: Held | null;
}
