import { createHash } from 'node:crypto';
import type { Clock } from '../../../src/core/ports/system.ts';
import type { Json } from './json.ts';

export interface Limit {
  readonly limit: number;
  readonly perMs: number;
}

/** Buckets that a test can make real; null: never full. */
export interface Limits {
  /** Posts and edits, counted apart, a channel. */
  channelMessages: Limit | null;
}

export interface Verdict {
  readonly headers: Record<string, string>;
  /** The body of a 429; undefined when the request may pass. */
  readonly refusal?: Json;
}

interface Window {
  used: number;
  ends: number;
}

const OPEN: Limit = { limit: 50, perMs: 1000 };
const COUNTED = /^\/channels\/\d+\/messages(\/\d+)?$/u;

/** Counts requests a bucket, in windows of the clock. */
export class RateLimits {
  readonly limits: Limits = { channelMessages: null };
  readonly #clock: Clock;
  readonly #windows = new Map<string, Window>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What the limits say to a request, and the headers of its answer. */
  count(method: string, path: string): Verdict {
    const bucket = bucketOf(method, path);
    const limit = this.#limit(method, path);
    if (limit === null)
      return { headers: headers(OPEN, OPEN.limit - 1, OPEN.perMs, this.#clock.now(), bucket) };
    const window = this.#window(`${bucket}:${path.split('/')[2]}`, limit);
    const left = window.ends - this.#clock.now();
    window.used += 1;
    const remaining = Math.max(0, limit.limit - window.used);
    const shown = headers(limit, remaining, left, this.#clock.now(), bucket);
    if (window.used <= limit.limit) return { headers: shown };
    window.used -= 1;
    const refused = tooMany('route', left);
    return { headers: { ...shown, ...refused.headers }, refusal: refused.body };
  }

  #limit(method: string, path: string): Limit | null {
    const counted = (method === 'POST' || method === 'PATCH') && COUNTED.test(path);
    return counted ? this.limits.channelMessages : null;
  }

  #window(key: string, { perMs }: Limit): Window {
    const now = this.#clock.now();
    const known = this.#windows.get(key);
    if (known && known.ends > now) return known;
    const fresh = { used: 0, ends: now + perMs };
    this.#windows.set(key, fresh);
    return fresh;
  }
}

/** A bucket’s name, the same for all ids of one route. */
function bucketOf(method: string, path: string): string {
  const route = path.replaceAll(/\d{3,}/gu, 'id').replace(/^(\/webhooks\/id\/)[^/]+/u, '$1token');
  return createHash('sha1').update(`${method} ${route}`).digest('hex');
}

function headers(
  { limit }: Limit,
  remaining: number,
  leftMs: number,
  now: number,
  bucket: string,
): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String((now + leftMs) / 1000),
    'x-ratelimit-reset-after': String(leftMs / 1000),
    'x-ratelimit-bucket': bucket,
  };
}

/** A 429 as the service words it. */
export function tooMany(
  scope: 'route' | 'global' | 'shared',
  afterMs: number,
): { readonly headers: Record<string, string>; readonly body: Json } {
  const global = scope === 'global';
  const seconds = afterMs / 1000;
  return {
    headers: {
      // The service rounds up to seconds; tests are in more of a hurry.
      'retry-after': String(seconds),
      'x-ratelimit-scope': scope === 'shared' ? 'shared' : global ? 'global' : 'user',
      'x-ratelimit-reset-after': String(seconds),
      'x-ratelimit-remaining': '0',
      ...(global && { 'x-ratelimit-global': 'true' }),
    },
    body: { message: 'You are being rate limited.', retry_after: seconds, global },
  };
}
