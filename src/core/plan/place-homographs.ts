import { HANGUL, list } from './lexicon.ts';
import { type FoundNoun, nounAt } from './noun-index.ts';

/** A word of a text in lower case, and the characters before it. */
interface Word {
  readonly gap: string;
  readonly word: string;
}

/** The name of a place: the words from `at` to before `end`, and what follows it in the last one. */
interface Name {
  readonly at: number;
  readonly end: number;
  readonly particle: string;
}

/** A noun with its word, without a Korean particle. */
type Noun = FoundNoun & { readonly word: string };

/** What may stand between the words of one phrase: t-shirt. */
const WITHIN = /^(?:\s*|-)$/;
/** Before these a name is of a place, whatever follows. */
const WHERE = new Set('in at near around across through to from'.split(' '));
const NAMED = new Set(['named', 'called']);
/** A phrase ends before these. */
const ENDS = new Set('in on at of to by for from with and or is are was were the a an'.split(' '));
/** Things with the name of a place on them: they are made somewhere else, and lie anywhere. */
const SOUVENIRS = new Set(
  list(
    'towel, shirt, sweater, cap, mug, poster, postcard, sticker, magnet, map, logo, 수건, 티셔츠, 모자, 머그컵, 포스터, 엽서, 스티커, 지도, 로고',
  ),
);
/** Words that one phrase has after a name at most. */
const MAX_PHRASE = 4;
const NUMBER = /^(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|여러|몇|\d+)$/;

/**
 * Whether the name of a place is not said of one: of a dish ("London fog latte"), of what has it printed on ("a Paris postcard"), of
 * an animal ("my dog Paris"), or it is another word with the same letters (자동차 경주, 파리 한 마리).
 */
export function isNameOfElse(words: readonly Word[], name: Name): boolean {
  const before = words[name.at - 1]?.word ?? '';
  if (WHERE.has(before)) return false;
  const nouns = phraseBehind(words, name);
  const head = nouns.at(-1)?.kind;
  if (head === 'food' || isCounted(words, name)) return true;
  if (isSouvenir(nouns.at(-1))) return true;
  if (head === 'scenery' || !isBeside(words[name.at])) return false;
  if (NAMED.has(before)) return true;
  const owner = nounAt([before], 0);
  if (owner === undefined || owner.particle !== '') return false;
  return owner.kind === 'animal' || (HANGUL.test(before) && owner.kind === 'object');
}

/** The nouns of the phrase that the name begins: none behind a Korean particle, a comma or a verb. */
function phraseBehind(words: readonly Word[], { end, particle }: Name): readonly Noun[] {
  const nouns: Noun[] = [];
  if (particle !== '') return nouns;
  for (let at = end; at < end + MAX_PHRASE; at += 1) {
    const next = words[at];
    if (
      next === undefined ||
      !WITHIN.test(next.gap) ||
      ENDS.has(next.word) ||
      next.word.endsWith('ing')
    )
      break;
    const noun = nounAt([next.word], 0);
    if (noun === undefined && HANGUL.test(next.word)) break;
    if (noun !== undefined) {
      nouns.push({ ...noun, word: next.word.slice(0, next.word.length - noun.particle.length) });
    }
    if (noun !== undefined && noun.particle !== '') break;
  }
  return nouns;
}

function isSouvenir(noun: Noun | undefined): boolean {
  return (
    noun !== undefined && (SOUVENIRS.has(noun.word) || SOUVENIRS.has(noun.word.replace(/s$/, '')))
  );
}

/** 파리 한 마리, 파리 떼. */
function isCounted(words: readonly Word[], { end, particle }: Name): boolean {
  const [next = '', after = ''] = [words[end]?.word, words[end + 1]?.word];
  if (particle !== '') return false;
  return next.startsWith('떼') || (NUMBER.test(next) && after.startsWith('마리'));
}

/** Whether only a blank stands before the word. */
function isBeside(word: Word | undefined): word is Word {
  return word !== undefined && /^\s*$/.test(word.gap);
}
