import { HANGUL } from './lexicon.ts';
import { type FoundNoun, nounsIn } from './noun-index.ts';
import { englishSubject } from './subject-english.ts';
import { koreanSubject } from './subject-korean.ts';
import type { NamedSubject, Subject } from './subject-noun.ts';

/** Words, and punctuation that ends a clause. */
const TOKEN = /[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*|[,.;:!?/\n]/gu;

/** What the text is of, when it names nobody; null when no word says. Pure. Its time grows with the text alone. */
export function subjectOf(text: string): Subject | null {
  return namedSubject(text)?.subject ?? null;
}

/** The noun of what the text is of; null when no noun that we know says it. */
export function subjectNounOf(text: string): FoundNoun | null {
  return namedSubject(text)?.noun ?? null;
}

function namedSubject(text: string): NamedSubject | null {
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
