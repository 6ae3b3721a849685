import { hasAny, list, SETTINGS, STYLES } from './lexicon.ts';
import { nounAt } from './noun-index.ts';
import { peopleIn } from './people.ts';
import { ENGLISH_NOUNS, KOREAN_NOUNS } from './person-nouns.ts';
import { placeIn } from './places.ts';

/** Where there are people, whoever is named. */
const GATHERINGS = list(
  'wedding, party, concert, festival, market, ceremony, match, race, show, rally, picnic, circus, classroom, 결혼식, 파티, 콘서트, 축제, 시장, 경기, 잔치, 공연, 교실',
);
/** Two words joined as names are. An "and" in lower case between two capitals is in no title: "Rock And Roll". */
const NAMES = /(?<!\p{L})(\p{Lu}[\p{L}\p{M}]+),? (?:and|&) (\p{Lu}[\p{L}\p{M}]+)/gu;
const JOINED = /(?<![\p{L}\p{M}])([\p{L}\p{M}]+),? (?:and|&) ([\p{L}\p{M}]+)/gu;
const JOINED_KOREAN = /(?<!\p{L})(\p{Script=Hangul}+?)(?:이?랑|[와과]|하고) (\p{Script=Hangul}+)/gu;
/** Verbs and the like: "sleeping and dreaming". Names may end so too, with a capital: "Fred and Emily". */
const NO_NAME = /^\p{Ll}.*(?:ing|ed|ly)$/u;
/** Pairs that are looked at, for each word is compared with all lists. */
const MAX_PAIRS = 20;
const COMMON = new Set(
  'black white red blue green gold silver rock roll salt pepper the a an his her its their'.split(
    ' ',
  ),
);

/**
 * Whether a prompt of one subject shows nobody beside it, as far as rules can tell: it names no two people, also by
 * names that no list has, and no place full of people. In doubt it says no. Pure.
 */
export function isAlone(prompt: string): boolean {
  const people = peopleIn(prompt);
  if (people === 'several' || joins(prompt, NAMES)) return false;
  if (people === 'one') return true;
  return !joins(prompt, JOINED) && !joins(prompt, JOINED_KOREAN) && !hasAny(prompt, GATHERINGS);
}

/** Whether two words that no list of ours has are joined in the text, or too many to look at. */
function joins(text: string, pattern: RegExp): boolean {
  const pairs = [...text.matchAll(pattern)];
  if (pairs.length > MAX_PAIRS) return true;
  return pairs.some(([, one = '', other = '']) => {
    return mayBeName(one) && mayBeName(other);
  });
}

function mayBeName(word: string): boolean {
  const low = word.toLowerCase();
  if (COMMON.has(low) || NO_NAME.test(word)) return false;
  if (ENGLISH_NOUNS.has(low) || KOREAN_NOUNS.has(low) || placeIn(word) !== null) return false;
  if (nounAt([low], 0) !== undefined) return false;
  return ![SETTINGS, STYLES].some((words) => hasAny(word, words));
}
