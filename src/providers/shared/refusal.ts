import type { Failure } from '../../core/errors.ts';

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
/** Accounts that are used up, in every vendor's words. */
const USED_UP =
  /insufficient[ _]?(quota|credits?|funds)|billing|hard limit|credit balance|payment required|exceeded your current quota/i;

/**
 * The kind of a refusal by the rules that hold for every vendor; what a vendor does otherwise, its own
 * classifier decides before. A 422 that names a parameter is a wrong request, a bare one a safety block.
 */
export function failureOf(refusal: VendorRefusal): Failure {
  const { status, spoken, message, code, parameter } = refusal;
  const detail = detailOf(refusal);
  const said = `${code} ${message}`;
  if (!spoken) return unspoken(refusal, detail);
  if ((status === 400 || status === 422) && (SAFETY.test(said) || isListed(refusal.categories))) {
    return blocked(refusal, detail);
  }
  if ([400, 402, 403, 429].includes(status) && USED_UP.test(said)) return { kind: 'quota', detail };
  if (status === 422) {
    return parameter === null ? blocked(refusal, detail) : { kind: 'invalid_request', detail };
  }
  return byStatus(refusal, detail);
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
  const known = [401, 403, 413, 429].includes(refusal.status);
  return known ? byStatus(refusal, detail) : { kind: 'provider_error', detail };
}

function byStatus({ status, retryAfterMs }: VendorRefusal, detail: string): Failure {
  switch (status) {
    case 401:
    case 403:
      return { kind: 'auth', detail };
    case 402:
      return { kind: 'quota', detail };
    case 404:
      return { kind: 'model_gone', detail };
    case 429:
      return { kind: 'rate_limited', detail, ...(retryAfterMs != null && { retryAfterMs }) };
    default:
      // 408, 409 and 425 speak of the moment, not of the request.
      return {
        kind:
          status >= 500 || [408, 409, 425].includes(status) ? 'provider_error' : 'invalid_request',
        detail,
      };
  }
}

function detailOf({ status, spoken, message }: VendorRefusal): string {
  if (!spoken) return `answered ${status} with something that is not JSON`;
  return message === '' ? `answered ${status} without a word` : message;
}
