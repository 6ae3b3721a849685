import type { TextPicture } from '../../core/ports/text-model.ts';
import { unasked } from './image-type.ts';

/** In all, so that a request stays far under the 20 MB that both vendors take. */
export const MAX_PICTURE_BYTES = 8_000_000;
export const MAX_PICTURES = 16;

/** Throws a `ProviderError` for pictures that the model does not see, or that are too many or too large to be sent. */
export function requirePictures(pictures: readonly TextPicture[], seesPictures: boolean): void {
  if (pictures.length === 0) return;
  if (!seesPictures) throw unasked('this text model sees no pictures');
  const bytes = pictures.reduce((sum, one) => sum + one.bytes.length, 0);
  if (pictures.length > MAX_PICTURES || bytes > MAX_PICTURE_BYTES) {
    throw unasked(`${pictures.length} pictures of ${bytes} bytes are too much for one request`);
  }
}
