import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { UserError } from '../../core/words/user-error.ts';
import { UPLOAD_PATH } from './body.ts';
import { clientOf } from './client-address.ts';
import { isForwarded } from './forwarded.ts';
import { callerOf } from './identity.ts';
import { sameText } from './links.ts';
import { localeOf } from './locale.ts';
import { READS } from './own-origin.ts';
import type { WebEnv, WebParts } from './parts.ts';
import { repeated } from './repeated.ts';

export const SESSION_COOKIE = 'diptych_session';
const USER_COOKIE = 'X-Diptych-User';
const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;
type GuardParts = Pick<WebParts, 'apiToken' | 'adminUsers' | 'sessions' | 'wrongTokens'>;

/** Sets the caller of a request. Throws a `UserError` for a missing or wrong token. */
export function guard(parts: GuardParts): MiddlewareHandler<WebEnv> {
  return async (context, next) => {
    const withToken = parts.apiToken !== null;
    context.set('signedIn', withToken ? requireToken(context, parts) : () => true);
    const named = context.req.header('x-diptych-user') ?? getCookie(context, USER_COOKIE);
    const locale = localeOf(context.req.header('accept-language'));
    context.set('caller', callerOf({ named, withToken, locale }, parts.adminUsers));
    await next();
  };
}

/** Only loopback names are answered, because another site can point its own name at 127.0.0.1. */
export function requireLoopback(context: Context): void {
  const host = context.req.header('host') ?? '';
  if (!LOOPBACK_HOST.test(host)) throw new UserError('host_refused', repeated(host));
  if (isForwarded(context)) throw new UserError('forwarded_refused');
}

/** What forms of other sites send, and JSON with an image inside. All other types say nothing: the bytes do. */
const NO_UPLOAD = new Set([
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
  'application/json',
]);

/** Changes are JSON, and uploads are files as they are: a form of another site can send neither. */
export function requireType(context: Context): void {
  if (READS.has(context.req.method)) return;
  const sent = repeated(context.req.header('content-type') ?? '');
  const type = sent.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (context.req.path === UPLOAD_PATH) {
    if (NO_UPLOAD.has(type)) throw new UserError('upload_type_refused', sent);
  } else if (type !== 'application/json') throw new UserError('content_type_refused', sent);
}

/** Whether the way in is still open, to be asked later. Throws a `UserError` when it is not open now. */
function requireToken(context: Context, parts: GuardParts): () => boolean {
  const bearer = /^Bearer (.+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
  if (bearer !== undefined) {
    requireRightToken(context, parts, { token: bearer, door: 'bearer' });
    return () => true;
  }
  const cookie = getCookie(context, SESSION_COOKIE);
  const signedIn = () => parts.sessions.isGood(cookie);
  if (!signedIn()) throw new UserError('token_needed');
  return signedIn;
}

/** Throws a `UserError` for a wrong token, and for any token after too many wrong ones. */
export function requireRightToken(
  context: Context,
  { apiToken, wrongTokens }: Pick<GuardParts, 'apiToken' | 'wrongTokens'>,
  { token, door }: { readonly token: string; readonly door: 'sign-in' | 'bearer' },
): void {
  if (apiToken === null) return;
  const address = clientOf(context);
  wrongTokens.requireTry(address);
  if (sameText(token, apiToken)) return;
  wrongTokens.wrong(address, door);
  throw new UserError('token_wrong');
}
