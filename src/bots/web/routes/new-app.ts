import { createRoute, OpenAPIHono, type RouteConfig, type z } from '@hono/zod-openapi';
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

/** A GET route that answers JSON by a schema, or a problem. */
export function getJson<
  const C extends Pick<RouteConfig, 'path' | 'summary' | 'request'>,
  S extends z.ZodType,
>(config: C, schema: S, description: string) {
  const responses = { 200: json(schema, description), default: PROBLEM };
  return createRoute({ method: 'get', ...config, responses });
}
