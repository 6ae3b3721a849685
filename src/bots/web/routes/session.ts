import { z } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import { UserError } from '../../../core/words/user-error.ts';
import { SESSION_COOKIE } from '../guard.ts';
import { sameText } from '../links.ts';
import type { WebParts } from '../parts.ts';

const COOKIE = { httpOnly: true, sameSite: 'Strict', path: '/', maxAge: 30 * 24 * 3600 } as const;
const bodySchema = z.strictObject({ token: z.string().max(500) });

/** Signing in to a hub that has a token, and out again. */
export function sessionRoutes({ apiToken, signer }: Pick<WebParts, 'apiToken' | 'signer'>) {
  return new Hono()
    .post('/api/session', async (context) => {
      const parsed = bodySchema.safeParse(await context.req.json().catch(() => undefined));
      if (!parsed.success) throw new UserError('body_invalid', 'expected {"token": "…"}');
      if (apiToken !== null) {
        if (!sameText(parsed.data.token, apiToken)) throw new UserError('token_wrong');
        const proxied = context.req.header('x-forwarded-proto') === 'https';
        const secure = proxied || context.req.url.startsWith('https:');
        setCookie(context, SESSION_COOKIE, signer.session(apiToken), { ...COOKIE, secure });
      }
      return context.body(null, 204);
    })
    .delete('/api/session', (context) => {
      deleteCookie(context, SESSION_COOKIE, { path: '/' });
      return context.body(null, 204);
    });
}
