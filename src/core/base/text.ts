/** At most `max` characters, with an ellipsis for what is left out; never half of a character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  let kept = '';
  // Of the whole text: a character that was cut before would pass for a whole one.
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (kept.length + segment.length > max - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** The text as a sentence begins. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "2026-11-25", of UTC. `at` is milliseconds since the epoch. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** The least that four digits show. */
const SMALLEST = 0.0001;

/** Dollars as people read them: "$12.34", and below one "$0.0123". */
export function dollars(usd: number): string {
  if (usd > 0 && usd < SMALLEST / 2) return `<$${SMALLEST}`;
  // What is rounded decides: 0.99999 is a dollar.
  const isSmall = usd > 0 && Number(usd.toFixed(4)) < 1;
  const digits = isSmall ? 4 : 2;
  const format = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return `$${usd.toLocaleString('en-US', format)}`;
}

const CARDINAL = new Intl.PluralRules('en');
const ORDINAL = new Intl.PluralRules('en', { type: 'ordinal' });
const ENDINGS: Readonly<Record<Intl.LDMLPluralRule, string>> = {
  zero: 'th',
  one: 'st',
  two: 'nd',
  few: 'rd',
  many: 'th',
  other: 'th',
};

/** "1 call", "2 calls": in English. */
export function counted(number: number, one: string): string {
  return `${number} ${CARDINAL.select(number) === 'one' ? one : `${one}s`}`;
}

/** "1st", "2nd", "3rd", "11th": in English. */
export function ordinal(number: number): string {
  return `${number}${ENDINGS[ORDINAL.select(number)]}`;
}

/** "2026-11-25 09:30 UTC". `at` is milliseconds since the epoch. */
export function minuteOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
