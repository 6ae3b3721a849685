import { ProviderError } from '../../core/domain/failure.ts';
import { imageTypeOf } from '../../core/domain/image-type.ts';
import type { ImageType } from '../../core/domain/side.ts';
import type { ReferenceImage } from '../../core/ports/image-provider.ts';

/** The type of a reference. Throws a `ProviderError` for types that vendors do not accept. */
export function requireImageType({ bytes, label }: ReferenceImage): ImageType {
  const type = imageTypeOf(bytes);
  if (type === undefined) throw unasked(`the reference "${label}" is no PNG, JPEG or WebP`);
  return type;
}

/** For a request that cannot be sent: the vendor was not called, and it cost nothing. */
export function unasked(detail: string): ProviderError {
  return new ProviderError({ kind: 'invalid_request', detail, unasked: true }, { costUsd: 0 });
}
