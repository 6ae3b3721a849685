import { WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import {
  ClosedError,
  type ClosedWhy,
  SurfaceError,
  type SurfaceFailure,
} from '../../core/ports/surface.ts';
import { placeAdvice } from './advice.ts';
import { ARCHIVED_CODES, meaningOf, TOKEN_CODES, UNINVITED } from './error-codes.ts';

/** `post`: the call makes something. `repeatable`: done twice, it is as if it was done once. */
export type CallKind = 'post' | 'repeatable';

/** Codes that ask to come back later; Slack does not always say when. */
const LIMITS: ReadonlySet<string> = new Set([
  'ratelimited',
  'rate_limited',
  'message_limit_exceeded',
]);
/** Codes of a message or a view that Slack cannot draw. */
const INVALID: ReadonlySet<string> = new Set(['invalid_blocks', 'invalid_arguments']);
/** Milliseconds to wait when Slack names none. */
const UNNAMED_WAIT_MS = 30_000;
/** Failures of a connection that was never made. */
const UNREACHED: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const CODE = /^[a-z][a-z0-9_]{0,79}$/;

/** Slack's code, when the call was answered with one. */
export function codeOf(cause: unknown): string | undefined {
  if (cause instanceof WebAPIRateLimitedError) return 'ratelimited';
  if (!(cause instanceof WebAPIPlatformError)) return undefined;
  // An answer that is not JSON stands here as a whole.
  return CODE.test(cause.data.error) ? cause.data.error : undefined;
}

/** The scope that the app lacks, when that is why a call was refused. */
export function missingScope(cause: unknown): string | undefined {
  if (!(cause instanceof WebAPIPlatformError) || cause.data.error !== 'missing_scope') {
    return undefined;
  }
  const needed = 'needed' in cause.data ? cause.data.needed : undefined;
  return typeof needed === 'string' ? needed : 'unknown';
}

/** Milliseconds until Slack takes such a call again; undefined when it was not refused for its number of calls. */
export function retryAfterOf(cause: unknown): number | undefined {
  if (cause instanceof WebAPIRateLimitedError) return cause.retryAfter * 1_000;
  if (!(cause instanceof WebAPIPlatformError) || !LIMITS.has(cause.data.error)) return undefined;
  const seconds = cause.data.response_metadata?.retryAfter;
  return seconds === undefined ? UNNAMED_WAIT_MS : seconds * 1_000;
}

/** Whether a message or a view was refused because Slack has not examined a file of it yet, or does not have it. */
export function isFileNotReady(cause: unknown): boolean {
  if (!(cause instanceof WebAPIPlatformError) || !INVALID.has(cause.data.error)) return false;
  return JSON.stringify(cause.data).toLowerCase().includes('slack file');
}

/** What an operator can do about a refused token; undefined for other codes. */
export function adviceFor(code: string | undefined): string | undefined {
  return code === undefined ? undefined : TOKEN_CODES.get(code);
}

/** What a failed call to Slack means. Only a refusal, and a connection that was never made, say that nothing happened. */
export function asSurfaceError(cause: unknown, call: CallKind): SurfaceError {
  if (cause instanceof SurfaceError) return cause;
  const message = `Slack: ${wordsOf(cause)}`;
  const retryAfterMs = retryAfterOf(cause);
  if (retryAfterMs !== undefined) {
    return new SurfaceError('transient', message, { cause, retryAfterMs });
  }
  const code = codeOf(cause);
  const advice = code === undefined ? undefined : placeAdvice(code, missingScope(cause));
  const kind = kindOf(cause, code, call);
  const scope = missingScope(cause);
  if (kind === 'forbidden') {
    return new ClosedError(closedWhy(code), message, { cause, advice, scope });
  }
  return new SurfaceError(kind, message, { cause, advice });
}

function closedWhy(code: string | undefined): ClosedWhy {
  if (code === undefined) return 'refused';
  if (UNINVITED.has(code)) return 'uninvited';
  if (code === 'messages_tab_disabled') return 'tab_off';
  if (code.startsWith('restricted_action')) return 'restricted';
  return ARCHIVED_CODES.has(code) ? 'archived' : 'refused';
}

function kindOf(cause: unknown, code: string | undefined, call: CallKind): SurfaceFailure {
  if (code === undefined) return lostKind(cause, call);
  if (code === 'missing_scope' || TOKEN_CODES.has(code)) return 'forbidden';
  const { kind } = meaningOf(code) ?? { kind: 'refused' };
  return kind === 'maybe' ? lostKind(cause, call) : kind;
}

/** Calls Slack. Throws a `SurfaceError`. */
export async function calling<T>(call: CallKind, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (cause) {
    throw asSurfaceError(cause, call);
  }
}

function lostKind(cause: unknown, call: CallKind): 'transient' | 'unknown' {
  return call === 'repeatable' || wasUnreached(cause) ? 'transient' : 'unknown';
}

function wasUnreached(cause: unknown): boolean {
  if (!(cause instanceof WebAPIRequestError)) return false;
  const reason: unknown = cause.original.cause;
  return reason instanceof Error && 'code' in reason && UNREACHED.has(reason.code);
}

function wordsOf(cause: unknown): string {
  const code = codeOf(cause);
  if (code === undefined) return cause instanceof Error ? cause.message : String(cause);
  const scope = missingScope(cause);
  if (scope !== undefined) {
    return `missing_scope: the app lacks ${scope}: paste the manifest anew and reinstall the app`;
  }
  const words = TOKEN_CODES.get(code) ?? meaningOf(code)?.words ?? detailsOf(cause);
  return words === '' ? code : `${code}: ${words}`;
}

/** Slack's own explanations, which name the place in the blocks. */
function detailsOf(cause: unknown): string {
  if (!(cause instanceof WebAPIPlatformError)) return '';
  return (cause.data.response_metadata?.messages ?? []).join('; ').slice(0, 300);
}
