/** Reads the options in a typed line. The web chat's page uses this file too. */
import { knownValue, narrowed, plainValue, quotedValue, type TypedValue } from './typed-value.ts';

/** Something in a line that looks like an option. */
interface Seen {
  readonly name: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** Whether it is an option only at the end of the line, where no sentence has it. */
  readonly onlyLast: boolean;
}

/** A name in front of a colon, or behind dashes. */
interface Head {
  readonly dash: string;
  readonly name: string;
  /** ':' or '='; '' behind dashes. */
  readonly sign: string;
  /** Whether there is no blank beside the sign. */
  readonly isGlued: boolean;
  readonly start: number;
  /** Where the value begins. */
  readonly at: number;
}

/** A quotation, which is part of the prompt; or a name with what leads to its value. */
const TOKEN =
  /(?<=^|[\s(,:;])["“„«「『][^"“”„«»「」『』\n]*["“”»」』]|(?<=^|[\s,;、。])(--|[—–―])?((?:tone|angle)[ _-]?ratio|\p{L}[\p{L}_-]*)(?:([^\S\n]*)([:=])([^\S\n]*)|[^\S\n]+|$)/giu;
/** The value of an option that has none in the line: no option takes it, so that the option is refused by its name. */
export const MISSING = '?';
const NEXT = /((?:tone|angle)[ _-]?ratio|\p{L}[\p{L}_-]*)[^\S\n]*[:=]/iuy;
/** Words of prose that are one letter away from the name of an option: behind a long dash they are no misspelt flags. */
const PROSE: ReadonlySet<string> = new Set(
  (
    'pier bier tie tied ties tiers tiger tiler tire trier modal mode modem modes models morel motel yodel ' +
    'seize side sine sire site sized sizer sizes dens fens glens hens kens leans leds lees legs leis len lend lends lent ' +
    'less lets liens pens tens wens yens person personae personal personas angel angled angler angles anglo ankle ' +
    'bangle dangle jangle mangle tangle wangle experiments verses versos counts county court fount mount'
  ).split(' '),
);
const NOTHING = /^[\s,;.、。]*$/;
const FEW = /^[^\S\n]*(?:$|[\n,;.、。]|--|[\p{L}_-]+[^\S\n]*:)/u;

/** An option in a line: from `start` to before `end`, in UTF-16 units. */
export type TypedOption = Pick<Seen, 'name' | 'value' | 'start' | 'end'>;

/**
 * The options of a line, as they stand in it. `names` are those that there are. `name:value` is an option wherever it
 * stands, `name: value` where the option has few values and this is one of them, or at the end of the line. Names that
 * there are not are read where nothing else can be meant, to be refused by name. Texts in quotation marks are no options.
 */
export function typedOptions(line: string, names: readonly string[]): readonly TypedOption[] {
  const text = narrowed(line);
  const taken: Seen[] = [];
  let tail = text.length;
  for (const one of seenIn(text, names).toReversed()) {
    const isLast = one.end <= tail && NOTHING.test(text.slice(one.end, tail));
    if (one.onlyLast && !isLast) continue;
    taken.unshift(one);
    if (isLast) tail = one.start;
  }
  return taken;
}

/** The options of a line, and its rest: the prompt. */
export function splitOptions(
  line: string,
  names: readonly string[],
): { readonly options: readonly (readonly [string, string])[]; readonly rest: string } {
  const taken = typedOptions(line, names);
  return {
    options: taken.map(({ name, value }) => [name, value] as const),
    rest: without(line, taken),
  };
}

/** The line without what it says of one option. */
export function withoutOption(line: string, name: string, names: readonly string[]): string {
  const said = typedOptions(line, names).filter((one) => one.name === name);
  return said.length === 0 ? line : without(line, said);
}

function seenIn(text: string, names: readonly string[]): readonly Seen[] {
  const token = new RegExp(TOKEN);
  const seen: Seen[] = [];
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const [whole, dash = '', name, before = '', sign = '', after = ''] = found;
    if (name === undefined || (dash === '' && sign === '')) continue;
    const isGlued = `${before}${after}` === '' && sign !== '';
    const start = found.index;
    const head: Head = { dash, name, sign, isGlued, start, at: start + whole.length };
    const one = knownOption(head, text, names) ?? strangeOption(head, text, names);
    if (one === undefined) continue;
    seen.push(one);
    // A word behind a name may be an option itself; a quotation is none.
    if (quotedValue(text, head.at) !== undefined) token.lastIndex = one.end;
  }
  return seen;
}

function knownOption(head: Head, text: string, names: readonly string[]): Seen | undefined {
  const name = names.find((one) => bare(one) === bare(head.name));
  if (name === undefined) return undefined;
  const known = knownValue(name, text, head.at);
  const quoted = quotedValue(text, head.at);
  const plain = plainValue(text, head.at) ?? { value: '', end: head.at };
  const found = known ?? quoted ?? { ...plain, value: plain.value || MISSING };
  if (head.dash === '--') return seenAt(head, name, found);
  if (known === undefined && !head.isGlued && isHead(text, head.at, names)) {
    return seenAt(head, name, { value: MISSING, end: head.at });
  }
  const isSure = (head.isGlued && found.end > head.at) || quoted !== undefined;
  return { ...seenAt(head, name, found), onlyLast: !isSure && !isPlainly(name, known, text) };
}

/** Whether another option begins at `at`, where the value of one before it should be. */
function isHead(text: string, at: number, names: readonly string[]): boolean {
  const next = new RegExp(NEXT);
  next.lastIndex = at;
  const found = next.exec(text)?.[1];
  return found !== undefined && names.some((one) => bare(one) === bare(found));
}

/** Numbers and names of experiments are common words: they are values only where a part of the line ends. */
function isPlainly(name: string, known: TypedValue | undefined, text: string): boolean {
  if (known === undefined) return false;
  return (name !== 'count' && name !== 'experiment') || FEW.test(text.slice(known.end));
}

/** A name that there is not. */
function strangeOption(head: Head, text: string, names: readonly string[]): Seen | undefined {
  const { dash, name, sign, isGlued } = head;
  if (bare(name) === 'prompt') return undefined;
  const plain = quotedValue(text, head.at) ?? plainValue(text, head.at);
  if (dash === '--' && /^[a-z][a-z_-]*$/i.test(name)) {
    return seenAt(head, name, plain ?? { value: '', end: head.at });
  }
  if (plain === undefined) return undefined;
  const near = names.find((one) => isOneEdit(bare(one), bare(name)));
  if (dash !== '') return misspeltFlag(head, text, near, plain);
  if (sign !== ':') return undefined;
  const known = near === undefined ? undefined : knownValue(near, text, head.at);
  if (known !== undefined) return seenAt(head, name, known);
  if (!isGlued) return undefined;
  if (near !== undefined) return seenAt(head, name, plain);
  return /^[a-z][a-z_]*$/.test(name) ? { ...seenAt(head, name, plain), onlyLast: true } : undefined;
}

/** A name behind the one long dash that phones make of two hyphens. Sentences have such dashes too, also with no blank. */
function misspeltFlag(
  head: Head,
  text: string,
  near: string | undefined,
  plain: TypedValue,
): Seen | undefined {
  const { name } = head;
  if (near === undefined || !/^[a-z][a-z_-]*$/.test(name) || PROSE.has(name)) return undefined;
  // Another dash or a stop is no value.
  if (quotedValue(text, head.at) === undefined && !/^[\p{L}\p{N}]/u.test(plain.value)) {
    return undefined;
  }
  return seenAt(head, name, knownValue(near, text, head.at) ?? plain);
}

function seenAt({ start }: Head, name: string, { value, end }: TypedValue): Seen {
  return { name, value, start, end, onlyLast: false };
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[ _-]/g, '');
}

