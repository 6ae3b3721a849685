/** Reads the value of a typed option. The web chat's page uses this file too. */

/** A value and the index behind it. */
export interface TypedValue {
  readonly value: string;
  readonly end: number;
}

/** What may follow a value. */
const ENDS = String.raw`(?=[\s,;.、。]|$)`;
const RATIO = new RegExp(`(?:25|50|75|100)\\s?%?${ENDS}`, 'y');
/** The values of options that have few: they are recognised anywhere in a line. */
const SHAPES: ReadonlyMap<string, RegExp> = new Map([
  ['size', new RegExp(`(?:square|landscape|portrait|\\d{2,5}\\s?[x×*]\\s?\\d{2,5})${ENDS}`, 'iy')],
  ['tone_ratio', RATIO],
  ['angle_ratio', RATIO],
  ['count', new RegExp(`\\d{1,2}${ENDS}`, 'y')],
  ['experiment', new RegExp(`(?:tones|angles|models)${ENDS}`, 'iy')],
]);

const DOUBLE = '"“”„‟«»「」『』';
const SINGLE = "'‘’‚‛‹›";
const DOUBLE_MARK = new RegExp(`[${DOUBLE}]`);
const OPENING = new RegExp(`^[${DOUBLE}${SINGLE}]`);
const QUOTED = new RegExp(`[${DOUBLE}]([^${DOUBLE}\\n]*)[${DOUBLE}]`, 'y');
const QUOTED_ONCE = new RegExp(`[${SINGLE}]([^\\n]*?)[${SINGLE}]${ENDS}`, 'y');
/** Without a slash at its beginning, which addresses have. */
const PLAIN = new RegExp(`([^\\s${DOUBLE}/][^\\s${DOUBLE}]*)`, 'y');
/** A quotation that nothing closes goes on to the end of its line. */
const UNCLOSED = new RegExp(`[${DOUBLE}]([^\\n]*)`, 'y');

/** Characters that many keyboards and phones put in place of those of options, each of one unit like what it becomes. */
const WIDE = /[\uff01-\uff5e]/g;
const COLONS = /[\ufe55\ufe13\ua789\u2236]/g;

/** The text, of the same length, with letters, digits and signs of full width as usual ones. */
export function narrowed(text: string): string {
  return text
    .replace(WIDE, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0))
    .replace(COLONS, ':');
}

/** Whether a text has a mark that ends a quotation, so that it cannot be quoted itself. */
export function hasQuotationMark(text: string): boolean {
  return DOUBLE_MARK.test(text);
}

/** The text without a quotation mark at its beginning. */
export function withoutOpening(text: string): string {
  return text.replace(OPENING, '');
}

/** The value at `at` when it is one of those that the option takes; undefined for options that take any text. */
export function knownValue(option: string, text: string, at: number): TypedValue | undefined {
  return read(SHAPES.get(option), text, at);
}

/** The quoted text at `at`. */
export function quotedValue(text: string, at: number): TypedValue | undefined {
  return read(QUOTED, text, at) ?? read(QUOTED_ONCE, text, at);
}

/** The text without the quotation marks around the whole of it. */
export function unquoted(text: string): string {
  const found = quotedValue(text, 0);
  return found?.end === text.length ? found.value : text;
}

/** The word at `at`, or the rest of the line behind a quotation mark that nothing closes. */
export function plainValue(text: string, at: number): TypedValue | undefined {
  const found = read(PLAIN, text, at) ?? read(UNCLOSED, text, at);
  return found && { ...found, value: found.value.replace(/[,;.、。]+$/, '') };
}

function read(pattern: RegExp | undefined, text: string, at: number): TypedValue | undefined {
  if (pattern === undefined) return undefined;
  const sticky = new RegExp(pattern);
  sticky.lastIndex = at;
  const found = sticky.exec(text);
  if (found === null) return undefined;
  return { value: found[1] ?? found[0], end: sticky.lastIndex };
}
