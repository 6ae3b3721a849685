import { DIPTYCH_WORDS, OPTION_NAMES, WORD_OPTIONS } from '../../../../core/chat/command.ts';
import { narrowed } from '../../../../core/chat/typed-value.ts';
import { api } from '../api.ts';
import { wishOf } from './options.ts';
import type { Chosen, Suggestion } from './state.ts';
import { say } from './words.ts';

const PLAIN = OPTION_NAMES.filter((one) => one !== 'prompt');
/** A value in quotation marks that is not closed yet has blanks. */
const VALUE = /(?:^|\s)([a-z_]+):(["“„«][^"”“»\n]*|\S*)$/i;
const LAST_WORD = /(?:(?<=^|\s)[a-z_]+:["“„«][^"”“»\n]*|\S*)$/i;

/** Completions of the word that ends at the cursor, where `line` ends. Throws what the hub's refusal throws. */
export async function suggest(line: string, chosen: Chosen = {}): Promise<readonly Suggestion[]> {
  const text = narrowed(line);
  if (/^\/\S*$/.test(text)) return commands().filter((one) => one.insert.startsWith(text));
  const diptych = /^\/diptych\s+(\S*)$/.exec(text);
  if (diptych !== null) {
    return DIPTYCH_WORDS.filter((word) => word.startsWith(diptych[1] ?? '')).map((word) => {
      return { insert: word, label: `${word} — ${say[`command_${word}`]()}` };
    });
  }
  const [, word, rest = ''] = /^\/diptych\s+(pool|costs)\s+(\S*)$/.exec(text) ?? [];
  if (word === 'pool' || word === 'costs') return values(WORD_OPTIONS[word], rest, '');
  const typed = VALUE.exec(text);
  const option = PLAIN.find((one) => one === typed?.[1]?.toLowerCase());
  if (option !== undefined) {
    return values(option, typed?.[2] ?? '', `${option}:`, wishOf(text, chosen));
  }
  const name = /(?:^\/generate\s.*\s|^[^/].*\s)([a-z_]{2,})$/s.exec(text);
  return PLAIN.filter((one) => name !== null && one.startsWith(name[1] ?? '')).map((one) => {
    return { insert: `${one}:`, label: `${one}:` };
  });
}

function commands(): readonly Suggestion[] {
  return [
    { insert: '/generate ', label: `/generate — ${say.command_generate()}` },
    { insert: '/diptych ', label: `/diptych — ${say.command_help()}` },
  ];
}

/** Values of an option; `before` is the part of the typed word before the value. */
async function values(
  option: string,
  typed: string,
  before: string,
  wish: Readonly<Record<string, string>> = {},
): Promise<readonly Suggestion[]> {
  const found = await api.suggest({ ...wish, option, typed: typed.slice(0, 200) });
  return found.map((one) => ({ insert: `${before}${one.typed} `, label: one.label }));
}

/** The text with the word at its end replaced by a suggestion. */
export function complete(text: string, { insert }: Suggestion): string {
  return text.replace(LAST_WORD, () => insert);
}