/**
 * Whether one letter more, less or other, or two letters in the other order, make one word of the other. The page runs this
 * file, and gets no package that could measure the distance.
 */
function isOneEdit(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  const most = Math.min(a.length, b.length) - start;
  while (end < most && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return (x.length < 2 && y.length < 2) || (x.length === 2 && x === `${y.charAt(1)}${y.charAt(0)}`);
}

/** The line without its options: the prompt, with its lines, and without commas and lines that options left behind. */
function without(line: string, taken: readonly TypedOption[]): string {
  let marked = '';
  let at = 0;
  for (const { start, end } of taken) {
    marked += `${line.slice(at, start)}\0`;
    at = end;
  }
  const lines = `${marked}${line.slice(at)}`.split('\n');
  return lines.flatMap(cleaned).join('\n').trim();
}

function cleaned(line: string): readonly string[] {
  const [kept = '', ...behind] = line.split(/\0[\s,;.、。\0]*$/);
  const left = behind.length > 0 ? kept.replace(/(?<![\s,;])[\s,;]+$/, '') : kept;
  const text = left
    .replace(/\0[,;]?/g, ' ')
    .replace(/[^\S\n]{2,}/g, ' ')
    .trim();
  return line.includes('\0') && NOTHING.test(text) ? [] : [text];
}
