import { charactersOf } from '../src/core/base/written.ts';
import { HANGUL, hasWord } from '../src/core/plan/lexicon.ts';
import { peopleIn } from '../src/core/plan/people.ts';
import type { Refused } from './lists.ts';

export const CHECKS = ['answered', 'changed', 'subject', 'gone', 'length', 'people'] as const;
export type Check = (typeof CHECKS)[number];

/** What a check finds wrong in a rewrite. */
export interface RewriteFault {
  readonly check: Check;
  /** The words in question. */
  readonly detail: string;
}

/** A rewrite, or why there is none. */
export type Rewritten = { readonly text: string } | { readonly failure: string };

/** All that can be computed of a rewrite; whether it is good, only people can say. */
export function rewriteFaults(refused: Refused, rewritten: Rewritten): readonly RewriteFault[] {
  if ('failure' in rewritten) return [{ check: 'answered', detail: rewritten.failure }];
  const text = rewritten.text.normalize('NFC').trim();
  if (text === '') return [{ check: 'answered', detail: 'an empty text' }];
  const faults: RewriteFault[] = [];
  const add = (check: Check, isWrong: boolean, detail: string) => {
    if (isWrong) faults.push({ check, detail });
  };
  add('changed', text === refused.prompt.normalize('NFC').trim(), 'the refused words again');
  for (const words of refused.keep) {
    add('subject', !words.some((word) => says(text, word)), words.join(' / '));
  }
  for (const word of refused.gone) add('gone', stillSays(text, word), word);
  const length = charactersOf(text, refused.maxLength);
  add('length', length > refused.maxLength, `over ${refused.maxLength} characters`);
  const [before, after] = [peopleIn(refused.prompt), peopleIn(text)];
  const isMore = HEADS.indexOf(after) > HEADS.indexOf(before);
  add('people', refused.noNewPerson && isMore, `${before}, then ${after}`);
  return faults;
}

const HEADS = ['nobody', 'one', 'several'] as const;

/** Whether the word is in the text as a whole: with a plural or a Korean particle, but "art" is not in "artful". */
function says(text: string, word: string): boolean {
  return hasWord(text, word) || (!HANGUL.test(word) && hasWord(text, `${word}s`));
}

/** Whether a word, or one made from it ("blood", "bloody"), is left. Korean stems take any ending. */
function stillSays(text: string, word: string): boolean {
  if (HANGUL.test(word)) return text.includes(word);
  const body = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');
  return new RegExp(`(?<!\\p{L})${body}(?:'s|s|es|d|ed|ing|y)?(?!\\p{L})`, 'iu').test(text);
}
