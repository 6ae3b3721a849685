import type { ImageType } from '../domain/side.ts';

/**
 * Why bytes are no valid image. `too_many_pixels`: in all; `too_long`: on one side; `too_slow`: it takes longer to decode
 * than any real picture; `busy`: too many other pictures wait.
 */
export type ImageFault =
  | 'type'
  | 'too_large'
  | 'too_many_pixels'
  | 'too_long'
  | 'too_slow'
  | 'busy'
  | 'broken';

export interface ImageLimits {
  /** Bytes. */
  readonly maxBytes: number;
  readonly maxPixels: number;
  /** Pixels of the longer side. */
  readonly maxSide: number;
}

/** Type and size of a picture, in pixels as people see it: turned upright. */
export interface ImageHead {
  readonly type: ImageType;
  readonly width: number;
  readonly height: number;
}

/** What a picture's header says. */
export interface ImageLook extends ImageHead {
  /** Nothing in the header or beside the picture would have to change to make it plain. */
  readonly plain: boolean;
}

/**
 * A plain picture with its bytes: upright, 8-bit sRGB or grey, one frame, without place, device, comments or anything
 * else besides the picture.
 */
export interface PlainImage extends ImageHead {
  readonly bytes: Uint8Array;
}

/** For whom a picture is read, and what of it is kept. */
export interface ImageTurn {
  /** The person. Pictures wait their turn, fair by person; those of nobody go first. */
  readonly by?: string;
  /** Ends the wait for the turn: the call rejects with its reason. */
  readonly signal?: AbortSignal;
  /** Keeps marks of where a picture comes from (C2PA), which image vendors write and cameras too. */
  readonly keepProvenance?: boolean;
}

/**
 * Reads pictures. The type is decided by the first bytes and the limits are checked by the header before anything is
 * decoded. At most two pictures are decoded at a time, one of them large; each has a time limit. What decoders only warn
 * of is accepted.
 */
export interface Images {
  /** Reads the header and decodes nothing. */
  look(
    bytes: Uint8Array,
    limits: ImageLimits,
    kept?: Pick<ImageTurn, 'keepProvenance'>,
  ): Promise<ImageLook | ImageFault>;
  /** Decodes all of the picture, because a damaged file may have a correct header. */
  inspect(
    bytes: Uint8Array,
    limits: ImageLimits,
    turn?: ImageTurn,
  ): Promise<ImageHead | ImageFault>;
  /**
   * Decodes all of the picture and makes it plain. The same bytes when it is plain already; without loss when only
   * something beside the picture has to go.
   */
  plain(bytes: Uint8Array, limits: ImageLimits, turn?: ImageTurn): Promise<PlainImage | ImageFault>;
  /** Converts the picture to another type, without visible loss. Throws for what is no picture. */
  convert(bytes: Uint8Array, type: ImageType): Promise<Uint8Array>;
  /**
   * The picture as a WebP within the limits of bytes and of pixels of its longer side. It is rotated upright, keeps its
   * shape and is never enlarged. Throws for what is no picture.
   */
  fit(
    bytes: Uint8Array,
    limits: { readonly maxBytes: number; readonly maxSide: number },
    turn?: ImageTurn,
  ): Promise<Uint8Array>;
}
