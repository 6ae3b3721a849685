import { mended, tidied } from '../base/written.ts';
import type { Target } from './pool.ts';

/** Characters of a display name. Slugs are shorter, because they are part of blob keys. */
export const MAX_NAME = 60;
const MAX_SLUG = 48;
/** A category folder with words in its name, such as `a(natural,film)`. It is its own slug. */
const NAMED_FOLDER = /^[a-z0-9]{1,8}\(([^()/\\:]{1,36})\)$/u;
/** Invisible characters and those that change the direction of text, except joiners, which some scripts need. */
const UNSEEN =
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;
/** Joiners that are not between letters or emoji. */
const LOOSE_JOINER =
  /(?<![\p{L}\p{M}\p{Emoji}\ufe0f])[\u200c\u200d]+|[\u200c\u200d]+(?![\p{L}\p{M}\p{Emoji}])/gu;

type Known = Pick<Target, 'slug' | 'displayName'>;

/** A name in Unicode NFC, with single spaces and without invisible characters; '' when nobody can see it. */
export function cleanName(text: string): string {
  const seen = mended(text).replace(/\s/gu, ' ').replace(UNSEEN, '').replace(LOOSE_JOINER, '');
  return tidied(seen.replace(/ +/g, ' '));
}

/** Whether two names look the same when case is ignored. */
export function sameName(a: string, b: string): boolean {
  return folded(a) === folded(b);
}

function folded(name: string): string {
  return cleanName(name).toLowerCase();
}

/** The one with this display name, or else with this slug. */
export function findNamed<T extends Known>(known: readonly T[], text: string): T | undefined {
  const wanted = folded(text);
  return (
    known.find((one) => folded(one.displayName) === wanted) ??
    known.find((one) => folded(one.slug) === wanted)
  );
}

/**
 * A new slug for a display name, in `[a-z0-9-]`, for use in blob keys. The name of a category folder such as
 * `a(natural,film)` is its own slug.
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

/** The tags of a category that has only a name. */
export function categoryTags(name: string): readonly string[] {
  const words = folderWords(name);
  return words.length === 0 ? [cleanName(name).toLowerCase()] : words;
}

/** The words in a category folder's name, such as `natural` and `film`; none for other names. */
export function folderWords(name: string): readonly string[] {
  const [, inside = ''] = NAMED_FOLDER.exec(cleanName(name)) ?? [];
  return inside.split(',').flatMap((word) => word.trim() || []);
}

/** Transliterates text of any script to ASCII. Injected, like `Digest`. */
export type ToAscii = (text: string) => string;
