import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { z } from '@hono/zod-openapi';
import { BlobError } from '../../core/ports/blobs.ts';
import type { Log } from '../../core/ports/system.ts';
import { storageRefusal } from '../../core/words/storage-refusal.ts';
import { UserError } from '../../core/words/user-error.ts';
import { say } from '../../core/words/words.ts';
import { localeOf } from './locale.ts';
import { TriedTooOften } from './wrong-tokens.ts';

/** The shape of every error (RFC 9457), with a code that stays the same. */
export const problemSchema = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.number().int(),
    detail: z
      .string()
      .openapi({ description: 'One sentence, in the language that was asked for.' }),
    code: z.string().openapi({ description: 'Stable: what to tell apart by.' }),
  })
  .openapi('Problem');

const UNREAD = new Set(['body_too_large', 'body_slow', 'body_cut', 'reference_too_large']);

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Sign in first',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Not that way',
  408: 'Too slow',
  409: 'Not now',
  410: 'Gone',
  413: 'Too large',
  415: 'Wrong type',
  422: 'Not accepted',
  429: 'Too much',
  503: 'Not available',
  507: 'Storage full',
};

/** The answer to a refusal. */
export function problem(context: Context, error: UserError): Response {
  const detail = say(error, localeOf(context.req.header('accept-language')));
  const { status, code } = error;
  const rest = { title: TITLES[status] ?? 'Refused', detail, code };
  const wait = error instanceof TriedTooOften ? { 'retry-after': `${error.retryAfterS}` } : {};
  return answer(status, rest, wait);
}

/** Refusals become problems. Anything else is logged here, once, and its details are not shown. */
export function problemOf(error: Error, context: Context, log: Log): Response {
  if (error instanceof UserError) return problem(context, error);
  if (error instanceof BlobError && error.kind === 'key') {
    return problem(context, new UserError('gone'));
  }
  if (error instanceof HTTPException && error.status < 500) {
    return problem(context, new UserError('body_not_json'));
  }
  const refusal = storageRefusal(error);
  if (refusal !== undefined) {
    log.error({ err: error, path: context.req.path }, 'storage failed a request');
    return problem(context, refusal);
  }
  log.error({ err: error, path: context.req.path }, 'a request failed');
  const detail = 'Something went wrong here, and it is logged. Please try again.';
  return answer(500, { title: 'Our fault', detail, code: 'internal' });
}

function answer(
  status: number,
  rest: { title: string; detail: string; code: string },
  headers: Readonly<Record<string, string>> = {},
): Response {
  const body = { type: 'about:blank', status, ...rest };
  // The rest of such a body is not read, so the connection cannot be used again.
  const close = UNREAD.has(rest.code) ? { connection: 'close' } : {};
  return Response.json(body, {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...close,
      ...headers,
    },
  });
}
