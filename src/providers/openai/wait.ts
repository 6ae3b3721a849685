const ASKED = /try again (?:in|after) ((?:\d+(?:\.\d+)? ?(?:ms|h|m|s)[a-z]*\s*)+)/i;
const PART = /(\d+(?:\.\d+)?) ?(ms|h|m|s)/gi;
const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/**
 * Milliseconds that a sentence asks to wait ("Please try again in 1m12.5s", "after 51.84 seconds"), which
 * is all there is where a rate limit comes without a header; null when it says nothing of it.
 */
export function waitInWords(message: string): number | null {
  const asked = ASKED.exec(message)?.[1];
  if (asked === undefined) return null;
  const parts = [...asked.matchAll(PART)].map(([, number, unit = '']) => {
    return Number(number) * (UNIT_MS[unit.toLowerCase()] ?? 0);
  });
  return Math.ceil(parts.reduce((sum, part) => sum + part, 0));
}
