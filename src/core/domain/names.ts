import type { Target } from './pool.ts';

/** Characters of a display name, and of a slug: a slug is part of keys, whose segments are short. */
export const MAX_NAME = 60;
const MAX_SLUG = 48;
/** A category folder that names its own words, such as `a(natural,film)`: kept as it is. */
const NAMED_FOLDER = /^[a-z0-9]{1,8}\(([^()/\\:]{1,36})\)$/u;
/** What cannot be seen, or turns text around. Not the joiners, which some scripts are written with. */
const UNSEEN =
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;
/** Joiners with nothing to join. */
const LOOSE_JOINER =
  /(?<![\p{L}\p{M}\p{Emoji}\ufe0f])[\u200c\u200d]+|[\u200c\u200d]+(?![\p{L}\p{M}\p{Emoji}])/gu;

type Known = Pick<Target, 'slug' | 'displayName'>;

/** A name as people see it: one form of Unicode, one space between words, nothing that cannot be seen. */
export function cleanName(text: string): string {
  const seen = text
    .normalize('NFC')
    .replace(/\s/gu, ' ')
    .replace(UNSEEN, '')
    .replace(LOOSE_JOINER, '');
  return seen.replace(/ +/g, ' ').trim();
}

/** Whether two names are one for a person who reads them. */
export function sameName(a: string, b: string): boolean {
  return cleanName(a).toLowerCase() === cleanName(b).toLowerCase();
}

/** The one that somebody means by a name they read, or by its slug. */
export function findNamed<T extends Known>(known: readonly T[], text: string): T | undefined {
  return (
    known.find((one) => sameName(one.displayName, text)) ??
    known.find((one) => sameName(one.slug, text))
  );
}

/**
 * A slug for a new display name, in `[a-z0-9-]` and like no other: what keys hold. A folder's name that is
 * made like a category's is its own slug.
 */
export function slugFor(name: string, known: readonly Known[], toAscii: ToAscii): string {
  const clean = cleanName(name);
  const isNamed = NAMED_FOLDER.test(clean) && clean.length <= MAX_SLUG;
  const wanted = isNamed ? clean : asciiSlug(clean, toAscii);
  const isFree = (slug: string) => known.every((one) => one.slug !== slug);
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? wanted : `${wanted.slice(0, MAX_SLUG - 5)}-${number}`;
    if (isFree(slug)) return slug;
  }
}

function asciiSlug(name: string, toAscii: ToAscii): string {
  const letters = toAscii(name)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  const slug = letters.slice(0, MAX_SLUG).replace(/^-+|-+$/g, '');
  return slug === '' ? 'unnamed' : slug;
}

/** What makes a prompt fit a category of which nothing is known but its name. */
export function categoryTags(name: string): readonly string[] {
  const words = folderWords(name);
  return words.length === 0 ? [cleanName(name).toLowerCase()] : words;
}

/** The words in a category folder's name, such as `natural` and `film`; none for other names. */
export function folderWords(name: string): readonly string[] {
  const [, inside = ''] = NAMED_FOLDER.exec(cleanName(name)) ?? [];
  return inside.split(',').flatMap((word) => word.trim() || []);
}

/** A text in ASCII letters, as near as one gets from any script. Injected, like `Digest`. */
export type ToAscii = (text: string) => string;
