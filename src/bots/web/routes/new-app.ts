import { createRoute, OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi';
import { MAX_OPTION } from '../../../core/domain/limits.ts';
import type { WebEnv } from '../parts.ts';
import { shapeRefusal } from '../../../core/words/shape-refusal.ts';
import { problemSchema } from '../problem.ts';

/** A group of routes whose bodies and queries are refused as problems. */
export function newApp(): OpenAPIHono<WebEnv> {
  return new OpenAPIHono<WebEnv>({
    defaultHook: (result) => {
      if (result.success) return;
      // What was validated is there too, though the types do not say so.
      throw shapeRefusal(result.error, 'data' in result ? result.data : undefined);
    },
  });
}

/** A JSON answer. */
export function json<T extends z.ZodType>(schema: T, description: string) {
  return { description, content: { 'application/json': { schema } } } as const;
}

/** The problem that may come instead of every answer. */
export const PROBLEM = {
  description: 'Refused: nothing has changed',
  content: { 'application/problem+json': { schema: problemSchema } },
} as const;

/** A JSON body of a request. */
export function body<T extends z.ZodType>(schema: T) {
  return { body: { required: true, content: { 'application/json': { schema } } } } as const;
}

/** Characters of our ids, which have 20. */
const MAX_ID = 40;
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
  'A key is one person’s and stands for one request: with another route, button or body it is refused (422).';

/** The header of a request's own key. '' is left out. `again`: what the same request does with the same key. */
export function keyHeader(again: string) {
  const description = `${again} ${KEY_RULE}`;
  return z.object({ 'idempotency-key': queryText(MAX_KEY).openapi({ description }) });
}

/** A GET route that answers JSON by a schema, or a problem. */
export function getJson<
  const C extends Pick<RouteConfig, 'path' | 'summary' | 'request'>,
  S extends z.ZodType,
>(config: C, schema: S, description: string) {
  const responses = { 200: json(schema, description), default: PROBLEM };
  return createRoute({ method: 'get', ...config, responses });
}
