import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { UserError } from '../../core/words/user-error.ts';
import { callerOf, localeOf } from './identity.ts';
import { sameText } from './links.ts';
import type { WebEnv, WebParts } from './parts.ts';

export const SESSION_COOKIE = 'diptych_session';
export const USER_COOKIE = 'X-Diptych-User';
const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;
const FORWARDED = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];
const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

type GuardParts = Pick<WebParts, 'apiToken' | 'adminUsers' | 'signer'>;

/** Sets the caller of a request. Throws a `UserError` for a missing or wrong token. */
export function guard(parts: GuardParts): MiddlewareHandler<WebEnv> {
  return async (context, next) => {
    const withToken = parts.apiToken !== null;
    if (withToken) requireToken(context, parts);
    const named = context.req.header('x-diptych-user') ?? getCookie(context, USER_COOKIE);
    const locale = localeOf(context.req.header('accept-language'));
    context.set('caller', callerOf({ named, withToken, locale }, parts.adminUsers));
    await next();
  };
}

/** Only loopback names are answered, because another site can point its own name at 127.0.0.1. */
export function requireLoopback(context: Context): void {
  const host = context.req.header('host') ?? '';
  if (!LOOPBACK_HOST.test(host)) throw new UserError('host_refused', host);
  if (FORWARDED.some((name) => context.req.header(name) !== undefined)) {
    throw new UserError('forwarded_refused');
  }
}

/** Changes are accepted from our own page, and from programs, which send no Origin. */
export function requireOwnOrigin(context: Context): void {
  if (READS.has(context.req.method)) return;
  const origin = context.req.header('origin');
  const site = context.req.header('sec-fetch-site');
  if (origin !== undefined && hostOf(origin) !== context.req.header('host')) {
    throw new UserError('origin_refused', origin);
  }
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw new UserError('origin_refused', site);
  }
}

export function requireJson(context: Context): void {
  if (READS.has(context.req.method)) return;
  const type = context.req.header('content-type') ?? '';
  if (type.split(';', 1)[0]?.trim().toLowerCase() !== 'application/json') {
    throw new UserError('content_type_refused', type);
  }
}

function requireToken(context: Context, { apiToken, signer }: GuardParts): void {
  if (apiToken === null) return;
  const bearer = /^Bearer (.+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
  if (bearer !== undefined) {
    if (sameText(bearer, apiToken)) return;
    throw new UserError('token_wrong');
  }
  if (!signer.sessionIsGood(apiToken, getCookie(context, SESSION_COOKIE))) {
    throw new UserError('token_needed');
  }
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
