import type { MiddlewareHandler } from 'hono';
import { withoutLeftOut } from '../../core/base/left-out.ts';
import { KILOBYTE, sizeText } from '../../core/base/units.ts';
import { UserError } from '../../core/words/user-error.ts';
import { bodyBytes } from './body-bytes.ts';
import type { WebParts } from './parts.ts';

/** Where images are sent to, as they are. Every other body is JSON. */
export const UPLOAD_PATH = '/api/references';

/** Bytes of the JSON bodies that may have a prompt, or a form's texts. */
export const LONG_BODY_BYTES = 64 * KILOBYTE;
/** Bytes of every other JSON body. */
export const SHORT_BODY_BYTES = 8 * KILOBYTE;
const LONG_BODIES = new Set(['/api/generate', '/api/generate-side', '/api/press', '/api/feedback']);
/** Milliseconds for a JSON body, and within it without a byte. */
export const JSON_BODY_MS = 15_000;
const STALL_MS = 5_000;
/** Methods of requests that may store something. */
export const WRITING: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
/** How deep a body may be nested: far deeper than any that means something. */
export const MAX_BODY_DEPTH = 20;

/**
 * Reads a JSON body within the limits of its route, before anything else is done with it. Properties that are null or
 * '' are left out. Throws a `UserError` for a body that is too large, slow, not UTF-8 or not JSON.
 */
export function takeJson({ clock }: Pick<WebParts, 'clock'>): MiddlewareHandler {
  return async (context, next) => {
    const { method, path, raw } = context.req;
    // Others, such as TRACE, take no body.
    if (!WRITING.has(method) || path === UPLOAD_PATH) return next();
    const maxBytes = LONG_BODIES.has(path) ? LONG_BODY_BYTES : SHORT_BODY_BYTES;
    const limits = { maxBytes, wholeMs: JSON_BODY_MS, stallMs: STALL_MS };
    const tooLarge = new UserError('body_too_large', sizeText(maxBytes));
    const bytes = await bodyBytes(raw, limits, clock, tooLarge);
    const body = bytes.length === 0 ? '' : JSON.stringify(readJson(bytes));
    context.req.raw = new Request(raw.url, { method, headers: raw.headers, body });
    await next();
  };
}

/** Throws a `UserError`. */
function readJson(bytes: Uint8Array): unknown {
  const value = parsed(textOf(bytes));
  if (isDeeper(value, MAX_BODY_DEPTH)) throw new UserError('body_too_deep', MAX_BODY_DEPTH);
  return withoutLeftOut(value);
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UserError('body_not_utf8');
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError('body_not_json');
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((one) => isDeeper(one, levels - 1));
}
