import { z } from 'zod';
import type { Failure } from '../../core/domain/failure.ts';
import { cleanMessage } from '../common/clean-message.ts';
import { declines, SAFETY } from '../common/refusal-words.ts';
import { refusedBody } from './refused.ts';

const text = z.string().catch('');
const flag = z.boolean().nullish().catch(null);
/** What compatible services say of an image that their filter removed. */
const itemSchema = z
  .object({
    error: z.unknown(),
    status: text,
    finish_reason: text,
    finishReason: text,
    message: text,
    text,
    moderated: flag,
    flagged: flag,
    respect_moderation: flag,
    content_filter_results: z
      .record(
        z.string(),
        z.object({ filtered: z.boolean().catch(false) }).catch({ filtered: false }),
      )
      .catch({}),
  })
  .partial();
type Item = z.infer<typeof itemSchema>;
const bodySchema = itemSchema.extend({ data: z.array(itemSchema.catch({})).catch([]) }).catch({
  data: [],
});
const NO_IMAGE: Failure = {
  kind: 'provider_error',
  detail: 'answered without an image',
  answered: true,
};
/** Said in a status of 200, an error has no status of its own. */
const UNSAID = 400;
/** Of the codes that say it all the same. */
const STATUS_OF_CODE = new Map([
  ['rate_limit_exceeded', 429],
  ['server_error', 500],
]);

/** Why an answer of 200 has no image: an error inside, a moderation, words, or nothing. */
export function refusedInside(answer: unknown, key: string): Failure {
  const body = bodySchema.parse(answer);
  const items: readonly Item[] = [body, ...body.data.slice(0, 8)];
  const failed = items.find(({ error }) => error !== undefined && error !== null);
  if (failed !== undefined) return errorInside(failed.error, key);
  const blocked = items.find(isModerated);
  if (blocked !== undefined) return moderated(blocked, key);
  const refusing = items.map(wordsOf).find(declines);
  if (refusing === undefined) return NO_IMAGE;
  return { kind: 'safety_block', detail: cleanMessage(refusing, key) };
}

/** The failure for an error inside an answer of 200. */
export function errorInside(error: unknown, key: string): Failure {
  const failure = refusedBody({ status: statusOf(error), body: error, headers: undefined }, key, 0);
  // A 400 that nobody sent says nothing about the request, unless it names what is wrong.
  const isNamed = z.object({ param: z.string().min(1) }).safeParse(error).success;
  const isGuess = failure.kind === 'invalid_request' && !isNamed;
  return isGuess ? { kind: 'provider_error', detail: failure.detail, answered: true } : failure;
}

/** An error's own status, as gateways write it into its code. */
function statusOf(error: unknown): number {
  const named = z.object({ code: z.string() }).safeParse(error).data?.code;
  const known = STATUS_OF_CODE.get(named ?? '');
  if (known !== undefined) return known;
  const read = z.object({ code: z.coerce.number().int().min(400).max(599) }).safeParse(error);
  return read.success ? read.data.code : UNSAID;
}

function isModerated(item: Item): boolean {
  const { status = '', finish_reason: reason = '', finishReason = '' } = item;
  if (item.moderated === true || item.flagged === true) return true;
  if (item.respect_moderation === false || categoriesOf(item).length > 0) return true;
  return [status, reason, finishReason].some((said) => SAFETY.test(said));
}

function moderated(item: Item, key: string): Failure {
  const { status = '', finish_reason: reason = '', finishReason = '' } = item;
  const said = wordsOf(item) || status || reason || finishReason;
  const categories = categoriesOf(item);
  return {
    kind: 'safety_block',
    detail: cleanMessage(said, key) || 'answered that the image was moderated',
    ...(categories.length > 0 && { categories }),
  };
}

function categoriesOf({ content_filter_results: results = {} }: Item): readonly string[] {
  return Object.entries(results).flatMap(([name, { filtered }]) => (filtered ? [name] : []));
}

function wordsOf({ message = '', text: said = '' }: Item): string {
  return message || said;
}
