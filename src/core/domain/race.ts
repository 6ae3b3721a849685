import type { Failure } from './failure.ts';
import type { StoredImage } from './side.ts';
import type { Spec } from './spec.ts';

export const CANDIDATE_STATES = ['waiting', 'running', 'succeeded', 'failed', 'dropped'] as const;
export type CandidateState = (typeof CANDIDATE_STATES)[number];

/** One model's try at a generation's image. Times are milliseconds since the epoch. */
export interface Candidate {
  /** Of its job, its call and its image. */
  readonly id: string;
  readonly generationId: string;
  /** 1 is the model that was asked for. */
  readonly number: number;
  readonly spec: Spec;
  readonly state: CandidateState;
  readonly dispatchedAt: number | null;
  readonly endedAt: number | null;
  readonly image: StoredImage | null;
  readonly failure: Failure | null;
}

/** Why no judge decided. */
export const RACE_RULES = [
  'only_one',
  'no_judge',
  'judge_rests',
  'judge_asked_before',
  'judge_failed',
] as const;
export type RaceRule = (typeof RACE_RULES)[number];

/** How a race was decided: by a judge, with its reason, or by the rule that the model asked for wins, then the next. */
export interface Verdict {
  readonly winnerId: string;
  /** The judge's display name; null when the rule decided. */
  readonly judge: string | null;
  /** In the judge's words. */
  readonly reason: string | null;
  readonly rule: RaceRule | null;
}

/** The race of a generation: the same image by several models, of which the best is shown. */
export interface Race {
  readonly generationId: string;
  /** When the first candidate had its image. */
  readonly firstAt: number | null;
  readonly verdict: Verdict | null;
  /** By number. */
  readonly candidates: readonly Candidate[];
}

/** Milliseconds that the others have once the first image is there; and that those have whose turn has not come, once all that ran failed. */
export const OTHERS_MS = 45_000;
/** Milliseconds reserved before the side's deadline for judging and for storing the winner. */
export const JUDGING_MS = 30_000;

export type RaceStep =
  | { readonly type: 'wait' }
  /** Nobody made an image: the failure of the model that was asked for. */
  | { readonly type: 'fail'; readonly failure: Failure }
  | { readonly type: 'judge'; readonly among: readonly Candidate[] };

/** What comes next in a race that is not decided. Pure. `runDeadline`: when the generation ends as late. */
export function nextStep(race: Race, now: number, runDeadline: number): RaceStep {
  const { candidates, firstAt } = race;
  const until = firstAt === null ? hopelessAt(candidates) : judgingAt(firstAt, runDeadline);
  if (candidates.some(isOpen) && now < until) return { type: 'wait' };
  const among = candidates.filter(({ image }) => image !== null);
  if (among.length > 0) return { type: 'judge', among };
  return { type: 'fail', failure: failureOf(candidates.flatMap((one) => one.failure ?? [])) };
}

/** That of the model that was asked for. Somebody was called for the image when any of them was. */
function failureOf(failures: readonly Failure[]): Failure {
  const [first = NOBODY] = failures;
  if (failures.every(({ unasked }) => unasked === true)) return first;
  const { unasked: _, ...asked } = first;
  return asked;
}

const NOBODY: Failure = { kind: 'worker_lost', detail: 'no model of the race was called' };

function isOpen({ state }: Candidate): boolean {
  return state === 'waiting' || state === 'running';
}

/** When those that wait are given up, because their provider may rest for long; never while one runs, or before one did. */
function hopelessAt(candidates: readonly Candidate[]): number {
  const ends = candidates.flatMap(({ endedAt }) => endedAt ?? []);
  const isUnderWay = ends.length === 0 || candidates.some(({ state }) => state === 'running');
  return isUnderWay ? Infinity : Math.max(...ends) + OTHERS_MS;
}

/** When what has come is judged at the latest. */
function judgingAt(firstAt: number, runDeadline: number): number {
  return Math.min(firstAt + OTHERS_MS, runDeadline - JUDGING_MS);
}
