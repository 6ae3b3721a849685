import { ApiError } from '@google/genai';
import { type Failure, ProviderError } from '../../core/domain/failure.ts';
import { failureOf } from '../common/refusal.ts';
import { cleanMessage } from '../common/clean-message.ts';
import { type ErrorBody, readError } from './error-body.ts';

/** The account or its country, in the messages of failed preconditions. */
const OF_ACCOUNT = /location|country|region|billing|account|project|free tier|enable/i;
/** Only in the messages of used-up accounts. Other rate limits also mention "your current quota" and billing. */
const USED_UP = /limit: 0\b|prepayment|credits are depleted|spend(ing)? (cap|limit)/i;

/** The failure for an error that the SDK threw. Its details never contain `secret`. */
export function failureOfThrown(cause: unknown, secret: string): Failure {
  if (cause instanceof ApiError) return failureOfError(readError(cause), secret);
  if (cause instanceof ProviderError) return cause.failure;
  const words = wordsOf(cause, secret);
  if (isNetwork(cause)) return { kind: 'network', detail: `${words}${codeOf(cause)}` };
  // The SDK throws these when it cannot parse an answer.
  if (cause instanceof SyntaxError || cause instanceof TypeError) {
    return { kind: 'provider_error', detail: `answered with something that is not JSON: ${words}` };
  }
  // The SDK refuses parameters of the vendor's other service without a call.
  return { kind: 'invalid_request', detail: words };
}

/** The message of a thrown value, without `secret`. */
export function wordsOf(cause: unknown, secret: string): string {
  return cleanMessage(cause instanceof Error ? cause.message : String(cause), secret);
}

function failureOfError(body: ErrorBody, secret: string): Failure {
  const { isJson, code, field, retryAfterMs } = body;
  const message = cleanMessage(body.message, secret);
  const status = statusOf(body);
  const refusal = { status, isJson, message, code, parameter: field, retryAfterMs };
  if (status === 429 && isJson) return limited(body, message);
  // Not a block, although a field may be called "safety…": blocks come in answers, not as errors.
  if (status === 400 && field !== null) return { kind: 'invalid_request', detail: message };
  return failureOf(refusal);
}

function limited(body: ErrorBody, message: string): Failure {
  const detail = message === '' ? 'answered 429 without a word' : message;
  const limit = body.isOfModel && ({ limitOf: 'model' } as const);
  if (isUsedUp(body)) return { kind: 'quota', detail, ...limit };
  const { retryAfterMs } = body;
  return { kind: 'rate_limited', detail, ...(retryAfterMs !== null && { retryAfterMs }), ...limit };
}

/** A more exact status: the vendor answers 400 also for a wrong key or account. */
function statusOf({ status, reasons, code, message }: ErrorBody): number {
  if (status !== 400) return status;
  if (reasons.includes('API_KEY_INVALID')) return 401;
  // The vendor refuses this country, or an account without billing; else it is the request that is wrong.
  return code === 'FAILED_PRECONDITION' && OF_ACCOUNT.test(message) ? 403 : 400;
}

function isUsedUp({ quotas, message }: ErrorBody): boolean {
  return quotas.some((quota) => quota.includes('PerDay')) || USED_UP.test(message);
}

/** Node's fetch wraps errors of the connection. An abort that is not ours is one, too. */
function isNetwork(cause: unknown): cause is Error {
  if (!(cause instanceof Error)) return false;
  if (cause.name === 'AbortError') return true;
  return cause instanceof TypeError && ['fetch failed', 'terminated'].includes(cause.message);
}

/** " (ECONNREFUSED)", or '' without a code. */
function codeOf({ cause }: Error): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? ` (${code})` : '';
}
