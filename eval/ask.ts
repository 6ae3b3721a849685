import PQueue from 'p-queue';
import { within } from '../src/core/base/within.ts';
import type { Classifier, Known } from '../src/core/ports/classifier.ts';
import type { Clock } from '../src/core/ports/system.ts';
import type { Rewritten } from './checks.ts';
import type { Labelled, Refused } from './lists.ts';
import type { Answered } from './score.ts';

/** Makes a safer wording of a refused prompt. Must stop when `signal` aborts. */
export type Rewrite = (refused: Refused, signal: AbortSignal) => Promise<string>;

/** The limits of the calls of a list. */
export interface Pace {
  readonly clock: Pick<Clock, 'after'>;
  /** Calls at a time. */
  readonly concurrency: number;
  /** Milliseconds of a call at most. */
  readonly ms: number;
  /** Ends everything when it aborts. */
  readonly signal: AbortSignal;
}

/** Asks the classifier for every prompt, in the order of the list. A call that fails is an answer that says so. */
export async function classified(
  rows: readonly Labelled[],
  classifier: Classifier,
  known: Known,
  pace: Pace,
): Promise<readonly Answered[]> {
  return eachOf(rows, pace, async (label, bounded) => ({
    label,
    answer: await orFailure(bounded((signal) => classifier.classify(label.prompt, known, signal))),
  }));
}

export interface RewrittenRow {
  readonly refused: Refused;
  readonly rewritten: Rewritten;
}

/** Asks for a rewrite of every refusal, likewise. */
export async function rewrittenAll(
  rows: readonly Refused[],
  rewrite: Rewrite,
  pace: Pace,
): Promise<readonly RewrittenRow[]> {
  return eachOf(rows, pace, async (refused, bounded) => {
    const text = bounded(async (signal) => ({ text: await rewrite(refused, signal) }));
    return { refused, rewritten: await orFailure(text) };
  });
}

/** Runs a call within its time. */
type Bounded = <T>(call: (signal: AbortSignal) => Promise<T>) => Promise<T>;

async function eachOf<T, R>(
  rows: readonly T[],
  { clock, concurrency, ms, signal }: Pace,
  ask: (row: T, bounded: Bounded) => Promise<R>,
): Promise<readonly R[]> {
  const queue = new PQueue({ concurrency });
  const bounded: Bounded = async (call) => within({ clock, ms, signal }, call);
  const asked = rows.map(async (row) => queue.add(async () => ask(row, bounded), { signal }));
  return Promise.all(asked);
}

async function orFailure<T>(call: Promise<T>): Promise<T | { readonly failure: string }> {
  try {
    return await call;
  } catch (cause) {
    return { failure: cause instanceof Error ? cause.message : String(cause) };
  }
}
