import { z } from '@hono/zod-openapi';
import { MAX_OPTION } from '../../core/domain/limits.ts';

/** Characters of our ids, which have 20. */
const MAX_ID = 40;
/** One of our ids. */
export const idText = z.string().min(1).max(MAX_ID);
/** Characters of an `Idempotency-Key`. */
export const MAX_KEY = 200;

/** A text of a query. '' is left out. */
export function queryText(max = MAX_OPTION) {
  return z
    .string()
    .max(max)
    .optional()
    .transform((text) => (text === '' ? undefined : text));
}

const KEY_RULE =
  'A key belongs to one person and to one request: with another route, button or body it is refused (422).';

/** The header of a request's own key. '' is left out. `again`: what the same request does with the same key. */
export function keyHeader(again: string) {
  const description = `${again} ${KEY_RULE}`;
  return z.object({ 'idempotency-key': queryText(MAX_KEY).openapi({ description }) });
}
