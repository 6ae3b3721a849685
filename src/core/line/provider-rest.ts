import type { ErrorKind, Failure } from '../domain/failure.ts';

/** The health of a provider's calls, or of one model's, by how the last ones ended. Times are milliseconds since the epoch. */
export interface ProviderHealth {
  /** Consecutive failures. */
  readonly failures: number;
  /** Rests since its last success: while there are any, it gets one call at a time. */
  readonly rests: number;
  /** It gets no call before this time; null before the first rest. */
  readonly restsUntil: number | null;
  /** Why it rests or rested: it failed repeatedly, or asked to wait. */
  readonly why: 'failures' | 'rate_limited' | null;
}

export const HEALTHY: ProviderHealth = { failures: 0, rests: 0, restsUntil: null, why: null };

/** A provider rests after so many consecutive failures. */
export const FAILURES_TO_REST = 5;
/** The first rest, after failures or a rate limit without a time. Each further rest is twice as long. */
const FIRST_REST_MS = 30_000;
const LONGEST_REST_MS = 600_000;

/** Failures of our own, which say nothing about the provider. */
const SILENT: ReadonlySet<ErrorKind> = new Set(['queue_timeout', 'worker_lost', 'storage']);
/** Failures of one request: the provider works. */
const WORKING: ReadonlySet<ErrorKind> = new Set(['safety_block', 'invalid_request', 'model_gone']);

/** The provider after a call that ended `at`: `failure` is null for an image. Pure. */
export function afterCall(
  before: ProviderHealth,
  failure: Failure | null,
  at: number,
): ProviderHealth {
  if (failure === null || showsWork(failure)) return recovered(before, at);
  if (isSilent(failure)) return before;
  const { kind, retryAfterMs = FIRST_REST_MS } = failure;
  return kind === 'rate_limited' ? limited(before, retryAfterMs, at) : failed(before, at);
}

/**
 * A model after an image call that ended `at`. Only the limits of the model alone speak against it: all else speaks against its
 * provider. Pure.
 */
export function modelAfterCall(
  before: ProviderHealth,
  failure: Failure | null,
  at: number,
): ProviderHealth {
  const isAboutModel = failure?.limitOf === 'model' || showsWork(failure);
  return isAboutModel ? afterCall(before, failure, at) : before;
}

/** A provider after an image call that ended `at`. With the limit of one model it works. Pure. */
export function providerAfterCall(
  before: ProviderHealth,
  failure: Failure | null,
  at: number,
): ProviderHealth {
  return afterCall(before, failure?.limitOf === 'model' ? null : failure, at);
}

/** Milliseconds until the next call may be made; at most the longest rest, even when the clock was set back. */
export function restOf({ restsUntil }: ProviderHealth, now: number): number {
  return restsUntil === null ? 0 : Math.min(Math.max(0, restsUntil - now), LONGEST_REST_MS);
}

/** Whether the next call is a trial, with no other call beside it. */
export function isOnTrial({ rests }: ProviderHealth): boolean {
  return rests > 0;
}

/** Whether this ending shows that who was called works. */
function showsWork(failure: Failure | null): boolean {
  if (failure === null) return true;
  return !isSilent(failure) && (WORKING.has(failure.kind) || failure.answered === true);
}

/** Whether it says nothing about who was called. */
function isSilent({ kind, withdrawn, unasked }: Failure): boolean {
  return SILENT.has(kind) || withdrawn === true || unasked === true;
}

/** A rate limit stays until its time, even when an earlier call succeeds meanwhile. */
function recovered(before: ProviderHealth, at: number): ProviderHealth {
  if (before.why === 'rate_limited' && restOf(before, at) > 0) {
    return before.failures === 0 ? before : { ...before, failures: 0 };
  }
  return before.failures === 0 && before.rests === 0 ? before : HEALTHY;
}

function limited(before: ProviderHealth, waitMs: number, at: number): ProviderHealth {
  // Calls that began before the rest report the same limit again.
  const isAgain = restOf(before, at) > 0;
  const times = isAgain ? 1 : 2 ** before.rests;
  const until = at + Math.round(Math.min(waitMs * times, LONGEST_REST_MS));
  if (isAgain && until <= (before.restsUntil ?? 0)) return before;
  const rests = isAgain ? before.rests : before.rests + 1;
  return { ...before, rests, restsUntil: until, why: 'rate_limited' };
}

function failed(before: ProviderHealth, at: number): ProviderHealth {
  if (restOf(before, at) > 0) return before;
  const { rests } = before;
  const failures = before.failures + 1;
  if (rests === 0 && failures < FAILURES_TO_REST) return { ...before, failures };
  const restMs = Math.min(FIRST_REST_MS * 2 ** rests, LONGEST_REST_MS);
  return { failures, rests: rests + 1, restsUntil: at + restMs, why: 'failures' };
}
