import {
  ANIMAL_WORDS,
  BANDS,
  FOR_WHOM,
  IDIOMS,
  MADE_OF,
  MAKERS,
  MAKERS_OF,
  NOUN_OF_VIEW,
  NUMBERS,
  OF_ANIMALS,
  NAMES_TOO,
  THINGS,
} from './people-english-words.ts';
import type { Mention } from './people-mentions.ts';
import { ENGLISH_NOUNS } from './person-nouns.ts';
import { OBJECTS } from './subject-words.ts';

/** English words for people that name no person: in "a chef's knife", "a nurse shark", "a group of trees". */

const THINGS_AND_ANIMALS: ReadonlySet<string> = new Set([
  ...ANIMAL_WORDS,
  ...OBJECTS.flatMap((one) => [one, `${one}s`]),
]);

/** "A model car", "first-person view", "goat kids", "a mother bear", "a nurse shark", "a watch for men". */
export function isThing(tokens: readonly string[], at: number, word: string): boolean {
  const [before = '', next = '', after = ''] = [tokens[at - 1], tokens[at + 1], tokens[at + 2]];
  if (THINGS.has(next) || (next === '-' && THINGS.has(after))) return true;
  if (OF_ANIMALS.has(word) && (isAnimal(next) || isAnimal(before.replace(/'s?$/, '')))) return true;
  if (ENGLISH_NOUNS.get(word)?.kind === 'role' && isAnimal(next)) return true;
  if (IDIOMS.has(`${word}_${next}`)) return true;
  if (
    (MADE_OF.has(before) && !MAKERS_OF.has(word)) ||
    (before === 'of' && tokens[at - 2] === 'isle')
  )
    return true;
  if (word.startsWith('band') && BANDS.has(before)) return true;
  if (word === 'person' && (before === '-' || ['first', 'third'].includes(before))) return true;
  if (MAKERS.has(word) && isMaker(tokens, at)) return true;
  if (NOUN_OF_VIEW.has(word) && isOfAnimal(tokens, at)) return true;
  return before === 'for' && FOR_WHOM.has(word) && tokens.slice(0, at).some(isNoPerson);
}

/** "By a photographer", "in the style of an old painter": who made it is not in it. */
function isMaker(tokens: readonly string[], at: number): boolean {
  const before = tokens.slice(Math.max(0, at - 5), at).join(' ');
  return /\b(?:by|style of) (?:an?|the)(?: [^ ,.]+)?$/.test(before);
}

/** "A cat dressed as a king": no person is there, only a likeness. */
export function isOnlyLikened(tokens: readonly string[], mentions: readonly Mention[]): boolean {
  const [first] = mentions;
  if (first === undefined || !tokens.slice(0, first.at).some(isNoPerson)) return false;
  return mentions.every(({ at }) =>
    /(?:as|like) an?$/.test(tokens.slice(Math.max(0, at - 2), at).join(' ')),
  );
}

/** "A portrait of a cat", "the face of a clock": a view of no person; "a portrait of Rose" is of one. */
function isOfAnimal(tokens: readonly string[], at: number): boolean {
  return (
    tokens[at + 1] === 'of' &&
    !NAMES_TOO.has(tokens[at + 2] ?? '') &&
    tokens.slice(at + 2, at + 5).some(isNoPerson)
  );
}

function isAnimal(word: string): boolean {
  return ANIMAL_WORDS.has(word);
}

/** Whether the word is for a thing or an animal. */
export function isNoPerson(word: string): boolean {
  return THINGS_AND_ANIMALS.has(word);
}

/** "A group of trees", "a couple of apples": of people only when they are named or counted. */
export function isOfThings(tokens: readonly string[], at: number, word: string): boolean {
  if (tokens[at + 1] !== 'of') return false;
  const behind = tokens.slice(at + 2, at + 5);
  if (behind.some((one) => ENGLISH_NOUNS.has(one))) return false;
  if (NUMBERS.has(behind[0] ?? '') || /^\d+$/.test(behind[0] ?? '')) return word === 'couple';
  const isMass = ['crowd', 'crowds', 'audience', 'mob', 'gang'].includes(word);
  return !isMass || behind.some(isNoPerson);
}
