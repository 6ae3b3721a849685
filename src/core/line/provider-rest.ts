import type { ErrorKind, Failure } from '../domain/failure.ts';

/** How a provider stands, as its last endings say. Times are milliseconds since the epoch. */
export interface ProviderHealth {
  /** Endings in a row that spoke against it. */
  readonly failures: number;
  /** Rests since it last worked: while there is one, calls go one at a time. */
  readonly rests: number;
  /** No call before this; null before the first rest. */
  readonly restsUntil: number | null;
  /** Why it rests, or rested last: it failed again and again, or asked us to wait. */
  readonly why: 'failures' | 'rate_limited' | null;
}

export const HEALTHY: ProviderHealth = { failures: 0, rests: 0, restsUntil: null, why: null };

/** After so many failures in a row a provider rests. */
export const FAILURES_TO_REST = 5;
/** The first rest, for failures and for a rate limit that does not say how long; doubled by each that follows. */
const FIRST_REST_MS = 30_000;
const LONGEST_REST_MS = 600_000;

/** Endings that say nothing of the provider: its answer was lost with us, or there was none to come. */
const SILENT: ReadonlySet<ErrorKind> = new Set(['queue_timeout', 'worker_lost', 'storage']);
/** Endings in which the provider worked: it answered, and would answer others. */
const WORKING: ReadonlySet<ErrorKind> = new Set(['safety_block', 'invalid_request', 'model_gone']);

/** The provider after a call that ended `at`: `failure` is null for an image. Pure. */
export function afterCall(
  before: ProviderHealth,
  failure: Failure | null,
  at: number,
): ProviderHealth {
  if (failure === null) return recovered(before, at);
  const { kind, withdrawn, unasked, answered, retryAfterMs = FIRST_REST_MS } = failure;
  if (SILENT.has(kind) || withdrawn === true || unasked === true) return before;
  if (WORKING.has(kind) || answered === true) return recovered(before, at);
  return kind === 'rate_limited' ? limited(before, retryAfterMs, at) : failed(before, at);
}

/** Milliseconds in which no call may be made; never longer than the longest rest, whatever the clock did. */
export function restOf({ restsUntil }: ProviderHealth, now: number): number {
  return restsUntil === null ? 0 : Math.min(Math.max(0, restsUntil - now), LONGEST_REST_MS);
}

/** Whether the next call has to show that the provider works again: it goes alone. */
export function isOnTrial({ rests }: ProviderHealth): boolean {
  return rests > 0;
}

/** A rate limit stands until its time, whatever calls that were out bring in the meantime. */
function recovered(before: ProviderHealth, at: number): ProviderHealth {
  if (before.why === 'rate_limited' && restOf(before, at) > 0) {
    return before.failures === 0 ? before : { ...before, failures: 0 };
  }
  return before.failures === 0 && before.rests === 0 ? before : HEALTHY;
}

function limited(before: ProviderHealth, waitMs: number, at: number): ProviderHealth {
  // Calls that were out when the rest began say the same again.
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
