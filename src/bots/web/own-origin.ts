import type { Context } from 'hono';
import { UserError } from '../../core/words/user-error.ts';
import type { WebParts } from './parts.ts';
import { repeated } from './repeated.ts';

/** Methods that change nothing. */
export const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

type OwnParts = Pick<WebParts, 'apiToken' | 'publicUrl'>;

/**
 * The scheme under which the reader reaches the hub: what a proxy says, else what PUBLIC_URL says of this name. Null
 * when nothing says so. Without a token there is no proxy, and the hub itself speaks HTTP alone.
 */
function schemeOf(context: Context, { apiToken, publicUrl }: OwnParts): string | null {
  if (apiToken === null) return 'http';
  const said = context.req.header('x-forwarded-proto')?.split(',', 1)[0]?.trim().toLowerCase();
  if (said === 'http' || said === 'https') return said;
  if (publicUrl === null) return null;
  const { host, protocol } = new URL(publicUrl);
  return host === context.req.header('host') ? protocol.slice(0, -1) : null;
}

/** Whether the reader is known to use HTTPS. */
export function isHttps(context: Context, parts: OwnParts): boolean {
  return schemeOf(context, parts) === 'https';
}

/**
 * Changes are accepted from our own page, and from programs, which send no Origin. Scheme, name and port must be ours.
 * Where the scheme is not known, a browser's word that the page is of the same origin is enough: browsers compare the
 * scheme for that (Fetch Metadata).
 */
export function requireOwnOrigin(context: Context, parts: OwnParts): void {
  if (READS.has(context.req.method)) return;
  const origin = context.req.header('origin');
  const site = context.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw new UserError('origin_refused', repeated(site));
  }
  if (origin === undefined) return;
  const scheme = schemeOf(context, parts);
  const schemes = scheme === null ? unknownSchemes(site) : [scheme];
  const host = context.req.header('host') ?? '';
  const own = schemes.map((one) => originOf(`${one}://${host}`));
  if (!own.includes(origin)) throw new UserError('origin_refused', repeated(origin));
}

function unknownSchemes(site: string | undefined): readonly string[] {
  return site === 'same-origin' ? ['http', 'https'] : ['http'];
}

function originOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined;
}
