import type { ErrorKind, Failure } from '../../core/domain/failure.ts';
import { failureOf, isOfField, type VendorRefusal } from '../shared/refusal.ts';
import { boundedWait } from '../shared/retry-after.ts';
import type { Fault } from './answer.ts';

/**
 * What Runware's codes mean, the first that fits. There are hundreds and they are in motion, so families
 * are known rather than names. `null`: the code says no more than that it failed.
 */
const CODES: readonly (readonly [RegExp, ErrorKind | null])[] = [
  [
    /^(invalidProviderContent|promptBlocked|imageBlocked)$|contentPolicy|contentFilter|(sensitive|unsafe|nsfw)Content|contentModeration|moderation(Failed|Blocked)/i,
    'safety_block',
  ],
  // Runware's accounts with the vendors behind it are met in the same words.
  [/credits|quota|balance|paymentRequired/i, 'quota'],
  [/rateLimit|overloaded|tooManyRequests|concurren/i, 'rate_limited'],
  [/timeout/i, 'timeout'],
  // The key of `providerAuthenticationFailed` is Runware's, not ours: before the keys.
  [/^provider|inferenceError|(processing|task|download|upload)Failed/i, null],
  [
    /apiKey|^(unauthorized|forbidden)$|permission|authentication|^token|(account|organization|workspace)(Suspended|Disabled)/i,
    'auth',
  ],
  [
    /^((invalid|unknown|unsupported)Model(AIR)?|model(NotFound|Disabled|Deprecated|Retired))$/i,
    'model_gone',
  ],
  [/^(model|noAvailable|internal|service|server)/i, null],
  [
    /^(invalid|missing|conflict|duplicate|unsupported|unknownParameter|incompatible|mismatch|value|array|max|validation)/i,
    'invalid_request',
  ],
];

/** An image that is filtered is one that was made, unless it is called ours. */
const OF_OUTPUT =
  /generated (content|image|media|output)|\boutput|imageBlocked|(?<!\b(input|reference) )\bimages? (was|were) filtered/i;

/** The answer around a fault. */
interface Around {
  /** HTTP status; 200 for a fault inside an answer that is fine as a whole. */
  readonly status: number;
  /** Milliseconds to wait by the answer's headers. */
  readonly retryAfterMs: number | null;
  readonly hide: (words: string) => string;
}

/**
 * What a fault means: by its code, else by its words, else by the status. The code comes first, because
 * the words of a field that is not taken (`safety.checkContent`) sound like those of a refused prompt.
 */
export function failureOfFault(fault: Fault, around: Around): Failure {
  const { parameter } = fault;
  const code = around.hide(fault.code);
  const message = around.hide(`${fault.message} ${fault.responseContent}`) || code;
  const waits =
    fault.retryAfter === null ? around.retryAfterMs : boundedWait(fault.retryAfter * 1000);
  const refusal = { spoken: true, code, message, parameter, stage: stageOf(fault) };
  const found = CODES.find(([family]) => family.test(code));
  const kind = found?.[1] ?? null;
  if (kind === 'safety_block') return failureOf({ ...refusal, status: 422, parameter: null });
  if (kind === 'rate_limited') return failureOf({ ...refusal, status: 429, retryAfterMs: waits });
  if (kind !== null) return { kind, detail: message };
  return byWords({ ...refusal, status: around.status }, found !== undefined, message);
}

/** An answer that says nothing of our task: no JSON, or JSON about something else. */
export function failureOfSilence(spoken: boolean, { status, retryAfterMs }: Around): Failure {
  const nothing = { message: '', code: '', parameter: null };
  if (status >= 400 || !spoken) return failureOf({ status, spoken, retryAfterMs, ...nothing });
  const detail = 'answered without an image, and without a reason';
  return { kind: 'provider_error', detail, answered: true };
}

/** No answer, or not all of it. */
export function failureOfConnection(cause: unknown, hide: Around['hide']): Failure {
  return { kind: 'network', detail: hide(`no answer: ${reasonOf(cause)}`) };
}

function byWords(refusal: VendorRefusal, failedThere: boolean, detail: string): Failure {
  const said = failureOf({ ...refusal, status: 400 });
  if (said.kind === 'quota' || said.kind === 'safety_block') return said;
  const isWrong = isOfField(refusal);
  if (failedThere) return { kind: isWrong ? 'invalid_request' : 'provider_error', detail };
  if (refusal.status >= 400) return failureOf(refusal);
  return { kind: refusal.parameter === null ? 'provider_error' : 'invalid_request', detail };
}

/** By Runware's own words, then by those of the vendor behind it; undefined when neither tells. */
function stageOf({ code, message, responseContent }: Fault): VendorRefusal['stage'] {
  for (const words of [`${code} ${message}`, responseContent]) {
    if (OF_OUTPUT.test(words)) return 'output';
    if (/\bprompt|\binput/i.test(words)) return 'input';
  }
  return undefined;
}

/** `fetch` says "fetch failed", and why in its cause. */
function reasonOf(cause: unknown): string {
  const inner = cause instanceof Error ? (cause.cause ?? cause) : cause;
  if (!(inner instanceof Error)) return String(inner);
  return inner.message || ('code' in inner ? String(inner.code) : inner.name);
}
