import { ApiError } from '@google/genai';
import { type Failure, ProviderError } from '../../core/domain/failure.ts';
import { failureOf } from '../shared/refusal.ts';
import { vendorWords } from '../shared/words.ts';
import { type ErrorBody, readError } from './error-body.ts';

/** What every other rate limit does not say: those too speak of "your current quota" and of billing. */
const USED_UP = /limit: 0\b|prepayment|credits are depleted|spend(ing)? (cap|limit)/i;

/** What a call that was not answered, or answered by an error, ends as. The details never hold `secret`. */
export function failureOfThrown(cause: unknown, secret: string): Failure {
  if (cause instanceof ApiError) return failureOfError(readError(cause), secret);
  if (cause instanceof ProviderError) return cause.failure;
  const words = wordsOf(cause, secret);
  if (isNetwork(cause)) return { kind: 'network', detail: `${words}${codeOf(cause)}` };
  // An answer that cannot be parsed, or is not even an object, breaks the SDK in these two ways.
  if (cause instanceof SyntaxError || cause instanceof TypeError) {
    return { kind: 'provider_error', detail: `answered with something that is not JSON: ${words}` };
  }
  // The SDK refuses parameters of the vendor's other service before it sends anything.
  return { kind: 'invalid_request', detail: words };
}

/** What was thrown, in its own words without `secret`. */
export function wordsOf(cause: unknown, secret: string): string {
  return vendorWords(cause instanceof Error ? cause.message : String(cause), secret);
}

function failureOfError(body: ErrorBody, secret: string): Failure {
  const { spoken, code, field, retryAfterMs } = body;
  const message = vendorWords(body.message, secret);
  const status = statusOf(body);
  const refusal = { status, spoken, message, code, parameter: field, retryAfterMs };
  if (status === 429 && spoken) return limited(body, message);
  // Fields may be called "safety…" without anything being blocked: blocks come in answers, not here.
  if (status === 400 && field !== null) return { kind: 'invalid_request', detail: message };
  return failureOf(refusal);
}

function limited(body: ErrorBody, message: string): Failure {
  const detail = message === '' ? 'answered 429 without a word' : message;
  if (isUsedUp(body)) return { kind: 'quota', detail };
  const { retryAfterMs } = body;
  return { kind: 'rate_limited', detail, ...(retryAfterMs !== null && { retryAfterMs }) };
}

/** The status that says what is meant: the vendor has 400 for keys and for accounts, too. */
function statusOf({ status, reasons, code }: ErrorBody): number {
  if (status !== 400) return status;
  if (reasons.includes('API_KEY_INVALID')) return 401;
  // Not from this country, or not without billing: nothing that another request would change.
  return code === 'FAILED_PRECONDITION' ? 403 : 400;
}

function isUsedUp({ quotas, message }: ErrorBody): boolean {
  return quotas.some((quota) => quota.includes('PerDay')) || USED_UP.test(message);
}

/** Node's fetch wraps what went wrong below it; a call that was let go not by us ended below it, too. */
function isNetwork(cause: unknown): cause is Error {
  if (!(cause instanceof Error)) return false;
  if (cause.name === 'AbortError') return true;
  return cause instanceof TypeError && ['fetch failed', 'terminated'].includes(cause.message);
}

/** " (ECONNREFUSED)", or '' when no code is known. */
function codeOf({ cause }: Error): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? ` (${code})` : '';
}
