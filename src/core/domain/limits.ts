import { usesRun } from './failure.ts';
import type { Generation } from './pair.ts';
import type { SideName } from './side.ts';

/** Runs of one spec of one side. */
export const MAX_RUNS = 5;
/** Generations of one side. */
export const MAX_GENERATIONS = 25;
/** Characters of any other option, as typed: far above every name. */
export const MAX_OPTION = 200;
/** Characters of a file's name: the most that file systems have. */
export const MAX_FILE_NAME = 255;
/** Pairs of one `/generate`. */
export const MAX_COUNT = 8;
/** Commands that are held until their first answer. */
export const MAX_UNANSWERED = 4_000;
export const MAX_RUNNING_PAIRS = 2;
export const MAX_WAITING_PAIRS = 10;
export const MAX_FEEDBACK = 1_000;

/** Runs of this spec of the side that count against the budget of five. */
export function runsUsed(
  generations: readonly Generation[],
  side: SideName,
  recipeHash: string,
): number {
  return generations.filter(
    (one) => one.side === side && one.recipeHash === recipeHash && countsAsRun(one),
  ).length;
}

/** Cancelled while waiting, `queue_timeout`, `worker_lost` and what was asked of nobody use up no run. */
function countsAsRun(generation: Generation): boolean {
  if (generation.state === 'cancelled') return generation.dispatchedAt !== null;
  const { failure } = generation;
  return failure === null || (failure.unasked !== true && usesRun(failure.kind));
}

/** Whether this spec of the side may be run once more. */
export function mayRun(
  generations: readonly Generation[],
  side: SideName,
  recipeHash: string,
): 'yes' | 'runs_used' | 'side_full' {
  if (generations.filter((one) => one.side === side).length >= MAX_GENERATIONS) return 'side_full';
  return runsUsed(generations, side, recipeHash) >= MAX_RUNS ? 'runs_used' : 'yes';
}

/** A person's credits. `resetAt` is milliseconds since the epoch: the beginning of the hub's next day. */
export interface CreditsNow {
  readonly today: number;
  readonly inFlight: number;
  readonly quota: number;
  readonly resetAt: number;
  /** `resetAt` as people read it, with its time zone. */
  readonly reset: string;
  readonly lifetime: number;
}
