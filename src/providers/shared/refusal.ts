import type { Failure } from '../../core/domain/failure.ts';

/** What a vendor answered instead of an image, in no vendor's shape. */
export interface VendorRefusal {
  /** HTTP status. */
  readonly status: number;
  /** False when the body was no JSON: then it was a gateway on the way that spoke, not the vendor. */
  readonly spoken: boolean;
  /** The vendor's own words; '' for none. */
  readonly message: string;
  /** The vendor's code or type; '' for none. */
  readonly code: string;
  /** The parameter that is named as wrong; null for none. */
  readonly parameter: string | null;
  /** For safety systems: where, and why, as far as it is said. */
  readonly stage?: 'input' | 'output' | undefined;
  readonly categories?: readonly string[] | undefined;
  /** Milliseconds the vendor asks us to wait. */
  readonly retryAfterMs?: number | null | undefined;
}

/** Codes and words by which safety systems of all vendors are known. */
const SAFETY =
  /moderation|safety|content[ _-]?(policy|filter)|policy[ _-]violation|prohibited[ _-]content|sensitive (content|words)|nsfw|inappropriate|responsible ai|unsafe/i;
/** They speak of the moment, not of the request. */
const PASSING: ReadonlySet<number> = new Set([408, 409, 425, 499]);
/** Accounts that are used up, in every vendor's words. */
const USED_UP =
  /insufficient[ _]?(quota|credits?|funds)|billing|hard limit|credit balance|payment required|exceeded your current quota/i;
/** Models that are not there, in every vendor's words. */
const NO_MODEL =
  /model_not_found|\bmodels?\b.*\b(does not exist|not found|not supported|(has been|was|is) (deprecated|shut ?down|retired))\b/i;
/** A field in the words of a vendor that names it nowhere else. */
const NAMED =
  /\b(?:invalid value (?:at|for)|unknown name|unknown parameter:?|unsupported use of) ?["'`]?([\w.[\]]+)/i;
/** Fields that hold what is asked for, under the names of all vendors. */
const CONTENT = /prompt|contents|images?(\W|$)/i;

/**
 * The kind of a refusal by the rules that hold for every vendor; what a vendor does otherwise, its own
 * classifier decides before. A 422 that names a parameter is a wrong request, a bare one a safety block.
 */
export function failureOf(refusal: VendorRefusal): Failure {
  const { status, spoken, message, code, parameter } = refusal;
  const detail = detailOf(refusal);
  const said = `${code} ${message}`;
  if (!spoken) return unspoken(refusal, detail);
  const isBlock = isListed(refusal.categories) || (SAFETY.test(said) && !isOfField(refusal));
  if ((status === 400 || status === 422) && isBlock) return blocked(refusal, detail);
  if ([400, 402, 403, 429].includes(status) && USED_UP.test(said)) return { kind: 'quota', detail };
  if (status === 422) {
    return parameter === null ? blocked(refusal, detail) : { kind: 'invalid_request', detail };
  }
  return byStatus(refusal, detail);
}

/** Whether it is about a field that says how, whose name may sound like a safety system's. */
export function isOfField({ parameter, message }: VendorRefusal): boolean {
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

/** A page or nothing: whatever its status, it says nothing of the prompt or the model. */
function unspoken(refusal: VendorRefusal, detail: string): Failure {
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
      return lost(refusal, detail);
    case 429:
      return { kind: 'rate_limited', detail, ...(retryAfterMs != null && { retryAfterMs }) };
    default:
      return {
        kind: status >= 500 || PASSING.has(status) ? 'provider_error' : 'invalid_request',
        detail,
      };
  }
}

/** Not every 404 is about the model: a wrong address has nothing else to say. */
function lost({ spoken, code, message, parameter }: VendorRefusal, detail: string): Failure {
  const isOfModel = parameter === 'model' || NO_MODEL.test(`${code} ${message}`);
  if (spoken && isOfModel) return { kind: 'model_gone', detail };
  const ours = 'answered 404, is the address right?';
  const isSaid = spoken && message !== '';
  return { kind: 'provider_error', detail: isSaid ? `${ours} It says: ${message}` : ours };
}

function detailOf({ status, spoken, message }: VendorRefusal): string {
  if (!spoken) return `answered ${status} with something that is not JSON`;
  return message === '' ? `answered ${status} without a word` : message;
}
