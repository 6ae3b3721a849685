import type { Failure } from '../../core/domain/failure.ts';
import { SAFETY } from './refusal-words.ts';

/** The answer of any vendor that has no image. */
export interface VendorRefusal {
  /** HTTP status. */
  readonly status: number;
  /** False for the page of a gateway. */
  readonly isJson: boolean;
  /** The vendor's message; '' for none. */
  readonly message: string;
  /** The vendor's code or type; '' for none. */
  readonly code: string;
  /** The wrong parameter; null for none. */
  readonly parameter: string | null;
  /** For safety blocks: where and why, if known. */
  readonly stage?: 'input' | 'output' | undefined;
  readonly categories?: readonly string[] | undefined;
  /** Milliseconds the vendor asks us to wait. */
  readonly retryAfterMs?: number | null | undefined;
}

/** Statuses of temporary errors. */
const TEMPORARY: ReadonlySet<number> = new Set([408, 409, 425, 499]);
/** All vendors' messages about used-up accounts. */
const USED_UP =
  /insufficient[ _]?(quota|credits?|funds)|billing|hard limit|credit balance|payment required|exceeded your current quota/i;
/** All vendors' messages about missing models. */
const NO_MODEL =
  /model_not_found|\bmodels?\b.*\b(does not exist|not found|not supported|(has been|was|is) (deprecated|shut ?down|retired))\b/i;
/** A wrong field that only the message names. */
const NAMED =
  /\b(?:invalid value (?:at|for)|unknown name|unknown parameter:?|unsupported use of) ?["'`]?([\w.[\]]+)/i;
/** All vendors' names of fields with the prompt or images. */
const CONTENT = /prompt|contents|images?(\W|$)/i;

/**
 * The failure for a refusal, by the rules that all vendors share. Each vendor's classifier handles its exceptions first.
 * A 422 that names a parameter is an invalid request, any other a safety block.
 */
export function failureOf(refusal: VendorRefusal): Failure {
  const { status, isJson, message, code, parameter } = refusal;
  const detail = detailOf(refusal);
  const said = `${code} ${message}`;
  if (!isJson) return gatewayFailure(refusal, detail);
  const isBlock = isListed(refusal.categories) || (SAFETY.test(said) && !isAboutSetting(refusal));
  if ((status === 400 || status === 422) && isBlock) return blocked(refusal, detail);
  if ([400, 402, 403, 429].includes(status) && USED_UP.test(said)) return { kind: 'quota', detail };
  if (status === 422) {
    return parameter === null ? blocked(refusal, detail) : { kind: 'invalid_request', detail };
  }
  return byStatus(refusal, detail);
}

/** Whether it is about a setting, not about the prompt or images. A setting's name may contain "safety". */
export function isAboutSetting({ parameter, message }: VendorRefusal): boolean {
  const field = parameter ?? NAMED.exec(message)?.[1];
  return field !== undefined && !CONTENT.test(field);
}

function blocked({ stage, categories }: VendorRefusal, detail: string): Failure {
  return {
    kind: 'safety_block',
    detail,
    stage: stage ?? 'input',
    ...(isListed(categories) && { categories }),
  };
}

function isListed(categories: readonly string[] | undefined): categories is readonly string[] {
  return categories !== undefined && categories.length > 0;
}

/** A gateway's answer says nothing about the prompt or the model. */
function gatewayFailure(refusal: VendorRefusal, detail: string): Failure {
  const known = [401, 403, 404, 413, 429].includes(refusal.status);
  return known ? byStatus(refusal, detail) : { kind: 'provider_error', detail };
}

function byStatus(refusal: VendorRefusal, detail: string): Failure {
  const { status, retryAfterMs } = refusal;
  switch (status) {
    case 401:
    case 403:
      return { kind: 'auth', detail };
    case 402:
      return { kind: 'quota', detail };
    case 404:
      return notFound(refusal, detail);
    case 429:
      return { kind: 'rate_limited', detail, ...(retryAfterMs != null && { retryAfterMs }) };
    default:
      return {
        kind: status >= 500 || TEMPORARY.has(status) ? 'provider_error' : 'invalid_request',
        detail,
      };
  }
}

/** A 404 is about the model, or about a wrong address. */
function notFound({ isJson, code, message, parameter }: VendorRefusal, detail: string): Failure {
  const isOfModel = parameter === 'model' || NO_MODEL.test(`${code} ${message}`);
  if (isJson && isOfModel) return { kind: 'model_gone', detail };
  const ours = 'answered 404, is the address right?';
  const isSaid = isJson && message !== '';
  return { kind: 'provider_error', detail: isSaid ? `${ours} It says: ${message}` : ours };
}

function detailOf({ status, isJson, message }: VendorRefusal): string {
  if (!isJson) return `answered ${status} with something that is not JSON`;
  return message === '' ? `answered ${status} without a word` : message;
}
