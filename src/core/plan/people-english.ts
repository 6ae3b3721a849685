import {
  type HeadCount,
  headCount,
  isCompound,
  mayBeOne,
  type Mention,
} from './people-mentions.ts';
import {
  AGES,
  ALTERNATIVES,
  ARTICLES,
  BODY,
  CONJUNCTIONS,
  DETERMINERS,
  FILLERS,
  HEADS,
  LINKS,
  NOT,
  NOT_OF,
  NUMBERS,
  OTHER,
  PREDICATES,
  SAME,
  STATUES,
  THIRD,
} from './people-english-words.ts';
import { ENGLISH_NOUNS } from './person-nouns.ts';
import { isNoPerson, isOfThings, isOnlyLikened, isThing } from './people-english-things.ts';

/** Words, possessives with their ending, and punctuation. */
const TOKEN = /[\p{L}\p{N}_]+(?:'\p{L}+|(?<=s)'(?=\s+\p{L}))?|[&,.;:!?/\-\n]/gu;
/** Tags without a space: "1girl", "2boys". */
const TAG = /(?<![\p{L}\p{N}])(\d+)(?=(?:girl|boy|women|woman|men|man|people|person|kid)s?\b)/gu;

const PUNCTUATION: ReadonlySet<string> = new Set([',', '.', ';', ':', '!', '?', '/', '\n']);
const STOPS: ReadonlySet<string> = new Set(['.', ';', '!', '?', '\n']);
const RECIPROCAL = /\b(?:each other|one another|hand in hand|face to face|cheek to cheek)\b/u;
interface EnglishMention extends Mention {
  readonly determiner: string | null;
}

/** How many people an English text in lower case names. */
export function englishPeople(text: string): HeadCount {
  const tokens = text.replace(TAG, '$1 ').replaceAll('as well as', 'and').match(TOKEN) ?? [];
  const absent = absentIn(tokens);
  const mentions = tokens.flatMap((_, at) => (absent.has(at) ? [] : (mentionAt(tokens, at) ?? [])));
  if (isOnlyLikened(tokens, mentions)) return 'nobody';
  if (namedPair(text, mentions)) return 'several';
  if (mentions.some((one) => bringsAnother(tokens, one, mentions))) return 'several';
  if (otherPronoun(tokens, mentions)) return 'several';
  if (mentions.length > 0 && RECIPROCAL.test(text)) return 'several';
  const count = headCount(mentions, (last, next) => isSame(tokens, last, next));
  return count === 'nobody' ? pronounCount(tokens) : count;
}

/** Of a text with pronouns alone: "her dog in the rain", "you and me". */
function pronounCount(tokens: readonly string[]): HeadCount {
  const isPair = tokens.some((one, at) => {
    const [join = '', other = ''] = [tokens[at + 1], tokens[at + 2]];
    const isOther = HEADS.has(other) && (other !== 'her' || isHead(tokens, at + 2));
    return HEADS.has(one) && CONJUNCTIONS.has(join) && isOther;
  });
  if (isPair || tokens.some((one) => one === 'we' || one === 'us')) return 'several';
  const isOne = tokens.some((one) => ['he', 'she', 'his', 'her', 'him', 'me'].includes(one));
  return isOne ? 'one' : 'nobody';
}

/** Words whose person is said to be absent, or is only a statue. */
function absentIn(tokens: readonly string[]): ReadonlySet<number> {
  const absent = new Set<number>();
  for (const [at, token] of tokens.entries()) {
    const begins = NOT.has(token) || (NOT_OF.has(token) && tokens[at + 1] === 'of');
    if (begins) addListed(tokens, at + 1, ALTERNATIVES, absent);
    if (STATUES.has(token) && tokens[at + 1] === 'of') {
      addListed(tokens, at + 2, CONJUNCTIONS, absent);
    }
    const isFree = tokens[at + 1] === '-' && ['free', 'less'].includes(tokens[at + 2] ?? '');
    if (isFree) absent.add(at);
  }
  return absent;
}

/** Adds the nouns of a list like "a man and a woman", whose words are joined by those given. */
function addListed(
  tokens: readonly string[],
  from: number,
  joined: ReadonlySet<string>,
  into: Set<number>,
): void {
  let at = from;
  for (;;) {
    while (FILLERS.has(tokens[at] ?? '') || NUMBERS.has(tokens[at] ?? '')) at += 1;
    if (!ENGLISH_NOUNS.has(tokens[at] ?? '') && ENGLISH_NOUNS.has(tokens[at + 1] ?? '')) at += 1;
    if (!ENGLISH_NOUNS.has(tokens[at] ?? '')) return;
    into.add(at);
    at += 1;
    if (!joined.has(tokens[at] ?? '')) return;
    at += 1;
  }
}

function mentionAt(tokens: readonly string[], at: number): EnglishMention | undefined {
  const token = tokens[at] ?? '';
  const [word = '', ending] = token.split("'");
  const noun = ENGLISH_NOUNS.get(word);
  if (noun === undefined || isThing(tokens, at, word)) return undefined;
  if (noun.many && isOfThings(tokens, at, word)) return undefined;
  if (ending !== undefined && !isPossessor(tokens, at)) return undefined;
  return { ...noun, at, determiner: determinerOf(tokens, at) };
}

/** Whether the owner is in the picture: as somebody's mother, by their hands, or as "the boy's running". */
function isPossessor(tokens: readonly string[], at: number): boolean {
  const next = tokens[at + 1] ?? '';
  if (next.endsWith('ing') || BODY.has(next)) return true;
  return tokens.slice(at + 1, at + 4).some((one, index, all) => {
    const isBefore = all.slice(0, index).every((word) => !isLink(word));
    const word = one.split("'", 1)[0] ?? '';
    return isBefore && (ENGLISH_NOUNS.has(word) || BODY.has(one));
  });
}

