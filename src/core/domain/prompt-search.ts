import { MAX_OPTION } from './limits.ts';

/** Words of a search that are looked at: more make no sense, and each is looked for in every prompt. */
const MAX_WORDS = 10;

/** The words of a search, as `hasWords` compares them; none for a text without any. */
export function searchWords(text: string): readonly string[] {
  const words = folded(text.slice(0, MAX_OPTION)).split(/\s+/);
  return [...new Set(words)].filter((word) => word !== '').slice(0, MAX_WORDS);
}

/** Whether a prompt contains all the words, in any order and also inside its own words, as Korean needs it. */
export function hasWords(prompt: string, words: readonly string[]): boolean {
  const text = folded(prompt);
  return words.every((word) => text.includes(word));
}

/** Macs write Hangul and accents in pieces, and full-width letters are letters. */
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
