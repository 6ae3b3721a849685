import type { Locale } from '../domain/person.ts';
import { HANGUL, isParticle } from './lexicon.ts';
import { isNameOfElse } from './place-homographs.ts';
import { PLACES } from './place-names.ts';

/** The name in the pool of a built-in place that is called so (서울 is `seoul`); any other name unchanged. */
export function placeSlug(name: string): string {
  const known = [...PLACES].find(([slug, names]) => slug === name || names.includes(name));
  return known?.[0] ?? name;
}

/** The name of a place in a language; an unlisted place as it was typed. */
export function placeName(place: string, locale: Locale): string {
  const [english = place, ...others] = PLACES.get(place) ?? [];
  const korean = others.find((name) => HANGUL.test(name));
  if (locale === 'ko' && korean !== undefined) return korean;
  return english.replace(/(?<![\p{L}\p{M}\p{N}])\p{Ll}/gu, (first) => first.toUpperCase());
}

/** A word, and the characters before it. */
const WORD = /([^\p{L}\p{M}\p{N}]*)([\p{L}\p{M}\p{N}]+)/gu;
/** What may stand between the words of one name: "Saint-Denis", "L'Aquila". */
const WITHIN = /^[\s.'’-]*$/u;

/**
 * The place that the text names first, as the pool has it; null when there is none. Names match as whole words, in any
 * case, before Korean particles too; of two that begin at one word the longer counts, and of two places with one name the pool's.
 * A name that is said of something else is left out: "New York cheesecake". `pool`: places of references, besides the built-in
 * ones. Its time grows with the text and with the number of places, not with their product.
 */
export function placeIn(text: string, pool: readonly string[] = []): string | null {
  const known = [namesOf(pool.map((place) => [place, [place]])), BUILT_IN];
  const words = wordsOf(text);
  for (const at of words.keys()) {
    const found = longestAt(words, at, known);
    if (found !== undefined && !isNameOfElse(words, found)) return found.place;
  }
  return null;
}

/** Those of the built-in places, which no prompt makes anew. */
const BUILT_IN = namesOf(PLACES);

interface Word {
  readonly gap: string;
  readonly word: string;
}

interface Names {
  /** Places by their name in words with single spaces. */
  readonly places: ReadonlyMap<string, string>;
  /** The most words of the names that begin with a word. */
  readonly longest: ReadonlyMap<string, number>;
}

function wordsOf(text: string): readonly Word[] {
  const all = text.normalize('NFC').toLowerCase().matchAll(WORD);
  return [...all].map(([, gap = '', word = '']) => ({ gap, word }));
}

function namesOf(all: Iterable<readonly [place: string, names: readonly string[]]>): Names {
  const places = new Map<string, string>();
  const longest = new Map<string, number>();
  const add = (name: string, place: string) => {
    const words = wordsOf(name).map(({ word }) => word);
    const [first] = words;
    const phrase = words.join(' ');
    // A place that is only a number would be found in every count.
    if (first === undefined || !/\p{L}/u.test(phrase) || places.has(phrase)) return;
    places.set(phrase, place);
    longest.set(first, Math.max(words.length, longest.get(first) ?? 0));
  };
  for (const [place, names] of all) for (const name of names) add(name, place);
  return { places, longest };
}

/** A place that is named by the words from `at` to before `end`. */
interface Found {
  readonly place: string;
  readonly at: number;
  readonly end: number;
  /** What follows the name in its last word. */
  readonly particle: string;
}

/** The place with the longest name that begins at this word; of those with one name, of the first that are `known`. */
function longestAt(words: readonly Word[], at: number, known: readonly Names[]): Found | undefined {
  const stems = stemsOf(words[at]?.word ?? '');
  const most = Math.max(
    ...known.flatMap(({ longest }) => stems.map((stem) => longest.get(stem) ?? 0)),
  );
  let before = '';
  let found: Found | undefined;
  for (let next = at; next < Math.min(at + most, words.length); next += 1) {
    const { gap = '', word = '' } = words[next] ?? {};
    if (next > at && !WITHIN.test(gap)) break;
    for (const stem of stemsOf(word)) {
      const place = placeOf(before + stem, known);
      if (place !== undefined)
        found = { place, at, end: next + 1, particle: word.slice(stem.length) };
    }
    before += `${word} `;
  }
  return found;
}

function placeOf(phrase: string, known: readonly Names[]): string | undefined {
  return known.find(({ places }) => places.has(phrase))?.places.get(phrase);
}

const LONGEST_PARTICLE = 4;

/** What is left of the word without a Korean particle, the shortest first, and the word itself. */
function stemsOf(word: string): readonly string[] {
  if (!HANGUL.test(word)) return [word];
  const lengths = Array.from({ length: LONGEST_PARTICLE }, (_, n) => LONGEST_PARTICLE - n);
  const stems = lengths
    .filter((length) => length < word.length && isParticle(word.slice(-length)))
    .map((length) => word.slice(0, -length));
  return [...stems, word];
}
