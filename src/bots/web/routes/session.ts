import { z } from 'zod';
import { Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { closedObject } from '../../../core/base/shape-fault.ts';
import { shapeRefusal } from '../../../core/words/shape-refusal.ts';
import { requireRightToken, SESSION_COOKIE } from '../guard.ts';
import { isHttps } from '../own-origin.ts';
import type { WebParts } from '../parts.ts';
import { SESSION_MS } from '../sessions.ts';

const COOKIE = {
  httpOnly: true,
  sameSite: 'Strict',
  path: '/',
  maxAge: SESSION_MS / 1_000,
} as const;
const bodySchema = closedObject({ token: z.string().max(500) });

type SessionParts = Pick<
  WebParts,
  'apiToken' | 'publicUrl' | 'sessions' | 'wrongTokens' | 'events'
>;

/** Signing in to a hub that has a token, and out again. */
export function sessionRoutes(parts: SessionParts) {
  const { apiToken, sessions, events } = parts;
  return new Hono()
    .post('/api/session', async (context) => {
      const body: unknown = await context.req.json().catch(() => ({}));
      const parsed = bodySchema.safeParse(body);
      if (!parsed.success) throw shapeRefusal(parsed.error, body);
      if (apiToken !== null) {
        requireRightToken(context, parts, { token: parsed.data.token, door: 'sign-in' });
        sessions.end(getCookie(context, SESSION_COOKIE));
        const secure = isHttps(context, parts);
        setCookie(context, SESSION_COOKIE, sessions.begin(), { ...COOKIE, secure });
      }
      return context.body(null, 204);
    })
    .delete('/api/session', (context) => {
      sessions.end(getCookie(context, SESSION_COOKIE));
      // Open event streams notice that their sign-in has ended.
      events.changed();
      deleteCookie(context, SESSION_COOKIE, { path: '/' });
      return context.body(null, 204);
    });
}
