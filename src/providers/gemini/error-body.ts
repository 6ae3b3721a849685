import type { ApiError } from '@google/genai';
import { z } from 'zod';
import { boundedWait } from '../shared/retry-after.ts';

/** What the vendor said of an error, out of the text in which the SDK throws it. */
export interface ErrorBody {
  /** HTTP status. */
  readonly status: number;
  /** False when it was no JSON: a page of something on the way. */
  readonly spoken: boolean;
  readonly message: string;
  /** The canonical code, such as INVALID_ARGUMENT; '' for none. */
  readonly code: string;
  /** Finer than the code, such as API_KEY_INVALID. */
  readonly reasons: readonly string[];
  /** The quotas that are used up, by the vendor's names. */
  readonly quotas: readonly string[];
  /** The first field that is named as wrong; null for none. */
  readonly field: string | null;
  /** Milliseconds to wait; null when it does not say. */
  readonly retryAfterMs: number | null;
}

const detailSchema = z
  .object({
    reason: z.string().catch(''),
    retryDelay: z.string().catch(''),
    violations: z.array(z.object({ quotaId: z.string().catch('') })).catch([]),
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
 * The SDK throws the JSON it got as a text. What was not declared as JSON it packs into the same shape
 * itself, with HTTP's words for the status as the code and the whole body as the message, be that a
 * page or the vendor's JSON after all.
 */
export function readError({ status, message }: ApiError): ErrorBody {
  const outer = errorIn(message);
  const inner = outer === undefined ? undefined : errorIn(outer.message);
  const said = inner ?? outer ?? SILENT;
  const isPacked = said.status !== undefined && !CANONICAL.test(said.status);
  return {
    status,
    spoken: !isPacked,
    message: said.message,
    code: said.status ?? '',
    reasons: said.details.map(({ reason }) => reason),
    quotas: said.details.flatMap(({ violations }) => violations.map(({ quotaId }) => quotaId)),
    field: fieldOf(said),
    retryAfterMs: waitOf(said),
  };
}

function errorIn(text: string): SaidError | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return bodySchema.safeParse(Array.isArray(body) ? body[0] : body).data?.error;
  } catch {
    return undefined;
  }
}

function fieldOf({ details }: SaidError): string | null {
  const fields = details.flatMap(({ fieldViolations }) => fieldViolations);
  return fields[0]?.field ?? null;
}

/** The delay of its details ("37s"), else of its words: headers do not get through the SDK. */
function waitOf({ details, message }: SaidError): number | null {
  const delay = details.find(({ retryDelay }) => retryDelay !== '')?.retryDelay;
  const [, seconds] =
    /^(\d+(?:\.\d+)?)s$/.exec(delay ?? '') ?? /retry in (\d+(?:\.\d+)?)s/i.exec(message) ?? [];
  return seconds === undefined ? null : boundedWait(Number(seconds) * 1000);
}
