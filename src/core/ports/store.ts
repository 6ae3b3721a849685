import type { Access } from './access-store.ts';
import type { Models } from './model-store.ts';
import type { ProviderCalls } from './cost-store.ts';
import type { Votes, Reactions, FeedbackRows } from './opinion-store.ts';
import type { Posts } from './post-store.ts';
import type { Pairs, Generations, Line, Credits } from './pair-store.ts';
import type { Costs } from './cost-store.ts';
import type { Pool, Promotions, UnsettledBlobs } from './pool-store.ts';
import type { Providers } from './provider-store.ts';
import type { Requests } from './request-store.ts';
import type { Settings } from './settings.ts';

/**
 * The hub's database. Synchronous, because SQLite is, and so a transaction is simply a function.
 * Rows come back checked; a row that cannot be read is a thrown fault, never a guess.
 */
export interface Store {
  /** Runs `work` in one immediate transaction; a nested one joins it. One that throws is undone, alone. */
  transaction<T>(work: () => T): T;
  readonly pairs: Pairs;
  readonly generations: Generations;
  readonly line: Line;
  readonly credits: Credits;
  readonly posts: Posts;
  readonly votes: Votes;
  readonly reactions: Reactions;
  readonly feedback: FeedbackRows;
  readonly calls: ProviderCalls;
  readonly costs: Costs;
  readonly pool: Pool;
  readonly promotions: Promotions;
  readonly unsettled: UnsettledBlobs;
  readonly models: Models;
  readonly providers: Providers;
  readonly access: Access;
  readonly requests: Requests;
  readonly settings: Settings;
}

/** Thrown by `Generations.insert`: the side has a live generation already. */
export class ConflictError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConflictError';
  }
}
