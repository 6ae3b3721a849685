import type { ApiError } from '@google/genai';
import { z } from 'zod';
import { boundedWait } from '../common/retry-after.ts';

/** An error of the vendor, read from the message of the SDK's error. */
export interface ErrorBody {
  /** HTTP status. */
  readonly status: number;
  /** False for the page of a gateway. */
  readonly isJson: boolean;
  readonly message: string;
  /** The canonical code, such as INVALID_ARGUMENT; '' for none. */
  readonly code: string;
  /** More exact than the code, such as API_KEY_INVALID. */
  readonly reasons: readonly string[];
  /** The quotas that are used up, by the vendor's names. */
  readonly quotas: readonly string[];
  /** Whether each of these quotas is one model's. */
  readonly isOfModel: boolean;
  /** The first wrong field; null for none. */
  readonly field: string | null;
  /** Milliseconds to wait; null when unknown. */
  readonly retryAfterMs: number | null;
}

/** A quota of `google.rpc.QuotaFailure`. One that counts for each model apart says so in its id, its dimensions, or both. */
const violationSchema = z.object({
  quotaId: z.string().catch(''),
  quotaDimensions: z.object({ model: z.string().catch('') }).catch({ model: '' }),
});
const PER_MODEL = /Per(Base)?Model(?![a-z])/;

const detailSchema = z
  .object({
    reason: z.string().catch(''),
    retryDelay: z.string().catch(''),
    violations: z.array(violationSchema).catch([]),
    fieldViolations: z.array(z.object({ field: z.string().catch('') })).catch([]),
  })
  .catch({ reason: '', retryDelay: '', violations: [], fieldViolations: [] });

const bodySchema = z.object({
  error: z.object({
    message: z.string().catch(''),
    status: z.string().optional().catch(undefined),
    details: z.array(detailSchema).catch([]),
  }),
});
type SaidError = z.infer<typeof bodySchema>['error'];

const SILENT: SaidError = { message: '', details: [] };
const CANONICAL = /^[A-Z]+(_[A-Z]+)*$/;

/**
 * The SDK throws the vendor's JSON as text. A body that is not declared as JSON it packs into the same shape, with
 * HTTP's status text as the code and the body, which may be JSON all the same, as the message.
 */
export function readError({ status, message }: ApiError): ErrorBody {
  const outer = errorIn(message);
  const inner = outer === undefined ? undefined : errorIn(outer.message);
  const said = inner ?? outer ?? SILENT;
  const violations = said.details.flatMap((one) => one.violations);
  const isPacked = said.status !== undefined && !CANONICAL.test(said.status);
  return {
    status,
    isJson: !isPacked,
    message: said.message,
    code: said.status ?? '',
    reasons: said.details.map(({ reason }) => reason),
    quotas: violations.map(({ quotaId }) => quotaId),
    isOfModel: violations.length > 0 && violations.every(isOfModel),
    field: said.details.flatMap(({ fieldViolations }) => fieldViolations)[0]?.field ?? null,
    retryAfterMs: waitOf(said),
  };
}

function isOfModel({ quotaId, quotaDimensions }: z.infer<typeof violationSchema>): boolean {
  return quotaDimensions.model !== '' || PER_MODEL.test(quotaId);
}

function errorIn(text: string): SaidError | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return bodySchema.safeParse(Array.isArray(body) ? body[0] : body).data?.error;
  } catch {
    return undefined;
  }
}

/** The delay in its details ("37s") or its message: the SDK drops the headers. */
function waitOf({ details, message }: SaidError): number | null {
  const delay = details.find(({ retryDelay }) => retryDelay !== '')?.retryDelay;
  const [, seconds] =
    /^(\d+(?:\.\d+)?)s$/.exec(delay ?? '') ?? /retry in (\d+(?:\.\d+)?)s/i.exec(message) ?? [];
  return seconds === undefined ? null : boundedWait(Number(seconds) * 1000);
}
