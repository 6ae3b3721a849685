/** What people can type. Without imports: the web chat's page reads commands by the same rules. */

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

/** What `/diptych <word>` knows. */
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

/** The word of what admins set for a channel, in chats whose channels have something to set. */
export const SETTINGS = 'settings';

/** What may stand behind a word, by its option's name: whose references, how many days, on or off. */
export const WORD_OPTIONS = { pool: 'of', costs: 'days', settings: 'spoiler' } as const;

/** Images that somebody may attach to `/generate`. */
export const MAX_ATTACHMENTS = 7;

export type Command =
  | { readonly type: 'generate'; readonly options: Readonly<Record<string, string>> }
  /** `rest` is what stands behind the word. */
  | { readonly type: 'diptych'; readonly word: DiptychWord; readonly rest: string };

/** `name:value`, or `name:"several words"`, standing alone. */
const OPTION = /(?<=^|\s)([a-z][a-z_]*):(?:"([^"]*)"|([^\s"/][^\s"]*))(?=\s|$)/g;
const NAMES: ReadonlySet<string> = new Set(OPTION_NAMES);

/**
 * A line somebody typed. Text without a slash is a prompt; a `/diptych` without a word it knows is help.
 * Known options are taken out wherever they stand; an unknown one only at the end, where no sentence
 * would have it, so that it can be refused by name.
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
  const options: Record<string, string> = {};
  let rest = text;
  for (const [whole, name = '', quoted, plain = ''] of text.matchAll(OPTION)) {
    const last = rest.trimEnd().endsWith(whole);
    if (name === 'prompt' || (!NAMES.has(name) && !last)) continue;
    options[name] = quoted ?? plain;
    rest = rest.replace(whole, ' ');
  }
  return { ...options, prompt: rest.replace(/\s{2,}/g, ' ').trim() };
}
