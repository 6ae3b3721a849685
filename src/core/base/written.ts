/** What people write, mended where it comes in. Without imports, because the web chat's page uses this file too. */

const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
/** Halves of an emoji, control characters but tab and line end, and code points that are no characters. */
const BROKEN =
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\p{Cs}\p{Noncharacter_Code_Point}\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]/gu;
/** A character that people see, unlike blanks, joiners, fillers, marks without a letter and what turns the direction. */
const SEEN =
  /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{M}\p{Cc}\p{Cs}\u2800\ufff9-\ufffb]/u;
/** Blanks, and characters without width, that mean nothing at the edge of a text. */
const EDGE = /[\s\u00ad\u180e\u200b\u200e\u200f\u2060\u2800\u3164\uffa0\ufeff]/;

/** UTF-16 units of one character at most: the longest emoji has 15. */
const UNITS_OF_ONE = 16;
/** UTF-16 units a character has on average at most, in any script. */
const UNITS_ON_AVERAGE = 4;

/**
 * The text as people see it, in one spelling: in Unicode NFC (a Korean syllable or an accented letter is one
 * character), with LF between lines, without half emoji and without control characters.
 */
export function mended(text: string): string {
  return text.replace(LINE_ENDS, '\n').replace(BROKEN, '').normalize('NFC');
}

/** The mended text without blanks around it; '' when it has nothing that people see. */
export function tidied(text: string): string {
  const whole = mended(text);
  if (!SEEN.test(whole)) return '';
  let start = 0;
  let end = whole.length;
  while (EDGE.test(whole.charAt(start))) start += 1;
  while (EDGE.test(whole.charAt(end - 1))) end -= 1;
  return whole.slice(start, end);
}

/** The same record with every text in it changed; anything else as it is. */
export function withTexts(values: unknown, change: (text: string) => string): unknown {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return values;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? change(value) : value,
    ]),
  );
}

/**
 * How many characters people see in a text that may have `most`: an emoji, a syllable, and a letter with its marks
 * count as one. Marks piled onto a letter count too, one for 16 units. A text of more than four UTF-16 units a
 * character of `most` is over the limit anyway: its units are counted, which is quick for megabytes too.
 */
export function charactersOf(text: string, most: number): number {
  if (text.length > most * UNITS_ON_AVERAGE) return text.length;
  let count = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    count += Math.ceil(segment.length / UNITS_OF_ONE);
  }
  return count;
}

/** UTF-16 units that a text of so many characters may have. */
export function unitsOf(characters: number): number {
  return characters * UNITS_ON_AVERAGE;
}
