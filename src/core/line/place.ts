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

/** Why nobody waits for a slot alone. */
export interface Held {
  /** The provider's display name. */
  readonly provider: string;
  /** It failed again and again; it asked us to wait; one call goes first after that; or nothing here serves it. */
  readonly why: 'failures' | 'rate_limited' | 'trial' | 'unserved';
}

/** Where a waiting generation stands: 1 is next. `waitMs` is an estimate, null when there is none. */
export interface LinePlace {
  readonly place: number;
  readonly waitMs: number | null;
  /** What keeps its provider from being called; null while nothing does. */
  readonly held: Held | null;
}
