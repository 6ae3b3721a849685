import type { Costs } from './cost-store.ts';
import type { Failure } from './errors.ts';
import type { Model, Plan } from './models.ts';
import type { Generation, Pair, PairView, Post, PostState, Vote } from './pair.ts';
import type { Caller, Locale, Place, SurfaceName } from './person.ts';
import type { Attachment } from './ports.ts';
import type { Pool, Promotions, UnsettledBlobs } from './pool-store.ts';
import type { Providers } from './provider-store.ts';
import type { OwnReference } from './reference.ts';
import type { Attempt, SideName, SideState } from './side.ts';
import type { PairPlan, Ratio } from './spec.ts';

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
  readonly settings: Settings;
}

export interface Pairs {
  /** `requestKey` is unique: what the surface calls this request, so that a redelivery finds its pairs. */
  insert(pair: Pair, attachments: readonly Attachment[], requestKey: string | null): void;
  /** Ids of the pairs accepted under a request key, in order; empty when there are none. */
  byRequestKey(requestKey: string): readonly string[];
  get(id: string): Pair | undefined;
  view(id: string): PairView | undefined;
  /** What is still to be fetched: nothing once the pair is planned or refused. */
  attachments(id: string): readonly Attachment[];
  /** planning -> planned. False when it is not planning any more. Raises the version. */
  planned(id: string, plan: PairPlan, own: readonly OwnReference[], comparable: boolean): boolean;
  /** planning -> refused. False when it is not planning any more. Raises the version. */
  refused(id: string, refusal: string): boolean;
  /** Gives a pair that is still in planning a new deadline: it is planned again after a restart. */
  replan(id: string, planDeadline: number): void;
  /** Ids of pairs in planning, oldest first. */
  planning(): readonly string[];
  /** Pairs in planning of one person. */
  planningOf(personId: string): number;
  /** Pairs of one person in planning, or with a waiting generation and none running. */
  waitingOf(personId: string): number;
  /** Raises the version: something a message shows has changed. */
  touch(id: string): void;
  /** Ids of pairs whose messages may not show the newest version, oldest pair first. */
  unshown(): readonly string[];
  /** Every message of the pair now shows this version (or a newer one). */
  shown(id: string, version: number): void;
  /** A person's pairs in a workspace, newest first; `before` is the last id of the page before. */
  history(
    personId: string,
    workspace: string,
    before: string | null,
    limit: number,
  ): readonly PairView[];
}

export interface Generations {
  /** Throws a `ConflictError` when the side has a live generation already. */
  insert(generation: Generation): void;
  get(id: string): Generation | undefined;
  newest(pairId: string, side: SideName): Generation | undefined;
  /** Compare-and-set on the state: stores the attempt (and `dispatchedAt` when it starts running). */
  save(attempt: Attempt, from: SideState, now: number): boolean;
  /** Ids in `running`. */
  running(): readonly string[];
  /** Ids of live generations whose deadline lies before `now`. */
  overdue(now: number): readonly string[];
  /** Sets `deliveredAt` once; later calls change nothing. */
  delivered(id: string, at: number): void;
  deleted(id: string, at: number): void;
  stage(id: string, ratio: { readonly tone?: Ratio; readonly angle?: Ratio }): void;
}

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

export interface Line {
  /** Oldest first, side A before B. */
  waiting(): readonly LineEntry[];
  running(): readonly LineEntry[];
  /** Median milliseconds of the model's last 20 runs that made an image; null before the first. */
  typicalMs(modelId: string): number | null;
  /** When the person's last generation was dispatched; 0 for never. */
  lastDispatched(personId: string): number;
}

export interface Credits {
  /** Distinct (side, recipe hash) first delivered at or after `since`, charged to who ran them. */
  spent(personId: string, since: number): number;
  /** Distinct (side, recipe hash) of the person that live, or are made and not posted yet, unpaid. */
  inFlight(personId: string): number;
  /** Whether this spec of the side was delivered before, so that running it again is free. */
  paid(pairId: string, side: SideName, recipeHash: string): boolean;
}

