import type { StoredImage } from '../domain/side.ts';

/** Why bytes were refused as an image. */
export type ImageFault = 'type' | 'too_large' | 'too_many_pixels' | 'broken';

export interface ImageLimits {
  /** Bytes. */
  readonly maxBytes: number;
  readonly maxPixels: number;
}

/** Reads pictures by decoding them; never believes a name or a header alone. */
export interface Images {
  /**
   * Type and size of the picture, after decoding it fully. A fault for what is not PNG, JPEG or WebP,
   * over the limits (without allocating for a forged size), or cut short.
   */
  inspect(
    bytes: Uint8Array,
    limits: ImageLimits,
  ): Promise<
    | { readonly type: StoredImage['type']; readonly width: number; readonly height: number }
    | ImageFault
  >;
  /** The same picture as another type. */
  convert(bytes: Uint8Array, type: StoredImage['type']): Promise<Uint8Array>;
  /**
   * The picture as a WebP of at most so many bytes, and of at most so many pixels on its longer side: upright as
   * its camera was held, in its own shape, never larger than it is.
   */
  fit(
    bytes: Uint8Array,
    limits: { readonly maxBytes: number; readonly maxSide: number },
  ): Promise<Uint8Array>;
}
