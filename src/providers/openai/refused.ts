import type { APIError } from 'openai';
import { z } from 'zod';
import type { ErrorKind, Failure } from '../../core/domain/failure.ts';
import { failureOf, type VendorRefusal } from '../common/refusal.ts';
import { retryAfterOf, waitInMessage } from '../common/retry-after.ts';
import { cleanMessage } from '../common/clean-message.ts';

const text = z.string().catch('');

/** The `error` of a body. `moderation_details` is often missing. */
const saidSchema = z.object({
  message: text,
  type: text,
  code: text,
  param: text,
  moderation_details: z
    .object({ moderation_stage: text, categories: z.array(z.string()).catch([]) })
    .catch({ moderation_stage: '', categories: [] }),
});
type Said = z.infer<typeof saidSchema>;

/** Codes of invalid requests, also when the name of their parameter contains "moderation". */
const WRONG = /^(unknown_parameter|invalid_type|invalid_value|missing_required_parameter)$/;
/** Codes of used-up accounts. */
const USED_UP = /^(insufficient_quota|credit_balance_exhausted|\w+_(spend|usage)_limit_exceeded)$/;
/** The code of a policy that the shared rules do not know by its words. */
const POLICY = /^bio_policy$/;
const NO_MODEL =
  /\bmodel\b.*\b(does not exist|not found|(has been|was|is) (deprecated|shut ?down|retired))\b/i;
/** The categories in the message of a moderation without details. */
const VIOLATIONS = /safety_violations=\[([^\]]*)\]/;
const OF_OUTPUT = /\b(generated|output) images?\b/i;

/** An error of OpenAI, with its answer's status. */
export interface SaidRefusal {
  /** HTTP status. */
  readonly status: number;
  /** The `error` of the body, or a text; undefined for the page of a gateway. */
  readonly body: unknown;
  readonly headers: Headers | undefined;
}

/** The failure for an error that the client threw. `now` is milliseconds since the epoch. */
export function refused({ status, error, headers }: APIError, key: string, now: number): Failure {
  return refusedBody({ status: status ?? 0, body: error, headers }, key, now);
}

/** The failure for a refusal by OpenAI. `now` is milliseconds since the epoch. */
export function refusedBody(answer: SaidRefusal, key: string, now: number): Failure {
  const said = saidOf(answer.body);
  const refusal = refusalOf(answer, said, key, now);
  const judged = failureOf(refusal);
  const kind = refusal.isJson ? kindBy(refusal.status, said) : null;
  if (kind === null) return judged;
  const { retryAfterMs } = refusal;
  const wait = kind === 'rate_limited' && retryAfterMs != null && { retryAfterMs };
  return { kind, detail: judged.detail, ...wait };
}

function saidOf(body: unknown): Said {
  const said = saidSchema.safeParse(body);
  return said.success ? said.data : saidSchema.parse({ message: body });
}

function refusalOf({ status, body, headers }: SaidRefusal, said: Said, key: string, now: number) {
  const retryAfterMs = headers === undefined ? null : retryAfterOf(headers, now);
  const refusal: VendorRefusal = {
    status,
    isJson: body !== undefined,
    message: cleanMessage(said.message, key),
    // For the newer codes, only the type says that an account is used up.
    code: `${said.code} ${said.type}`.trim(),
    parameter: said.param === '' ? null : said.param,
    stage: stageOf(said),
    categories: categoriesOf(said),
    retryAfterMs: retryAfterMs ?? waitInMessage(said.message),
  };
  return refusal;
}

/** The kinds for which OpenAI's codes are more exact than the shared rules; null for the rest. */
function kindBy(status: number, said: Said): ErrorKind | null {
  const { code, type, param, message } = said;
  const isBad = status === 400 || status === 403;
  if (isBad && (code === 'model_not_found' || param === 'model' || NO_MODEL.test(message))) {
    return 'model_gone';
  }
  if (status < 500 && (USED_UP.test(code) || USED_UP.test(type))) return 'quota';
  if (status === 400 && POLICY.test(code)) return 'safety_block';
  // Before the shared rules: the message may mention billing.
  if (status === 429 && code === 'rate_limit_exceeded') return 'rate_limited';
  return status === 400 && WRONG.test(code) ? 'invalid_request' : null;
}

function stageOf({ message, moderation_details: details }: Said): VendorRefusal['stage'] {
  const { moderation_stage: stage } = details;
  if (stage === 'input' || stage === 'output') return stage;
  return OF_OUTPUT.test(message) ? 'output' : undefined;
}

function categoriesOf({ message, moderation_details: details }: Said): readonly string[] {
  if (details.categories.length > 0) return details.categories;
  const listed = VIOLATIONS.exec(message)?.[1] ?? '';
  return listed
    .split(',')
    .map((one) => one.trim().replaceAll(/^['"]|['"]$/g, ''))
    .filter((one) => one !== '');
}
