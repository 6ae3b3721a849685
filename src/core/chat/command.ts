/** Commands that people type. Without imports, because the web chat's page uses this file too. */

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
  'costs',
] as const;
export type DiptychWord = (typeof DIPTYCH_WORDS)[number];

/** The word for the settings of a channel, in chats that have such settings. */
export const SETTINGS = 'settings';

/** The option that a word takes: whose references, how many days, on or off. */
export const WORD_OPTIONS = { pool: 'of', costs: 'days', settings: 'spoiler' } as const;

/** Images that a person may attach to `/generate`. */
export const MAX_ATTACHMENTS = 7;

export type Command =
  | { readonly type: 'generate'; readonly options: Readonly<Record<string, string>> }
  /** `rest` is the text after the word. */
  | { readonly type: 'diptych'; readonly word: DiptychWord; readonly rest: string };

/** `name:value`, or `name:"several words"`, standing alone. */
const OPTION = /(?<=^|\s)([a-z][a-z_]*):(?:"([^"]*)"|([^\s"/][^\s"]*))(?=\s|$)/g;
const NAMES: ReadonlySet<string> = new Set(OPTION_NAMES);

/**
 * Reads a typed line. Text without a slash is a prompt; `/diptych` with an unknown word is help. Known options may be
 * anywhere in the line. Unknown ones are read only at its end, where no sentence has them, to be refused by name.
 */
export function parseCommand(line: string): Command {
  const text = line.trim();
  const diptych = /^\/diptych(?:\s+(\S+)(?:\s+(\S.*))?)?$/is.exec(text);
  if (diptych !== null) {
    const word = DIPTYCH_WORDS.find((one) => one === diptych[1]?.toLowerCase());
    return { type: 'diptych', word: word ?? 'help', rest: diptych[2] ?? '' };
  }
  return { type: 'generate', options: parseOptions(text.replace(/^\/generate(?=\s|$)\s*/i, '')) };
}

function parseOptions(text: string): Readonly<Record<string, string>> {
  const options = new Map<string, string>();
  let rest = text;
  for (const [whole, name = '', quoted, plain = ''] of text.matchAll(OPTION)) {
    const last = rest.trimEnd().endsWith(whole);
    if (name === 'prompt' || (!NAMES.has(name) && !last)) continue;
    options.set(name, quoted ?? plain);
    rest = rest.replace(whole, ' ');
  }
  return { ...Object.fromEntries(options), prompt: rest.replace(/\s{2,}/g, ' ').trim() };
}