/** How `shown` begins for a card that its place did not take. */
export const KEPT_BACK = 'kept back ';

export interface Posts {
  /** Commits an intent. False when the message (pair, or generation) has a post already. */
  intend(post: Post): boolean;
  get(id: string): Post | undefined;
  byMessage(place: Place, messageId: string): Post | undefined;
  /** Images posted at a surface and first tried at or after `since`, by channel, oldest first. */
  images(surface: SurfaceName, since: number): readonly Post[];
  /** Any state -> posted, with the message's id and the hash of the card it shows. */
  posted(id: string, messageId: string, shown: string): void;
  /** The card the message now shows. */
  showing(id: string, shown: string): void;
  /** Whether a message of the place holds a card kept back. Cheap. */
  keptBack(place: Place): boolean;
  /** Forgets what those messages of a place show that hold a card kept back; ids of their pairs. */
  unkeep(place: Place): readonly string[];
  /** undelivered -> again, wanted at `at`; false when it is not undelivered. */
  again(id: string, at: number): boolean;
  /** posted/intended/undelivered -> state. */
  mark(id: string, state: Exclude<PostState, 'posted' | 'again'>): void;
}

export interface Votes {
  /** One verdict a person on two images; a later one replaces it. */
  put(vote: Vote): void;
}

export type ReactionClass = 'like' | 'dislike' | 'other';

export interface Reactions {
  /** `emoji` is normalised. Repeating changes nothing but `at`. */
  add(generationId: string, personId: string, emoji: string, kind: ReactionClass, at: number): void;
  remove(generationId: string, personId: string, emoji: string): void;
  /** Standing reactions on one image, oldest first. */
  of(
    generationId: string,
  ): readonly { personId: string; emoji: string; kind: ReactionClass; at: number }[];
  /** Generations the person likes now (a like stands, no later dislike), newest like first. */
  liked(
    personId: string,
    workspace: string,
    before: string | null,
    limit: number,
  ): readonly Generation[];
  /** People who like it and people who dislike it: the latest of both counts. */
  count(generationId: string): { readonly likes: number; readonly dislikes: number };
}

export interface Feedback {
  readonly generationId: string;
  readonly personId: string;
  /** 1 to 5. */
  readonly rating: number;
  readonly text: string;
  readonly at: number;
}
export interface FeedbackRows {
  /** Replaces what the person said before. */
  put(feedback: Feedback): void;
  of(generationId: string): readonly Feedback[];
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

export interface Models {
  list(): readonly Model[];
  get(id: string): Model | undefined;
  /** Throws when the table has no active default model. */
  default(): Model;
  put(model: Model): void;
  plans(): readonly Plan[];
  putPlan(plan: Plan): void;
  /** Gives a plan to a person's id, or to `role:` and a role. */
  holdPlan(holder: string, plan: string): void;
  /** Who holds a plan: ids of people, and `role:` and a role. */
  holdersOf(plan: string): readonly string[];
  /** The plan of a person: their own, else of the first of their roles that has one, else `default`. */
  planOf(caller: Caller): Plan;
}

export interface Access {
  /** Who was met, with the newest name and locale. */
  seen(caller: Caller, at: number): void;
  localeOf(personId: string): Locale | undefined;
  block(personId: string, by: string, reason: string, at: number): void;
  unblock(personId: string): void;
  isBlocked(personId: string): boolean;
  /** Empty lists allow everybody. */
  rules(workspace: string): {
    readonly roles: readonly string[];
    readonly channels: readonly string[];
  };
  putRules(
    workspace: string,
    rules: { readonly roles: readonly string[]; readonly channels: readonly string[] },
  ): void;
}

export interface Settings {
  get(name: string): string | undefined;
  put(name: string, value: string): void;
}

/** Thrown by `Generations.insert`: the side has a live generation already. */
export class ConflictError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConflictError';
  }
}
