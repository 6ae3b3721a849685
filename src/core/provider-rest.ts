import type { ErrorKind, Failure } from './errors.ts';

/** How a provider stands, as its last endings say. Times are milliseconds since the epoch. */
export interface ProviderHealth {
  /** Endings in a row that spoke against it. */
  readonly failures: number;
  /** No call before this; null when it does not rest. */
  readonly restsUntil: number | null;
  /** Why it rests, or rested last: it failed again and again, or asked us to wait. */
  readonly why: 'failures' | 'rate_limited' | null;
}

export const HEALTHY: ProviderHealth = { failures: 0, restsUntil: null, why: null };

/** After so many failures in a row a provider rests; the first call afterwards goes alone. */
export const FAILURES_TO_REST = 5;
/** The first rest, doubled by each failure that follows it. */
const FIRST_REST_MS = 30_000;
const LONGEST_REST_MS = 600_000;
/** For a rate limit that does not say how long. */
const RATE_REST_MS = 30_000;

/** Endings that say nothing of the provider: it was not asked, or its answer was lost with us. */
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
  if (SILENT.has(failure.kind) || failure.withdrawn === true) return before;
  if (WORKING.has(failure.kind)) return recovered(before, at);
  if (failure.kind === 'rate_limited') return limited(before, failure.retryAfterMs, at);
  return failed(before, at);
}

/** Whether no call may be made now. */
export function isResting({ restsUntil }: ProviderHealth, now: number): boolean {
  return restsUntil !== null && restsUntil > now;
}

/** Whether the next call has to show that the provider works again: it goes alone. */
export function isOnTrial({ failures }: ProviderHealth): boolean {
  return failures >= FAILURES_TO_REST;
}

/** A rate limit stands until its time, whatever other calls brought in the meantime. */
function recovered(before: ProviderHealth, at: number): ProviderHealth {
  const isLimited = before.why === 'rate_limited' && isResting(before, at);
  if (before.failures === 0 && (isLimited || before.restsUntil === null)) return before;
  return isLimited ? { ...before, failures: 0 } : HEALTHY;
}

function limited(before: ProviderHealth, waitMs: number | undefined, at: number): ProviderHealth {
  const until = at + Math.min(waitMs ?? RATE_REST_MS, LONGEST_REST_MS);
  if (before.restsUntil !== null && before.restsUntil >= until) return before;
  return { ...before, restsUntil: until, why: 'rate_limited' };
}

/** Calls that were out when the rest began may fail too: they do not make it longer. */
function failed(before: ProviderHealth, at: number): ProviderHealth {
  if (isResting(before, at) && isOnTrial(before)) return before;
  const failures = before.failures + 1;
  if (failures < FAILURES_TO_REST) return { ...before, failures };
  const restMs = Math.min(FIRST_REST_MS * 2 ** (failures - FAILURES_TO_REST), LONGEST_REST_MS);
  const until = Math.max(at + restMs, before.restsUntil ?? 0);
  return { failures, restsUntil: until, why: 'failures' };
}
