import { type ErrorKind, type Failure, retryCanHelp } from '../domain/failure.ts';
import { mayRun } from '../domain/limits.ts';
import type { Model } from '../domain/model.ts';
import type { Generation, Origin } from '../domain/pair.ts';
import { ranWording } from '../domain/rewrite.ts';
import { type ActKind, isAct } from '../domain/planned-act.ts';

/** What the settings of a workspace allow now. */
export interface AllowedActs {
  /** 0 to 3. */
  readonly retries: number;
  /** Null when there is none. */
  readonly fallback: Model | null;
  /** Whether wordings are rewritten, and something can write them. */
  readonly rewrites: boolean;
}

/** An act to plan. `waitMs`: milliseconds until it is due. */
export interface ActWish {
  readonly kind: ActKind;
  readonly number: number;
  readonly total: number;
  readonly modelId: string | null;
  readonly waitMs: number;
}

/** Endings of which another provider may know nothing: a lost worker and a full storage are our own. */
const OF_PROVIDER: ReadonlySet<ErrorKind> = new Set([
  'rate_limited',
  'provider_error',
  'network',
  'timeout',
  'queue_timeout',
  'auth',
  'quota',
  'model_gone',
]);

/** The longest wait before the first retry; each later one doubles it. Milliseconds. */
const BACKOFF_MS = 4_000;
/** A provider that asks for a longer rest is not waited for: somebody sits before the message. Milliseconds. */
export const MAX_REST_MS = 60_000;
/** Acts that need no rest are seen so long before they happen, so that they can be cancelled. Milliseconds. */
export const NOTICE_MS = 3_000;

/**
 * The act that follows an ending, null for none. `side`: the side's generations, oldest first, with `ended` as its newest.
 * `random` is in [0, 1). Acts count from the last run that a person started; after a fallback there is none.
 */
export function actAfter(
  ended: Generation,
  side: readonly Generation[],
  allowed: AllowedActs,
  random: number,
): ActWish | null {
  const { failure } = ended;
  if (failure === null) return null;
  const before = actsSincePerson(side);
  if (before.includes('fallback')) return null;
  if (failure.kind === 'safety_block') return rewriteAfter(ended, side, before, allowed);
  const retry = retryAfter(ended, failure, side, { before, retries: allowed.retries, random });
  return retry ?? fallbackAfter(ended, failure, allowed.fallback);
}

/** Origins of the newest generations of a side that no person started. */
function actsSincePerson(side: readonly Generation[]): readonly Origin[] {
  const last = side.findLastIndex((one) => !isAct(one.origin));
  return side.slice(last + 1).map((one) => one.origin);
}

function rewriteAfter(
  ended: Generation,
  side: readonly Generation[],
  before: readonly Origin[],
  { rewrites }: AllowedActs,
): ActWish | null {
  if (!rewrites || before.includes('auto_rewrite') || ranWording(ended)) return null;
  if (mayRun(side, ended.side, ended.recipeHash) === 'side_full') return null;
  return { kind: 'auto_rewrite', number: 1, total: 1, modelId: null, waitMs: NOTICE_MS };
}

function retryAfter(
  { side: name, recipeHash }: Generation,
  failure: Failure,
  side: readonly Generation[],
  chain: { readonly before: readonly Origin[]; readonly retries: number; readonly random: number },
): ActWish | null {
  const number = chain.before.filter((one) => one === 'auto_retry').length + 1;
  // Where there was no room, a paid image would be lost again.
  const helps = retryCanHelp(failure.kind) && failure.full !== true;
  if (!helps || number > chain.retries || mayRun(side, name, recipeHash) !== 'yes') return null;
  const restMs = failure.retryAfterMs ?? 0;
  if (restMs > MAX_REST_MS) return null;
  const waitMs = restMs + backoffMs(number, chain.random);
  return { kind: 'auto_retry', number, total: chain.retries, modelId: null, waitMs };
}

/** Exponential, with half of it by chance: those that failed together do not come back together. */
function backoffMs(number: number, random: number): number {
  const longest = BACKOFF_MS * 2 ** (number - 1);
  return Math.round(longest / 2 + (longest / 2) * random);
}

function fallbackAfter(
  { spec }: Generation,
  { kind }: Failure,
  fallback: Model | null,
): ActWish | null {
  if (fallback === null || !OF_PROVIDER.has(kind)) return null;
  // Its provider failed already, or it was among the models that tried.
  if (fallback.provider === spec.provider || spec.race?.includes(fallback.id) === true) return null;
  return { kind: 'fallback', number: 1, total: 1, modelId: fallback.id, waitMs: NOTICE_MS };
}
