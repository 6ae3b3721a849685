import type { APIError } from 'openai';
import { z } from 'zod';
import type { ErrorKind, Failure } from '../../core/domain/failure.ts';
import { failureOf, type VendorRefusal } from '../shared/refusal.ts';
import { retryAfterOf } from '../shared/retry-after.ts';
import { vendorWords } from '../shared/words.ts';
import { waitInWords } from './wait.ts';

const text = z.string().catch('');

/** The `error` of a body, as far as it is one: `moderation_details` came late and is often missing. */
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

/** Codes of requests that are wrong as they are, whatever words ("moderation") the parameter's name has. */
const WRONG = /^(unknown_parameter|invalid_type|invalid_value|missing_required_parameter)$/;
/** Accounts that are used up, by the codes that have come beside `insufficient_quota`. */
const USED_UP = /^(insufficient_quota|credit_balance_exhausted|\w+_(spend|usage)_limit_exceeded)$/;
const NO_MODEL =
  /\bmodel\b.*\b(does not exist|not found|(has been|was|is) (deprecated|shut ?down|retired))\b/i;
/** What a moderation says in its message when it comes without details. */
const VIOLATIONS = /safety_violations=\[([^\]]*)\]/;
const OF_OUTPUT = /\b(generated|output) images?\b/i;

/** What a refusal by OpenAI means. `now` is milliseconds since the epoch. */
export function refused(error: APIError, key: string, now: number): Failure {
  const said = saidOf(error.error);
  const refusal = refusalOf(error, said, key, now);
  const judged = failureOf(refusal);
  const kind = refusal.spoken ? kindBy(refusal.status, said) : null;
  if (kind === null) return judged;
  const { retryAfterMs } = refusal;
  const wait = kind === 'rate_limited' && retryAfterMs != null && { retryAfterMs };
  return { kind, detail: judged.detail, ...wait };
}

function saidOf(body: unknown): Said {
  const said = saidSchema.safeParse(body);
  return said.success ? said.data : saidSchema.parse({ message: body });
}

function refusalOf({ status, error, headers }: APIError, said: Said, key: string, now: number) {
  const retryAfterMs = headers === undefined ? null : retryAfterOf(headers, now);
  const refusal: VendorRefusal = {
    status: status ?? 0,
    spoken: error !== undefined,
    message: vendorWords(said.message, key),
    // The type alone tells of a spent account behind the newer codes.
    code: `${said.code} ${said.type}`.trim(),
    parameter: said.param === '' ? null : said.param,
    stage: stageOf(said),
    categories: categoriesOf(said),
    retryAfterMs: retryAfterMs ?? waitInWords(said.message),
  };
  return refusal;
}

/** What OpenAI's codes say more exactly than the rules of all vendors; null for the rest. */
function kindBy(status: number, said: Said): ErrorKind | null {
  const { code, type, param, message } = said;
  const isBad = status === 400 || status === 403;
  if (isBad && (code === 'model_not_found' || param === 'model' || NO_MODEL.test(message))) {
    return 'model_gone';
  }
  if (status < 500 && (USED_UP.test(code) || USED_UP.test(type))) return 'quota';
  // Their words may end with an advice about billing.
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
