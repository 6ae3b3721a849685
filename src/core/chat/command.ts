/** Commands that people type. The web chat's page uses this file, and what it imports, too. */
import { tidied } from '../base/written.ts';
import { splitOptions } from './typed-options.ts';

/** The options of `/generate`, in the order in which people see them. */
export const OPTION_NAMES = [
  'prompt',
  'tier',
  'model',
  'size',
  'angle',
  'lens',
  'persona',
  'category',
  'tone_ratio',
  'angle_ratio',
  'experiment',
  'versus',
  'count',
] as const;
export type OptionName = (typeof OPTION_NAMES)[number];

/** The words of `/diptych <word>`. */
export const DIPTYCH_WORDS = [
  'help',
  'credits',
  'history',
  'likes',
  'models',
  'pool',
  'review',
  'costs',
  'settings',
] as const;
export type DiptychWord = (typeof DIPTYCH_WORDS)[number];

/** The option that a word takes: whose references, how many days, on or off. */
export const WORD_OPTIONS = { pool: 'of', costs: 'days', settings: 'spoiler' } as const;

/** Images that a person may attach to `/generate`. */
export const MAX_ATTACHMENTS = 7;

export type Command =
  | { readonly type: 'generate'; readonly options: Readonly<Record<string, string>> }
  /** `word` as it was typed, when there is no such word; `rest` is the text after it. */
  | { readonly type: 'diptych'; readonly word: string; readonly rest: string };

/** A word with a slash at the beginning of a text, where people write commands. */
const SLASH = /^[/／]([\p{L}][\p{L}\p{N}_-]{0,39})(?=[\s:,.!?]|$)/u;

/** UTF-16 units of a typed line: as many as a prompt and its options may have. */
export const MAX_LINE = 12_000;

/** Options of a typed line: all but the prompt, which is the rest of the line. */
export const TYPED_OPTIONS = OPTION_NAMES.filter((name) => name !== 'prompt');

/**
 * Reads a typed line. Text without a slash is a prompt; `/diptych` alone is help. `splitOptions` says
 * what an option is.
 */
export function parseCommand(line: string): Command {
  const text = tidied(line);
  // Looking for options takes time with the square of the length, and such a prompt is refused anyway.
  if (text.length > MAX_LINE) return { type: 'generate', options: { prompt: text } };
  const diptych = /^[/／][^\S\n]?diptych(?:\s+(\S+)(?:\s+(\S.*))?)?$/is.exec(text);
  if (diptych !== null) {
    const word = DIPTYCH_WORDS.find((one) => one === diptych[1]?.toLowerCase());
    return { type: 'diptych', word: word ?? diptych[1] ?? 'help', rest: diptych[2] ?? '' };
  }
  // People copy `prompt:` from chats that show the names of options.
  const asked = withoutGenerate(text).replace(/^prompt[^\S\n]*[:：][^\S\n]*/i, '');
  const { options, rest } = splitOptions(asked, TYPED_OPTIONS);
  return { type: 'generate', options: { ...Object.fromEntries(options), prompt: rest } };
}

/** The text behind `/generate`, with which people begin a prompt where none is needed. */
export function withoutGenerate(text: string): string {
  return text.replace(/^[/／][^\S\n]?generate(?=\s|$)\s*/i, '');
}

/** The word of a command that a text begins with: "help" of "/help me". */
export function commandIn(text: string): string | undefined {
  return SLASH.exec(text)?.[1];
}
