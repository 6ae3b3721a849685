import type { PersonNoun } from './person-nouns.ts';

/** Who is in the picture that a text describes. */
export type HeadCount = 'nobody' | 'one' | 'several';

/** A noun for a person, at a place in the words of a text. */
export interface Mention extends PersonNoun {
  /** Index of its word. */
  readonly at: number;
}

/** Whether the words may be about one person: "a woman, a nurse", not "a man, a woman". */
export function mayBeOne(one: PersonNoun, other: PersonNoun): boolean {
  if (one.kind === 'relation' || other.kind === 'relation') return false;
  return fits(one, other) && (one.kind === 'general') !== (other.kind === 'general');
}

/** Whether two nouns without a word between are about one person: "a woman doctor", not "mother daughter". */
export function isCompound(one: PersonNoun, other: PersonNoun): boolean {
  return fits(one, other) && !(one.kind === 'relation' && other.kind === 'relation');
}

function fits(one: PersonNoun, other: PersonNoun): boolean {
  return one.gender === 'any' || other.gender === 'any' || one.gender === other.gender;
}

/** Counts mentions, in the order of the text, with the rule that says whether one is of the same person as the last. */
export function headCount<T extends Mention>(
  mentions: readonly T[],
  isSame: (last: T, next: T) => boolean,
): HeadCount {
  if (mentions.some((one) => one.many)) return 'several';
  const people = mentions.filter((one) => one.kind !== 'view');
  for (const [index, next] of people.entries()) {
    const last = people[index - 1];
    if (last !== undefined && !isSame(last, next)) return 'several';
  }
  return mentions.length > 0 ? 'one' : 'nobody';
}
