import type { Access } from './access-store.ts';
import type { Models } from './model-store.ts';
import type { ProviderCalls, Costs } from './cost-store.ts';
import type { Votes, Reactions, Feedbacks } from './opinion-store.ts';
import type { Posts } from './post-store.ts';
import type { Pairs, Generations, Line, Credits } from './pair-store.ts';
import type { PlanCache } from './plan-cache.ts';
import type { Pool, Promotions, UnsettledBlobs } from './pool-store.ts';
import type { Providers, Rests } from './provider-store.ts';
import type { Rewrites } from './rewrite-store.ts';
import type { Races } from './race-store.ts';
import type { Requests } from './request-store.ts';
import type { Settings } from './settings.ts';
import type { PlannedActs, WorkspaceSettings } from './workspace-setting-store.ts';
import type { TextModels } from './text-model-store.ts';

/**
 * The hub's database. It is synchronous, as SQLite is, so a transaction is a plain function. Rows are checked when
 * they are read; invalid ones throw.
 */
export interface Store {
  /**
   * Runs `work` in an immediate transaction, or as a part of the current one. An error undoes all of it: a transaction fails
   * if it goes on after a part of it threw.
   */
  transaction<T>(work: () => T): T;
  /** As `transaction`, but within another one an error undoes this one alone. */
  isolated<T>(work: () => T): T;
  /**
   * Resolves when everything that was committed before the call would outlive a power cut: await it before the outside learns
   * of it. At once when that is so already; all who wait at the same time share one write to the disk. Rejects with a fault of
   * storage (see `storageFault`): what was committed stays, but may be lost. Every later call tries again. With a `mark` it waits for
   * what was committed before that was made.
   */
  durable(mark?: number): Promise<void>;
  /**
   * As `durable`, for what is in no hurry: causes no write to the disk, but waits for one that somebody else needs. Never
   * rejects; it may never resolve.
   */
  durableSoon(): Promise<void>;
  /** Names everything that is committed now, for `durable`. */
  mark(): number;
  readonly pairs: Pairs;
  readonly generations: Generations;
  readonly line: Line;
  readonly credits: Credits;
  readonly posts: Posts;
  readonly votes: Votes;
  readonly reactions: Reactions;
  readonly feedback: Feedbacks;
  readonly calls: ProviderCalls;
  readonly costs: Costs;
  readonly pool: Pool;
  readonly promotions: Promotions;
  readonly unsettled: UnsettledBlobs;
  readonly models: Models;
  readonly textModels: TextModels;
  readonly providers: Providers;
  readonly rests: Rests;
  readonly planCache: PlanCache;
  readonly rewrites: Rewrites;
  readonly races: Races;
  readonly access: Access;
  readonly requests: Requests;
  readonly settings: Settings;
  readonly workspaceSettings: WorkspaceSettings;
  readonly acts: PlannedActs;
}
