/** Cuts a text to `max` UTF-16 units, with an ellipsis, and never inside a character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  let kept = '';
  // The segments are of the whole text: in a text that was cut before, half a character looks whole.
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (kept.length + segment.length > max - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** Marks that turn the direction of the text behind them, also behind the end of a person's text. */
const TURNS = /[\u202A-\u202E\u2066-\u2069]/g;

/** The text without marks that turn the direction of what a surface shows behind it. */
export function withoutTurns(text: string): string {
  return text.replace(TURNS, '');
}

/** The text with a capital first letter. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "2026-11-25", of UTC. `at` is milliseconds since the epoch. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** The smallest amount that four digits show. */
const SMALLEST = 0.0001;

/** "$12.34", and below one dollar "$0.0123". */
export function dollars(usd: number): string {
  if (usd > 0 && usd < SMALLEST / 2) return `<$${SMALLEST}`;
  // The rounded amount decides: 0.99999 is one dollar.
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
  return `${number} ${plural(number, one)}`;
}

/** "call" for 1, "calls" for any other number: in English. `many` is for words with a plural of their own. */
export function plural(number: number, one: string, many = `${one}s`): string {
  return CARDINAL.select(number) === 'one' ? one : many;
}

/** "1st", "2nd", "3rd", "11th": in English. */
export function ordinal(number: number): string {
  return `${number}${ENDINGS[ORDINAL.select(number)]}`;
}

/** "2026-11-25 09:30 UTC". `at` is milliseconds since the epoch. */
export function minuteOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
