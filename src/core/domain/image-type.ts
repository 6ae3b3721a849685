import type { ImageType } from './side.ts';

/** The first bytes of each type's files, as Latin-1. A WebP has its length between its two marks. */
const BEGINNINGS: readonly (readonly [ImageType, RegExp])[] = [
  ['image/png', /^\x89PNG\r\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/webp', /^RIFF[^]{4}WEBP/],
];
/** Bytes that tell the type. */
export const TELLING_BYTES = 12;

/**
 * The type of an image by its first bytes; undefined for other types. Nothing else decides it: no declared type, no
 * file ending.
 */
export function imageTypeOf(bytes: Uint8Array): ImageType | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, TELLING_BYTES));
  return BEGINNINGS.find(([, beginning]) => beginning.test(head))?.[0];
}
