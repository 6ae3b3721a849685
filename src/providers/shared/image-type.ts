import { ProviderError } from '../../core/domain/failure.ts';
import type { ReferenceImage } from '../../core/ports/image-provider.ts';
import type { ImageType } from '../../core/domain/side.ts';

/** The first bytes of each type's files, as Latin-1. A WebP has its length between its two marks. */
const BEGINNINGS: readonly (readonly [ImageType, RegExp])[] = [
  ['image/png', /^\x89PNG\r\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/webp', /^RIFF[^]{4}WEBP/],
];
const LONGEST = 12;

/** The type of an image by its content; undefined for types that vendors do not accept. */
export function imageTypeOf(bytes: Uint8Array): ImageType | undefined {
  const head = Buffer.from(bytes.subarray(0, LONGEST)).toString('latin1');
  return BEGINNINGS.find(([, beginning]) => beginning.test(head))?.[0];
}

/** Like `imageTypeOf`. Throws a `ProviderError` where that is undefined. */
export function demandImageType({ bytes, label }: ReferenceImage): ImageType {
  const type = imageTypeOf(bytes);
  if (type === undefined) throw unasked(`the reference "${label}" is no PNG, JPEG or WebP`);
  return type;
}

/** For a request that cannot be sent: the vendor was not called, and it cost nothing. */
export function unasked(detail: string): ProviderError {
  return new ProviderError({ kind: 'invalid_request', detail, unasked: true }, { costUsd: 0 });
}
