import type { ImageType } from '../../core/domain/side.ts';

/** How each type's files begin, as Latin-1. A WebP's length stands between its two marks. */
const BEGINNINGS: readonly (readonly [ImageType, RegExp])[] = [
  ['image/png', /^\x89PNG\r\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/webp', /^RIFF[^]{4}WEBP/],
];
const LONGEST = 12;

/** What bytes are by their content, whatever their name says; undefined for what vendors do not take. */
export function imageTypeOf(bytes: Uint8Array): ImageType | undefined {
  const head = Buffer.from(bytes.subarray(0, LONGEST)).toString('latin1');
  return BEGINNINGS.find(([, beginning]) => beginning.test(head))?.[0];
}