function isLink(word: string): boolean {
  return LINKS.has(word) || CONJUNCTIONS.has(word) || PUNCTUATION.has(word) || word === 'or';
}

/** "a" of "a tall young man": the nearest determiner, with only adjectives between. */
function determinerOf(tokens: readonly string[], at: number): string | null {
  for (let back = at - 1; back >= 0 && back >= at - 4; back -= 1) {
    const word = tokens[back] ?? '';
    if (DETERMINERS.has(word) || OTHER.has(word)) return word;
    if (isLink(word)) return null;
  }
  return null;
}

/** A person who is somebody's, or one more, is a second one: "her baby", "another man", "him and a friend". */
function bringsAnother(
  tokens: readonly string[],
  mention: EnglishMention,
  all: readonly EnglishMention[],
): boolean {
  const { at, determiner, kind } = mention;
  if (kind === 'view') return tokens[at + 1] === 'with' && all.some((one) => one.at > at + 1);
  if (determiner !== null && (THIRD.has(determiner) || OTHER.has(determiner))) return true;
  if (counted(tokens, at)) return true;
  return joinedPronoun(tokens, at);
}

/** "Two person", "3 young girl": a number before the noun, or before its adjective. Not "f 2.8 woman". */
function counted(tokens: readonly string[], at: number): boolean {
  const [near = '', far = '', beyond = ''] = [tokens[at - 1], tokens[at - 2], tokens[at - 3]];
  if (isNumber(near)) return far !== '.';
  const isAdjective = !isLink(near) && !DETERMINERS.has(near) && !AGES.has(near);
  return isAdjective && isNumber(far) && beyond !== '.';
}

function isNumber(word: string): boolean {
  return /^[2-9]$/.test(word) || (NUMBERS.has(word) && word !== 'some');
}

/** "Him and his wife", "me with a friend", "a man and her". */
function joinedPronoun(tokens: readonly string[], at: number): boolean {
  const phrase = tokens.slice(Math.max(0, at - 5), at);
  const join = phrase.findLastIndex((word) => CONJUNCTIONS.has(word));
  if (join > 0 && HEADS.has(phrase[join - 1] ?? '')) return true;
  return (
    tokens[at + 1] === 'and' &&
    ['him', 'me', 'us', 'them', 'he', 'she', 'i'].includes(tokens[at + 2] ?? '')
  );
}

/** "A woman looking at him", "in his arms": a pronoun of the other sex that stands for a person. */
function otherPronoun(tokens: readonly string[], all: readonly EnglishMention[]): boolean {
  const genders = new Set(all.filter((one) => one.kind !== 'view').map((one) => one.gender));
  if (genders.has('any') || genders.size !== 1) return false;
  const [owner, others] = genders.has('female') ? ['his', ['he', 'him']] : ['her', ['she', 'hers']];
  return tokens.some((one, at) => {
    if (others.includes(one)) return true;
    if (one !== owner) return false;
    return tokens.slice(at + 1, at + 3).some(isBody) || (one === 'her' && isHead(tokens, at));
  });
}

function isBody(word: string): boolean {
  return BODY.has(word);
}

/** Whether "her" is a person here, and not whose something is. */
function isHead(tokens: readonly string[], at: number): boolean {
  const next = tokens[at + 1];
  return next === undefined || isLink(next) || next.endsWith('ing');
}

/** "Portrait of Anna and Ben": two names. They are words that the lexicon does not know. */
function namedPair(text: string, mentions: readonly EnglishMention[]): boolean {
  const found = /\b(?:portrait|photo|picture|selfie|headshot) of (\p{L}+) (?:and|&) (\p{L}+)/u.exec(
    text,
  );
  if (found === null || mentions.some((one) => one.kind !== 'view')) return false;
  return [found[1], found[2]].every((word = '') => {
    return !DETERMINERS.has(word) && !isNoPerson(word);
  });
}

function isSame(tokens: readonly string[], last: EnglishMention, next: EnglishMention): boolean {
  const between = tokens.slice(last.at + 1, next.at);
  if (between.every((word) => word === '-')) return isCompound(last, next) && !owns(tokens, last);
  if (owns(tokens, last) && !BODY.has(between[0] ?? '')) return false;
  if (last.lemma === next.lemma && SAME.has(next.determiner ?? '')) return true;
  if (isPredicate(between)) return true;
  const isPlain = between.every((word) => !isLink(word) || PUNCTUATION.has(word));
  const isApposed = between.some((word) => PUNCTUATION.has(word)) && isPlain;
  if (isApposed) return last.lemma === next.lemma || mayBeOne(last, next);
  return between.some((word) => STOPS.has(word)) && SAME.has(next.determiner ?? '')
    ? mayBeOne(last, next)
    : false;
}

function owns(tokens: readonly string[], { at }: Mention): boolean {
  return (tokens[at] ?? '').includes("'");
}

/** "… as a", "… who is a", "… dressed like a": what follows is said of the same person. */
function isPredicate(between: readonly string[]): boolean {
  const at = between.findLastIndex((word) => PREDICATES.has(word));
  if (at === -1 || between.slice(0, at).some((word) => CONJUNCTIONS.has(word))) return false;
  const behind = between.slice(at + 1);
  return (
    behind.every((word) => !isLink(word)) && (behind.length === 0 || ARTICLES.has(behind[0] ?? ''))
  );
}
