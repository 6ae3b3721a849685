import type { Locale } from '../domain/person.ts';
import { HANGUL, hasAny, list, type WordList } from './lexicon.ts';

/** The built-in places by their name in the pool, each with the names that people write. */
const PLACES: ReadonlyMap<string, WordList> = new Map([
  ['seoul', list('seoul, 서울')],
  ['busan', list('busan, 부산')],
  ['jeju', list('jeju, 제주, 제주도')],
  ['gyeongju', list('gyeongju, 경주')],
  ['incheon', list('incheon, 인천')],
  ['tokyo', list('tokyo, 도쿄, 동경')],
  ['kyoto', list('kyoto, 교토')],
  ['osaka', list('osaka, 오사카')],
  ['beijing', list('beijing, 베이징, 북경')],
  ['shanghai', list('shanghai, 상하이')],
  ['hong-kong', list('hong kong, 홍콩')],
  ['taipei', list('taipei, 타이베이')],
  ['bangkok', list('bangkok, 방콕')],
  ['singapore', list('singapore, 싱가포르')],
  ['paris', list('paris, 파리')],
  ['london', list('london, 런던')],
  ['rome', list('rome, 로마')],
  ['berlin', list('berlin, 베를린')],
  ['barcelona', list('barcelona, 바르셀로나')],
  ['lisbon', list('lisbon, 리스본')],
  ['istanbul', list('istanbul, 이스탄불')],
  ['new-york', list('new york, nyc, manhattan, brooklyn, 뉴욕')],
  ['los-angeles', list('los angeles, 로스앤젤레스')],
  ['san-francisco', list('san francisco, 샌프란시스코')],
]);

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
  return english.replace(/\b\p{Ll}/gu, (first) => first.toUpperCase());
}

/** The first place in the text, by its name in the pool; null when there is none. */
export function placeIn(text: string): string | null {
  const found = [...PLACES].find(([, words]) => hasAny(text, words));
  return found?.[0] ?? null;
}
