const MAX_MS = 24 * 3_600_000;

/**
 * Milliseconds to wait by an answer's `retry-after-ms` or `retry-after` header (seconds or an HTTP date,
 * RFC 9110 10.2.3); null without a valid one.
 */
export function retryAfterOf(headers: Headers, now: number): number | null {
  const ms = Number.parseFloat(headers.get('retry-after-ms') ?? '');
  if (Number.isFinite(ms)) return boundedWait(ms);
  const text = headers.get('retry-after');
  if (text === null) return null;
  const seconds = Number(text);
  return boundedWait(Number.isFinite(seconds) ? seconds * 1000 : Date.parse(text) - now);
}

/** Whole milliseconds, at most a day; null for NaN. */
export function boundedWait(ms: number): number | null {
  return Number.isNaN(ms) ? null : Math.round(Math.min(Math.max(0, ms), MAX_MS));
}

const ASKED = /try again (?:in|after) ((?:\d+(?:\.\d+)? ?(?:ms|h|m|s)[a-z]*\s*)+)/i;
const PART = /(\d+(?:\.\d+)?) ?(ms|h|m|s)/gi;
const UNIT_MS = new Map([
  ['ms', 1],
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
]);

/**
 * Milliseconds to wait by a message ("Please try again in 1m12.5s", "after 51.84 seconds"), for rate limits without a
 * header; null without one.
 */
export function waitInMessage(message: string): number | null {
  const asked = ASKED.exec(message)?.[1];
  if (asked === undefined) return null;
  const parts = [...asked.matchAll(PART)].map(([, number, unit = '']) => {
    return Number(number) * (UNIT_MS.get(unit.toLowerCase()) ?? 0);
  });
  return Math.ceil(parts.reduce((sum, part) => sum + part, 0));
}
