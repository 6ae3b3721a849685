import { type FoundNoun, nounAt, nounsIn } from './noun-index.ts';
import { isPunctuation, type NamedSubject, subjectWith, unnamed } from './subject-noun.ts';

/** Behind what is seen: 고양이가 자는 모습. */
const VIEW = /^(?:모습|장면|사진|그림|풍경|이미지|컷|샷|초상화?|초상)/;
/** 잔다, 자고 있음, 자는 중. */
const FINITE = /(?:다|요|음|함|임|중)$/;
const TOPIC = /^(?:이|가|은|는|도)$/;
const WITH = /^(?:와|과|랑|이랑|하고)$/;
const NOT_THERE = /^(?:없|안보이|보이지|제외)/;
const NUMBER = '한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|여러|몇|\\d+';
const COUNTED = new RegExp(`^(?:${NUMBER})$`);
const COUNTER =
  /^(마리|잔|그릇|개|대|송이|켤레|병|권|장|자루|벌|접시|조각|컵|캔|봉지|상자|다발|척|쌍)(?:의|가|이|를|을|은|는|와|과)?$/;

/** Heads that say nothing of what is seen: 바다 느낌, 흑백 톤. */
const VAGUE =
  /^(?:느낌|분위기|감성|스타일|무드|톤|색감|배경|버전|컨셉|콘셉트|구도|앵글|렌즈|조명|빛|햇살|시간|날|하루|계절|봄|여름|가을|겨울|비|눈|안개|바람|곳|것|거|속|위|옆|앞|뒤|안|밖|아래|사이|가운데|한가운데|너머)(?:에|에서|의|으로|로|이|가|을|를|은|는|도|만)?$/;
/** 하게, 따뜻한, 위에, 만들어: no nouns. */
const NO_NOUN =
  /(?:게|히|로|에|에서|한|는|은|운|인|적|된|진|린|난|던|을|를|의|고|며|서|만|도|없이|처럼|같이|같은|풍|ㅎ|ㅋ|\d|[a-z])$/;

/**
 * The last noun of the first clause that has one, for Korean puts it behind what describes it. A last word that we do not know
 * is a thing, more often than a place.
 */
export function koreanSubject(tokens: readonly string[]): NamedSubject | null {
  for (const clause of clausesOf(tokens)) {
    const found = clauseSubject(clause);
    if (found !== null) return found;
  }
  return null;
}

/** Whether the clause ends with a noun that we do not know. */
function endsUnknown(clause: readonly string[]): boolean {
  const end = clause.at(-1) ?? '';
  const isNoun = end.length > 1 && !NO_NOUN.test(end) && !FINITE.test(end);
  return isNoun && !VAGUE.test(end) && !VIEW.test(end) && !NOT_THERE.test(end);
}

function clausesOf(tokens: readonly string[]): readonly (readonly string[])[] {
  const clauses: string[][] = [[]];
  for (const token of tokens) {
    if (isPunctuation(token)) clauses.push([]);
    else clauses.at(-1)?.push(token);
  }
  return clauses;
}

function clauseSubject(clause: readonly string[]): NamedSubject | null {
  const counted = countedIn(clause);
  if (counted !== null) return counted;
  const nouns = nounsIn(clause).filter(({ at, length }) => {
    const isCounter = COUNTED.test(clause[at - 1] ?? '') && COUNTER.test(clause[at] ?? '');
    return !isCounter && !NOT_THERE.test(clause[at + length] ?? '');
  });
  const end = clause.at(-1) ?? '';
  // 바다 ends like a verb.
  const isSentence = VIEW.test(end) || (FINITE.test(end) && nounAt([end], 0) === undefined);
  const topic = isSentence ? nouns.find(({ particle }) => TOPIC.test(particle)) : undefined;
  const last = topic ?? nouns.at(-1);
  const isBehind = last === undefined || (topic === undefined && !isAtEnd(clause, last));
  if (isBehind && endsUnknown(clause)) return unnamed('object');
  if (last === undefined) return null;
  const joined = nouns.find(
    ({ at, length, particle }) => at + length === last.at && WITH.test(particle),
  );
  return subjectWith(
    joined ?? last,
    last.many || (joined?.kind === 'animal' && last.kind === 'animal'),
  );
}

/** Whether nothing follows the noun but words that say nothing of what is seen, or an animal's name: 강아지 뭉치. */
function isAtEnd(clause: readonly string[], { at, length, kind, particle }: FoundNoun): boolean {
  const isNamed = kind === 'animal' && particle === '' && at + length === clause.length - 1;
  return isNamed || clause.slice(at + length).every((word) => VAGUE.test(word) || VIEW.test(word));
}

/** 강아지 세 마리, 칵테일 한 잔: the counter says what was counted. */
function countedIn(clause: readonly string[]): NamedSubject | null {
  for (const [at, word] of clause.entries()) {
    const counter = COUNTER.exec(clause[at + 1] ?? '')?.[1];
    if (at === 0 || counter === undefined || !COUNTED.test(word)) continue;
    // Of 두 개의 섬 the noun follows.
    if (counter !== '마리' && clause[at + 1]?.endsWith('의')) continue;
    const noun = nounsIn(clause.slice(0, at)).at(-1) ?? null;
    if (counter !== '마리') return unnamed('object', noun);
    return unnamed(word === '한' || word === '1' ? 'animal' : 'animals', noun);
  }
  return null;
}
