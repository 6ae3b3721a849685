import type { ErrorKind, Failure } from '../../core/domain/failure.ts';
import { failureOf, isAboutSetting, type VendorRefusal } from '../common/refusal.ts';
import { boundedWait } from '../common/retry-after.ts';
import type { Fault } from './answer.ts';

/**
 * The kinds of Runware's codes; the first match counts. Patterns, because there are hundreds of codes and they change.
 * `null`: the code says only that the task failed.
 */
const CODES: readonly (readonly [RegExp, ErrorKind | null])[] = [
  [
    /^(invalidProviderContent|promptBlocked|imageBlocked)$|contentPolicy|contentFilter|(sensitive|unsafe|nsfw)Content|contentModeration|moderation(Failed|Blocked)/i,
    'safety_block',
  ],
  // Also the codes of Runware's own accounts with other vendors.
  [/credits|quota|balance|paymentRequired/i, 'quota'],
  [/rateLimit|overloaded|tooManyRequests|concurren/i, 'rate_limited'],
  [/timeout/i, 'timeout'],
  // Before our keys: `providerAuthenticationFailed` is about a key of Runware's.
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

/** Codes of the vendor behind one model: other models are at other vendors. */
const BEHIND = /^provider/i;

/** A filtered image is an output, unless the text calls it an input or a reference. */
const OF_OUTPUT =
  /generated (content|image|media|output)|\boutput|imageBlocked|(?<!\b(input|reference) )\bimages? (was|were) filtered/i;

/** The answer that a fault is in. */
interface Around {
  /** HTTP status; 200 for a fault of one task. */
  readonly status: number;
  /** Milliseconds to wait by the answer's headers. */
  readonly retryAfterMs: number | null;
  readonly hide: (message: string) => string;
}

/**
 * The failure for a fault, by its code, else its message, else the status. The code comes first, because the message
 * about an unsupported field (`safety.checkContent`) may look like a safety block.
 */
export function failureOfFault(fault: Fault, around: Around): Failure {
  const { parameter } = fault;
  const code = around.hide(fault.code);
  const message = around.hide(`${fault.message} ${fault.responseContent}`) || code;
  const waits =
    fault.retryAfter === null ? around.retryAfterMs : boundedWait(fault.retryAfter * 1000);
  const refusal = { isJson: true, code, message, parameter, stage: stageOf(fault) };
  const found = CODES.find(([family]) => family.test(code));
  const kind = found?.[1] ?? null;
  if (kind === 'safety_block') return failureOf({ ...refusal, status: 422, parameter: null });
  if (kind === 'rate_limited') {
    const limited = failureOf({ ...refusal, status: 429, retryAfterMs: waits });
    return BEHIND.test(code) ? { ...limited, limitOf: 'model' } : limited;
  }
  if (kind !== null) return { kind, detail: message };
  return byWords({ ...refusal, status: around.status }, found !== undefined, message);
}

/** The failure for an answer without our task. */
export function failureOfMissingTask(isJson: boolean, { status, retryAfterMs }: Around): Failure {
  const nothing = { message: '', code: '', parameter: null };
  if (status >= 400 || !isJson) return failureOf({ status, isJson, retryAfterMs, ...nothing });
  const detail = 'answered without an image, and without a reason';
  return { kind: 'provider_error', detail, answered: true };
}

/** The failure for a connection that broke before the end of the answer. */
export function failureOfConnection(cause: unknown, hide: Around['hide']): Failure {
  return { kind: 'network', detail: hide(`no answer: ${reasonOf(cause)}`) };
}

function byWords(refusal: VendorRefusal, failedThere: boolean, detail: string): Failure {
  const said = failureOf({ ...refusal, status: 400 });
  if (said.kind === 'quota' || said.kind === 'safety_block') return said;
  const isWrong = isAboutSetting(refusal);
  if (failedThere) return { kind: isWrong ? 'invalid_request' : 'provider_error', detail };
  if (refusal.status >= 400) return failureOf(refusal);
  return { kind: refusal.parameter === null ? 'provider_error' : 'invalid_request', detail };
}

/** By Runware's own message, then by that of the vendor behind it; undefined when both leave it open. */
function stageOf({ code, message, responseContent }: Fault): VendorRefusal['stage'] {
  for (const words of [`${code} ${message}`, responseContent]) {
    if (OF_OUTPUT.test(words)) return 'output';
    if (/\bprompt|\binput/i.test(words)) return 'input';
  }
  return undefined;
}

/** The reason is in the cause of an error of `fetch`. */
function reasonOf(cause: unknown): string {
  const inner = cause instanceof Error ? (cause.cause ?? cause) : cause;
  if (!(inner instanceof Error)) return String(inner);
  return inner.message || ('code' in inner ? String(inner.code) : inner.name);
}
