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

/** Why a provider gets no calls now. */
export interface Held {
  /** The provider's display name. */
  readonly provider: string;
  /** It failed repeatedly, it asked to wait, it is on trial with one call, no worker serves it, or none can be reached. */
  readonly why: 'failures' | 'rate_limited' | 'trial' | 'unserved' | 'queue_away';
}

/** The place of a waiting generation in line: 1 is next. `waitMs` is an estimate, or null. */
export interface LinePlace {
  readonly place: number;
  readonly waitMs: number | null;
  /** Why its provider gets no calls; null when it gets them. */
  readonly held: Held | null;
}
