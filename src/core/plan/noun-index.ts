import { HANGUL, isParticle } from './lexicon.ts';
import { ANIMALS, FOOD, OBJECTS, SCENERY } from './subject-words.ts';

export type NounKind = 'animal' | 'food' | 'object' | 'scenery';

/** A known noun in the words of a text. */
export interface FoundNoun {
  readonly kind: NounKind;
  /** As the lists have it: "cat" of "cats", 고양이 of 길고양이가; one syllable of an unknown compound. */
  readonly word: string;
  /** Index of its first word, and how many it has. */
  readonly at: number;
  readonly length: number;
  readonly many: boolean;
  /** What follows a Korean noun in its word. */
  readonly particle: string;
}

/** Words of one noun at most: "hot air balloon". */
const MAX_WORDS = 3;
/** Of two lists that have a word, the first counts. */
const NOUNS: ReadonlyMap<string, NounKind> = new Map(
  (
    [
      ['scenery', SCENERY],
      ['object', OBJECTS],
      ['food', FOOD],
      ['animal', ANIMALS],
    ] as const
  ).flatMap(([kind, words]) => words.map((word) => [word, kind] as const)),
);
/** The last syllable of longer Korean words: 유채꽃, 앵무새, 돌담길. */
const SYLLABLES: ReadonlyMap<string, NounKind> = new Map([
  ...Array.from('꽃병잔컵칼', (one) => [one, 'object'] as const),
  ...Array.from('밥빵탕떡', (one) => [one, 'food'] as const),
  ...Array.from('새벌', (one) => [one, 'animal'] as const),
  ...Array.from('길집역궁산섬', (one) => [one, 'scenery'] as const),
]);
const IRREGULAR = new Map([
  ['mice', 'mouse'],
  ['geese', 'goose'],
  ['oxen', 'ox'],
]);
const LONGEST_PARTICLE = 4;
/** Of one syllable a particle is only believed when it is no part of another word: 성인 is no castle. */
const SAFE_PARTICLE = /^(?:의|에|에서|은|는|이|가|을|를|과|와)?$/;

/** The noun that begins at this word, the longest; undefined for other words. `words` are in lower case. */
export function nounAt(words: readonly string[], at: number): FoundNoun | undefined {
  for (let length = Math.min(MAX_WORDS, words.length - at); length > 0; length -= 1) {
    const before = words.slice(at, at + length - 1).join(' ');
    const last = words[at + length - 1] ?? '';
    const found = HANGUL.test(last) ? korean(before, last) : english(before, last);
    if (found !== undefined) return { ...found, at, length };
  }
  return undefined;
}

/** All nouns of the words, none inside another. */
export function nounsIn(words: readonly string[]): readonly FoundNoun[] {
  const found: FoundNoun[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const noun = nounAt(words, at);
    if (noun === undefined) continue;
    found.push(noun);
    at += noun.length - 1;
  }
  return found;
}

type Read = Pick<FoundNoun, 'kind' | 'word' | 'many' | 'particle'>;

function english(before: string, last: string): Read | undefined {
  const lead = before === '' ? '' : `${before} `;
  // "horse's" is of the horse.
  const word = last.replace(/['’]s$/, '');
  const whole = NOUNS.get(lead + word);
  if (whole !== undefined) return { kind: whole, word: lead + word, many: false, particle: '' };
  for (const singular of singularsOf(word)) {
    const kind = NOUNS.get(lead + singular);
    if (kind !== undefined) return { kind, word: lead + singular, many: true, particle: '' };
  }
  return undefined;
}

function singularsOf(word: string): readonly string[] {
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return [irregular];
  if (!word.endsWith('s')) return [];
  const endings = [
    [/s$/, ''],
    [/es$/, ''],
    [/ies$/, 'y'],
    [/ves$/, 'f'],
    [/ves$/, 'fe'],
  ] as const;
  return endings.flatMap(([ending, instead]) =>
    ending.test(word) ? [word.replace(ending, instead)] : [],
  );
}

function korean(before: string, last: string): Read | undefined {
  const lead = before === '' ? '' : `${before} `;
  for (let length = Math.min(LONGEST_PARTICLE, last.length - 1); length >= 0; length -= 1) {
    const stem = last.slice(0, last.length - length);
    const particle = last.slice(last.length - length);
    const isBelieved = stem.length > 1 || before !== '' ? isParticle : isSafe;
    const noun = isBelieved(particle) ? (known(lead + stem) ?? compound(before, stem)) : undefined;
    if (noun === undefined) continue;
    return { ...noun, many: particle.startsWith('들'), particle: particle.replace(/^들/, '') };
  }
  return undefined;
}

function isSafe(particle: string): boolean {
  return SAFE_PARTICLE.test(particle);
}

/** The head of a Korean compound is its end: 길고양이, 유리병. */
function compound(before: string, stem: string): Known | undefined {
  if (before !== '') return undefined;
  for (let from = 1; from <= stem.length - 2; from += 1) {
    const noun = known(stem.slice(from));
    if (noun !== undefined) return noun;
  }
  return stem.length > 2 ? known(stem.slice(-1), SYLLABLES) : undefined;
}

type Known = Pick<FoundNoun, 'kind' | 'word'>;

function known(word: string, nouns = NOUNS): Known | undefined {
  const kind = nouns.get(word);
  return kind && { kind, word };
}
