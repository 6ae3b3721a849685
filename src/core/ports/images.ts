import type { StoredImage } from '../domain/side.ts';

/** Why bytes are no valid image. */
export type ImageFault = 'type' | 'too_large' | 'too_many_pixels' | 'broken';

export interface ImageLimits {
  /** Bytes. */
  readonly maxBytes: number;
  readonly maxPixels: number;
}

/** Reads pictures by decoding them. */
export interface Images {
  /**
   * Type and size of the picture, after decoding all of it. A fault when it is not PNG, JPEG or WebP, is incomplete, or
   * is over the limits, which are checked before memory is allocated.
   */
  inspect(
    bytes: Uint8Array,
    limits: ImageLimits,
  ): Promise<
    | { readonly type: StoredImage['type']; readonly width: number; readonly height: number }
    | ImageFault
  >;
  /** Converts the picture to another type. */
  convert(bytes: Uint8Array, type: StoredImage['type']): Promise<Uint8Array>;
  /**
   * The picture as a WebP within the limits of bytes and of pixels of its longer side. It is rotated upright, keeps its
   * shape and is never enlarged.
   */
  fit(
    bytes: Uint8Array,
    limits: { readonly maxBytes: number; readonly maxSide: number },
  ): Promise<Uint8Array>;
}
