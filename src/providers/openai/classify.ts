import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai';
import { type Failure, ProviderError } from '../../core/domain/failure.ts';
import { cleanMessage } from '../common/clean-message.ts';
import { refused } from './refused.ts';

/** Timeouts before a connection. */
const UNREACHED = new Set(['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT']);

export interface Classifying {
  /** The API key, to remove it from failures. */
  readonly key: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The failure for an error that the client threw. */
export function classify(thrown: unknown, { key, now }: Classifying): Failure {
  if (thrown instanceof APIUserAbortError) {
    return { kind: 'timeout', detail: 'given up before it was answered' };
  }
  // The client wraps the error of `fetchHere` for a redirect.
  if (thrown instanceof APIConnectionError && thrown.cause instanceof ProviderError) {
    return thrown.cause.failure;
  }
  const code = codeOf(thrown);
  if (thrown instanceof APIConnectionTimeoutError && !UNREACHED.has(code ?? '')) {
    return { kind: 'timeout', detail: 'no answer came in time' };
  }
  if (thrown instanceof APIConnectionError) {
    return { kind: 'network', detail: `the connection failed${inBrackets(code)}` };
  }
  if (thrown instanceof APIError) return refused(thrown, key, now);
  if (thrown instanceof SyntaxError) {
    return { kind: 'provider_error', detail: 'answered with something that is not JSON' };
  }
  // The client does not wrap errors while it reads a body. Node's ERR_ codes are errors of a program.
  if (code !== undefined && !code.startsWith('ERR_')) {
    return { kind: 'network', detail: `the connection failed${inBrackets(code)}` };
  }
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  return { kind: 'provider_error', detail: cleanMessage(words, key) };
}

function inBrackets(code: string | undefined): string {
  return code === undefined ? '' : ` (${code})`;
}

/** The first error code along the causes. */
function codeOf(thrown: unknown): string | undefined {
  for (let at = thrown; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return undefined;
}
