import type { Attachment } from './attachment.ts';
import type { LineEntry } from '../line/place.ts';
import type { SideName, Attempt, SideState } from '../domain/side.ts';
import type { OwnReference } from '../domain/reference.ts';
import type { PairPlan, Ratio } from '../domain/spec.ts';
import type { Pair, PairView, Generation } from '../domain/pair.ts';

export interface Pairs {
  /** `requestKey`: what the surface calls this request of the asker's, so that a redelivery finds its pairs. */
  insert(pair: Pair, attachments: readonly Attachment[], requestKey: string | null): void;
  /** Ids of the pairs that a person's request of that key was accepted with, in order; empty when there are none. */
  byRequestKey(personId: string, requestKey: string): readonly string[];
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
  /** Throws when the side has a live generation already. */
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
