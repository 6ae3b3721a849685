import { HANGUL, hasAny } from './lexicon.ts';
import {
  type HeadCount,
  headCount,
  isCompound,
  mayBeOne,
  type Mention,
} from './people-mentions.ts';
import { KOREAN_NOUNS } from './person-nouns.ts';
import { ANIMALS } from './subject-words.ts';

/** Words with what stands before them. */
const WORD = /([^\p{L}\p{N}]*)([\p{L}\p{N}]+)/gu;
const PARTICLE =
  /^(?:의|에서|에게서|에게|에|은|는|이|가|을|를|과|와|으로서|으로|로서|로|도|만|한테서|한테|께서|께|까지|부터|처럼|이랑|랑|하고|이나|나|보다|마다|인|이며|이고|이자|이다|입니다|이서|끼리)$/;
const LONGEST_PARTICLE = 4;
const LONGEST_NOUN = 8;
/** With somebody. */
const WITH = new Set(['와', '과', '랑', '이랑', '하고']);
/** As, like, being. */
const AS = new Set(['인', '처럼', '으로', '로', '으로서', '로서', '이자', '이며', '이고']);
const NATIVE = '두|세|네|다섯|여섯|일곱|여덟|아홉|열|열두|스무|수십|수백|여러|몇몇|몇';
const COUNTED = new RegExp(
  `^(?:(?:${NATIVE})(?:명|사람|분)|(?:[2-9]|\\d{2,})(?:명|사람|인))(.*)$`,
  'u',
);
const NUMBER = new RegExp(`^(?:${NATIVE}|[2-9]|\\d{2,})$`, 'u');
const COUNTER = /^(?:명|사람|분|인)(.*)$/u;
const TOGETHER = /^(?:둘|셋|넷|다섯|여섯)(이|이서|은|을|과|의)?$/;
/** I, you, he and she count only where they are joined: 그 is "that" as well. */
const PRONOUN = /^(?:나|저|너|그녀|그)(.*)$/u;
const WE = /^(?:우리|저희|그들)(?:는|가|를|도|은|이|을)$/;
const ABSENT = /^(?:없|안보이|보이지|제외|떠난|떠나고|사라진|빠져나간)/;
const BETWEEN_ABSENT = new Set(['아무도', '전혀', '거의', '하나', '한', '명도', '안']);
/** A noun right before one of these says what kind of thing it is: 간호사 복장. */
const THINGS =
  /^(?:복장|차림|옷|드레스|의상|분장|역할|가운|유니폼|코스튬|코스프레|스타일|컨셉|인형|동상|조각상|석상|피규어|마네킹|조각|전용|같은|풍의?|하우스|카)/u;
/** The owner of one of these is in the picture: 아빠의 품에, 밴드의 공연. */
const BODY =
  /^(?:얼굴|손|품|어깨|무릎|팔|옆|곁|뒤|앞|등|눈|머리|뒷모습|옆모습|미소|초상|실루엣|그림자|모습|사진|공연|춤|연주|결혼식|산책|대화|포옹|키스|놀이)/u;
/** 레고로 만든 우주인: what is made of something is a thing. */
const MADE = /^(?:만든|빚은|접은|깎은|조각한|조립한|뜨개질한)$/u;
/** Verbs that look like a noun with a particle. */
const VERBS = new Set(['배우는', '배우고', '배우며', '배우기', '가수로']);

interface KoreanMention extends Mention {
  readonly particle: string;
  /** What stands between it and the word before. */
  readonly gap: string;
}

interface Word {
  readonly gap: string;
  readonly word: string;
}

/** How many people a Korean text names. */
export function koreanPeople(text: string): HeadCount {
  if (!HANGUL.test(text)) return 'nobody';
  const all = [...text.matchAll(WORD)].map(([, gap = '', word = '']) => ({ gap, word }));
  const mentions = all.flatMap((_, at) => mentionAt(all, at) ?? []);
  if (all.some((_, at) => isCounted(all, at, mentions.length > 0, text))) return 'several';
  if (mentions.some((one) => isAccompanied(all, one))) return 'several';
  if (all.some((_, at) => joinsPronoun(all, at))) return 'several';
  return headCount(mentions, (last, next) => isSame(all, last, next));
}

function mentionAt(all: readonly Word[], at: number): KoreanMention | undefined {
  const { word = '', gap = '' } = all[at] ?? {};
  const found = VERBS.has(word) ? undefined : nounOf(word);
  if (found === undefined || isAbsent(all, at)) return undefined;
  const { noun, particle, many } = found;
  if (noun.kind === 'view' && hasAny(all[at - 1]?.word ?? '', ANIMALS)) return undefined;
  const next = all[at + 1]?.word ?? '';
  if (particle === '' && THINGS.test(next)) return undefined;
  if (particle === '의' && !ownerIsSeen(all, at)) return undefined;
  if (MADE.test(all[at - 1]?.word ?? '') && all[at - 2]?.word.endsWith('로')) return undefined;
  // 사람처럼 생긴 나무.
  if (particle === '처럼') return undefined;
  return { ...noun, many, at, particle, gap };
}

