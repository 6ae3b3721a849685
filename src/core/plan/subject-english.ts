import { type FoundNoun, nounAt } from './noun-index.ts';
import { isPunctuation, type NamedSubject, subjectWith, unnamed } from './subject-noun.ts';

/** A phrase ends before these: "a cat | on a street". */
const ENDS = words(
  'in on at of to by for from with without near beside behind under over above below inside outside into onto through across along around against between among during before after while and or & that which who is are was were has have no not',
);
const ARTICLES = words('a an one my our your his her their this that the');
const INDEFINITE = words('a an');
const ABSENT = words('no without not');
const MANY = words(
  'two three four five six seven eight nine ten several many some few both dozen hundreds thousands pair flock herd swarm pack group',
);
/** A picture is of something: "a photo of a cat". */
const VIEWS = words(
  'photo photograph picture image shot close-up closeup portrait painting illustration drawing sketch render rendering study lay print poster style mood tone look',
);

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}

interface Phrase {
  /** The word or punctuation before it, and behind it. */
  readonly before: string;
  readonly behind: string;
  readonly words: readonly string[];
}

/** The first phrase with a noun that we know says it, by its last such noun: "street tacos", "coffee house". */
export function englishSubject(tokens: readonly string[]): NamedSubject | null {
  let isMany = false;
  const phrases = phrasesOf(tokens);
  for (const [index, phrase] of phrases.entries()) {
    if (ABSENT.has(phrase.before)) continue;
    isMany ||= phrase.words.some((word) => MANY.has(word) || /^(?:[2-9]|\d\d+)$/.test(word));
    const noun = headOf(phrase.words);
    if (noun === undefined) {
      if (isThing(phrase)) return unnamed('object');
      if (phrase.behind !== 'of') isMany = false;
      continue;
    }
    const next = phrases[index + 1];
    const isJoined = next !== undefined && ['and', '&'].includes(phrase.behind);
    const other = isJoined ? headOf(next.words) : undefined;
    return subjectWith(noun, isMany || other?.kind === 'animal');
  }
  return null;
}

function phrasesOf(tokens: readonly string[]): readonly Phrase[] {
  const phrases: Phrase[] = [];
  let [before, from] = ['', 0];
  for (const [at, token] of [...tokens, '.'].entries()) {
    if (!ENDS.has(token) && !isPunctuation(token)) continue;
    if (at > from) phrases.push({ before, behind: token, words: tokens.slice(from, at) });
    [before, from] = [token, at + 1];
  }
  return phrases;
}

/** The last noun before a verb or another article: "a robot | watering roses", "a dog | chases a ball". */
function headOf(phrase: readonly string[]): FoundNoun | undefined {
  let head: FoundNoun | undefined;
  for (let at = 0; at < phrase.length; at += 1) {
    const word = phrase[at] ?? '';
    const noun = nounAt(phrase, at);
    if (noun === undefined) {
      if (head !== undefined && (word.endsWith('ing') || ARTICLES.has(word))) return head;
      continue;
    }
    // "Chases" is a verb before an article.
    const isVerb = noun.many && ARTICLES.has(phrase[at + noun.length] ?? '');
    if (head !== undefined && isVerb) return head;
    head = noun;
    at += noun.length - 1;
  }
  return head;
}

/** "A zither": what can be counted and is no place that we know is a thing. */
function isThing({ words: [first = '', ...rest], behind }: Phrase): boolean {
  const last = rest.at(-1) ?? '';
  return INDEFINITE.has(first) && last !== '' && behind !== 'of' && !VIEWS.has(last);
}
