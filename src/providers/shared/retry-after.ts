const MAX_MS = 24 * 3_600_000;

/**
 * Milliseconds to wait by an answer's `retry-after-ms` or `retry-after` header (seconds or an HTTP date,
 * RFC 9110 10.2.3); null when there is none that can be read.
 */
export function retryAfterOf(headers: Headers, now: number): number | null {
  const ms = Number.parseFloat(headers.get('retry-after-ms') ?? '');
  if (Number.isFinite(ms)) return boundedWait(ms);
  const text = headers.get('retry-after');
  if (text === null) return null;
  const seconds = Number(text);
  return boundedWait(Number.isFinite(seconds) ? seconds * 1000 : Date.parse(text) - now);
}

/** Whole milliseconds of a wait, a day at most; null for no number. */
export function boundedWait(ms: number): number | null {
  return Number.isNaN(ms) ? null : Math.round(Math.min(Math.max(0, ms), MAX_MS));
}