/** The longest noun that the word begins with, when only 들 and a particle follow. */
function nounOf(word: string) {
  for (let length = Math.min(word.length, LONGEST_NOUN); length > 0; length -= 1) {
    const noun = KOREAN_NOUNS.get(word.slice(0, length));
    const rest = word.slice(length);
    if (noun === undefined || rest.length > LONGEST_PARTICLE + 1) continue;
    const particle = rest.replace(/^들/, '');
    if (particle !== '' && !PARTICLE.test(particle)) continue;
    return { noun, particle, many: noun.many || rest.startsWith('들') };
  }
  return undefined;
}

/** 사람이 없는, 친구 없이, 가족은 아무도 없다, 주인이 떠난. */
function isAbsent(all: readonly Word[], at: number): boolean {
  let next = at + 1;
  while (BETWEEN_ABSENT.has(all[next]?.word ?? '')) next += 1;
  return ABSENT.test(all[next]?.word ?? '');
}

/** 소년의 엄마, 아빠의 품에, 여자의 얼굴; not 남자의 셔츠. */
function ownerIsSeen(all: readonly Word[], at: number): boolean {
  return all.slice(at + 1, at + 3).some(({ word }) => {
    return BODY.test(word) || (nounOf(word) !== undefined && !VERBS.has(word));
  });
}

/** 두 명, 세 사람, 2명, 두 여자; 둘이 beside a person. */
function isCounted(all: readonly Word[], at: number, isPeopled: boolean, text: string): boolean {
  const { word = '' } = all[at] ?? {};
  const next = all[at + 1]?.word ?? '';
  const one = COUNTED.exec(word)?.[1];
  if (one !== undefined && isEnding(one)) return !isAbsent(all, at);
  if (NUMBER.test(word)) {
    const counter = COUNTER.exec(next)?.[1];
    const isOf = counter !== undefined && isEnding(counter) && !/^\d+$/.test(`${word}${next}`);
    return isOf || nounOf(next) !== undefined;
  }
  const together = TOGETHER.exec(word);
  if (together === null) return WE.test(word);
  // 아이 셋, or 둘이 앉아 있다.
  if (nounOf(all[at - 1]?.word ?? '')?.particle === '') return true;
  return (together[1] ?? '').startsWith('이') && (isPeopled || !hasAny(text, ANIMALS));
}

function isEnding(rest: string): boolean {
  return rest === '' || PARTICLE.test(rest) || rest === '가족' || rest === '조';
}

/** 친구와 함께: who is with them is the second one. */
function isAccompanied(all: readonly Word[], { at, kind, particle }: KoreanMention): boolean {
  if (kind !== 'relation' || !WITH.has(particle)) return false;
  return /^(?:함께|같이|둘이)/.test(all[at + 1]?.word ?? '');
}

/** 나와 친구, 언니와 나, 그와 그녀. */
function joinsPronoun(all: readonly Word[], at: number): boolean {
  const [first, next] = [all[at]?.word ?? '', all[at + 1]?.word ?? ''];
  const one = pronounIn(first) ?? nounOf(first)?.particle;
  if (one === undefined || !WITH.has(one)) return false;
  const pronoun = pronounIn(next);
  // 남자와 그의 개: his dog is meant.
  const isOwner = pronoun === '의' && !BODY.test(all[at + 2]?.word ?? '');
  const other = isOwner ? undefined : pronoun;
  if (pronounIn(first) === undefined) return other !== undefined;
  return (other ?? nounOf(next)) !== undefined;
}

/** What follows a pronoun in its word; undefined for other words. */
function pronounIn(word: string): string | undefined {
  const rest = PRONOUN.exec(word)?.[1];
  return rest === '' || (rest !== undefined && PARTICLE.test(rest)) ? rest : undefined;
}

function isSame(all: readonly Word[], last: KoreanMention, next: KoreanMention): boolean {
  if (WITH.has(last.particle)) return false;
  if (last.lemma === next.lemma) return true;
  if (last.particle === '의')
    return BODY.test(all[last.at + 1]?.word ?? '') && mayBeOne(last, next);
  if (AS.has(last.particle)) return true;
  if (last.particle !== '' || last.at + 1 !== next.at) return false;
  return next.gap.trim() === '' ? isCompound(last, next) : mayBeOne(last, next);
}
