import { DIPTYCH_WORDS, OPTION_NAMES } from '../../../core/chat/command.ts';
import { api } from './api.ts';
import type { Suggestion } from './model.ts';
import { optionsOf, sizesOf, usableModels } from './model-hints.ts';
import { say } from './words.ts';

const SIZES = ['square', 'landscape', 'portrait'];
const RATIOS = ['25', '50', '75', '100'];
const DAYS = ['7', '30', '90', '366'];
const PLAIN = OPTION_NAMES.filter((one) => one !== 'prompt');

/** What the word being typed could become. `text` ends at the cursor. */
export async function suggest(text: string): Promise<readonly Suggestion[]> {
  if (/^\/\S*$/.test(text)) return commands().filter((one) => one.insert.startsWith(text));
  const diptych = /^\/diptych\s+(\S*)$/.exec(text);
  if (diptych !== null) {
    return DIPTYCH_WORDS.filter((word) => word.startsWith(diptych[1] ?? '')).map((word) => {
      return { insert: word, label: `${word} — ${say[`command_${word}`]()}` };
    });
  }
  const shelf = /^\/diptych\s+pool\s+(\S*)$/.exec(text);
  if (shelf !== null) return named((await api.targets()).map(displayName), shelf[1] ?? '', '');
  const days = /^\/diptych\s+costs\s+(\d*)$/.exec(text);
  if (days !== null) return DAYS.filter((one) => one.startsWith(days[1] ?? '')).map(plainWord);
  const typed = /(?:^|\s)([a-z_]+):(\S*)$/.exec(text);
  if (typed !== null) return values(typed[1] ?? '', typed[2] ?? '', text);
  const name = /(?:^\/generate\s.*\s|^[^/].*\s)([a-z_]{2,})$/s.exec(text);
  return PLAIN.filter((one) => name !== null && one.startsWith(name[1] ?? '')).map((one) => {
    return { insert: `${one}:`, label: `${one}:` };
  });
}

function plainWord(word: string): Suggestion {
  return { insert: word, label: word };
}

function commands(): readonly Suggestion[] {
  return [
    { insert: '/generate ', label: `/generate — ${say.command_generate()}` },
    { insert: '/diptych ', label: `/diptych — ${say.command_help()}` },
  ];
}

async function values(name: string, typed: string, text: string): Promise<readonly Suggestion[]> {
  const plain = (all: readonly string[]) =>
    all.filter((one) => one.startsWith(typed)).map((one) => option(name, one, one));
  switch (name) {
    case 'angle':
      return (await api.presets(typed)).angles.map((one) => option(name, one.id, one.label));
    case 'lens':
      return (await api.presets(typed)).lenses.map((one) => option(name, one.id, one.label));
    case 'tier':
      return plain((await api.models()).tiers);
    case 'size':
      return plain([...SIZES, ...sizesOf(await api.models(), optionsOf(text))]);
    case 'persona':
    case 'category': {
      const kind = name === 'persona' ? 'model' : 'tone';
      const targets = (await api.targets()).filter((one) => one.kind === kind);
      const pictured = targets.filter((one) => one.references > 0);
      return named(pictured.map(displayName), typed, `${name}:`);
    }
    case 'model': {
      const usable = usableModels(await api.models(), optionsOf(text));
      return named(usable.map(displayName), typed, `${name}:`);
    }
    case 'versus': {
      const models = await api.models();
      const usable = usableModels(models, {}).map(displayName);
      return named([...models.tiers, ...usable], typed, `${name}:`);
    }
    case 'tone_ratio':
    case 'angle_ratio':
      return plain(RATIOS);
    case 'experiment':
      return plain(['tones', 'angles', 'models']);
    case 'count':
      return plain(['1', '2', '3', '4', '5', '6', '7', '8']);
    default:
      return [];
  }
}

function displayName(one: { readonly display_name: string }): string {
  return one.display_name;
}

/** Display names, which may have several words. */
function named(names: readonly string[], typed: string, before: string): readonly Suggestion[] {
  const wanted = typed.replace('"', '').toLowerCase();
  return (
    names
      .filter((name) => name.toLowerCase().includes(wanted))
      // A quotation mark cannot be typed within an option's own.
      .filter((name) => before === '' || !name.includes('"'))
      .map((name) => {
        const text = before !== '' && /[\s"/]/.test(name) ? `"${name}"` : name;
        return { insert: `${before}${text} `, label: name };
      })
  );
}

function option(name: string, value: string, label: string): Suggestion {
  return { insert: `${name}:${value} `, label };
}

/** The text with the word at its end replaced by a suggestion. */
export function complete(text: string, { insert }: Suggestion): string {
  return text.replace(/\S*$/, insert);
}

/** A file's bytes as base64. */
export async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 32_768) {
    text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  }
  return btoa(text);
}
