import type { Texts } from '../domain/person.ts';
import type { Attachment } from './attachment.ts';
import type { LineEntry } from '../line/place.ts';
import type { SideName, Attempt, SideState } from '../domain/side.ts';
import type { OwnReference } from '../domain/reference.ts';
import type { PairPlan, Ratio } from '../domain/spec.ts';
import type { Generation, Pair, ShownPair } from '../domain/pair.ts';

export interface Pairs {
  /** `requestKey` is the surface's id of the request: when it is delivered again, its pairs are found by it. */
  insert(
    pair: Pair,
    attachments: readonly Attachment[],
    requestKey: string | null,
    fingerprint?: string | null,
  ): void;
  /** The digest of the request that made the pair; null when it was stored without one. */
  fingerprintOf(id: string): string | null;
  /** Ids of the pairs of a person's request, in order. */
  byRequestKey(personId: string, requestKey: string): readonly string[];
  get(id: string): Pair | undefined;
  view(id: string): ShownPair | undefined;
  /** The attachments to fetch; none once the pair is planned, or refused for good. */
  attachments(id: string): readonly Attachment[];
  /** planning -> planned, and the version grows. False in any other state. */
  planned(id: string, plan: PairPlan, own: readonly OwnReference[], comparable: boolean): boolean;
  /**
   * planning -> refused, and the version grows. False in any other state. `keepsAttachments`: its request can be made
   * again.
   */
  refused(id: string, refusal: Texts, options?: { readonly keepsAttachments: boolean }): boolean;
  /** How many pairs the request made that made this one. */
  countOfRequest(id: string): number;
  /** Sets a new deadline for a pair in planning, which is planned again after a restart. */
  replan(id: string, planDeadline: number): void;
  /** Ids of pairs in planning, oldest first. */
  planning(): readonly string[];
  /** Ids of pairs in planning with a deadline before `now`. */
  unplannedAt(now: number): readonly string[];
  /** Pairs of one person in planning, or with a waiting generation and none running. */
  waitingOf(personId: string): number;
  /** Raises the version, because the content of a message has changed. */
  touch(id: string): void;
  /** Ids of pairs with messages that may be out of date, oldest pair first. */
  unshown(): readonly string[];
  /** All messages of the pair show this version or a newer one. */
  shown(id: string, version: number): void;
  /** A person's pairs in a workspace, newest first; `before` is the last id of the page before. */
  history(
    personId: string,
    workspace: string,
    before: string | null,
    limit: number,
  ): readonly ShownPair[];
  /** The prompts of the same pairs. */
  prompts(
    personId: string,
    workspace: string,
    before: string | null,
    limit: number,
  ): readonly { readonly id: string; readonly prompt: string }[];
}

export interface Generations {
  /** Throws when the side has a live generation. */
  insert(generation: Generation): void;
  get(id: string): Generation | undefined;
  newest(pairId: string, side: SideName): Generation | undefined;
  /** The newest one of the side that this one belongs to; undefined when there is no such generation. */
  newestBeside(id: string): Generation | undefined;
  /** Stores the attempt if its state is `from`, with `dispatchedAt` when it starts to run. False otherwise. */
  save(attempt: Attempt, from: SideState, now: number): boolean;
  /** Ids in `running`. */
  running(): readonly string[];
  /** Ids of live generations with a deadline before `now`. */
  overdue(now: number): readonly string[];
  /** Sets `deliveredAt` once; later calls change nothing. */
  delivered(id: string, at: number): void;
  deleted(id: string, at: number): void;
  stage(id: string, ratio: { readonly tone?: Ratio; readonly angle?: Ratio }): void;
}

export interface LineTotals {
  readonly waiting: number;
  readonly running: number;
  readonly oldestWaitingAt: number | null;
}

export interface Line {
  /** How many wait and run, and since when the oldest waits: milliseconds since the epoch, null when none does. */
  totals(): LineTotals;
  /** Oldest first, side A before B. */
  waiting(): readonly LineEntry[];
  /** Those waiting that were stored after an earlier `mark`, in the order in which they were; the mark of now. */
  joined(mark: number): { readonly mark: number; readonly entries: readonly LineEntry[] };
  running(): readonly LineEntry[];
  /** The model of each side of the pairs in planning, oldest pair first. */
  planning(): readonly string[];
  /** Median milliseconds of the model's last 20 runs that made an image; null before the first. */
  typicalMs(modelId: string): number | null;
  /** When the person's last generation was dispatched; 0 for never. */
  lastDispatched(personId: string): number;
}

export interface Credits {
  /** The person's distinct pairs of side and recipe hash that were first delivered at or after `since`. */
  spent(personId: string, since: number): number;
  /** The person's distinct pairs of side and recipe hash that are unpaid, and live or not yet posted. */
  inFlight(personId: string): number;
  /** Both, and the person's pairs in planning, as they are at one moment. */
  now(
    personId: string,
    since: number,
  ): { readonly spent: number; readonly inFlight: number; readonly planning: number };
  /** Whether this spec of the side was delivered before, and so runs again for free. */
  paid(pairId: string, side: SideName, recipeHash: string): boolean;
}
