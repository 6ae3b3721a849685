import { HANGUL } from './lexicon.ts';
import { nounsIn } from './noun-index.ts';
import { englishSubject } from './subject-english.ts';
import { koreanSubject } from './subject-korean.ts';
import type { Subject } from './subject-noun.ts';

/** Words, and punctuation that ends a clause. */
const TOKEN = /[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*|[,.;:!?/\n]/gu;

/** What the text is of, when it names nobody; null when no word says. Pure. Its time grows with the text alone. */
export function subjectOf(text: string): Subject | null {
  const tokens = tokensOf(text);
  return HANGUL.test(text) ? koreanSubject(tokens) : englishSubject(tokens);
}

/** Whether a word of the text is for a place or a land. */
export function hasScenery(text: string): boolean {
  return nounsIn(tokensOf(text)).some(({ kind }) => kind === 'scenery');
}

function tokensOf(text: string): readonly string[] {
  return text.normalize('NFC').toLowerCase().match(TOKEN) ?? [];
}
