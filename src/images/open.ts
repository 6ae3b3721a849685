import sharp, { type Metadata, type Sharp } from 'sharp';
import { imageTypeOf } from '../core/domain/image-type.ts';
import type { ImageType } from '../core/domain/side.ts';
import type { ImageFault, ImageLimits, ImageLook } from '../core/ports/images.ts';
import { isSrgb } from './icc.ts';
import { jpegParts } from './jpeg-parts.ts';
import { type Container, joined, type PartKind } from './parts.ts';
import { pngParts } from './png-parts.ts';
import { joinedWebp, webpParts } from './webp-parts.ts';

/**
 * Passes over all pixels that a picture may take: a progressive JPEG of cameras and programs has about ten, one that is
 * made to be slow has thousands.
 */
const MAX_PASSES = 64;
const TAKE_APART = {
  'image/png': pngParts,
  'image/jpeg': jpegParts,
  'image/webp': webpParts,
} as const;
/** What a decoder gets: the rest can be made to take gigabytes, and decides no pixel. */
const DECODED: ReadonlySet<PartKind> = new Set(['picture', 'frames', 'exif', 'icc']);

/** A picture whose header is read. */
export interface Opened {
  readonly head: ImageLook;
  /** What is left of the file when all that is not the picture is taken away. */
  readonly bare: Uint8Array;
  /** True when the pixels of `bare` are upright, 8-bit sRGB or grey, and one frame. */
  readonly upright: boolean;
  /** For the decoder. */
  readonly decoded: Uint8Array;
  /** Pixels, times passes over them. */
  readonly work: number;
}

/** Reads the header: the type and the limits are checked before a decoder sees the picture. */
export async function open(
  bytes: Uint8Array,
  limits: ImageLimits,
  keepProvenance = false,
): Promise<Opened | ImageFault> {
  if (bytes.length > limits.maxBytes) return 'too_large';
  const type = imageTypeOf(bytes);
  if (type === undefined) return 'type';
  const container = apart(bytes, type);
  if (container === undefined) return 'broken';
  const fault = faultOf(container, limits);
  if (fault !== null) return fault;
  const decoded = put(bytes, type, container, DECODED);
  const seen = await metadataOf(decoded);
  if (seen === undefined) return 'broken';
  const ofDecoder = faultOf({ ...seen, passes: container.passes }, limits);
  if (ofDecoder !== null) return ofDecoder;
  const profile = seen.icc === undefined || isSrgb(seen.icc) ? (['icc'] as const) : [];
  const origin = keepProvenance ? (['provenance'] as const) : [];
  const bare = put(bytes, type, container, new Set(['picture', ...profile, ...origin]));
  const isAnimated = container.parts.some(({ kind }) => kind === 'frames');
  const upright = profile.length > 0 && !isAnimated && isUpright(seen);
  const { width, height } = seen.autoOrient;
  const head = { type, width, height, plain: upright && bare === bytes };
  const work = seen.width * seen.height * container.passes;
  return { head, bare, upright, decoded, work };
}

/** The decoder on a picture that was opened. */
export function decoder(bytes: Uint8Array, failOn: 'warning' | 'error', seconds: number): Sharp {
  // Its size is checked already.
  const options = { limitInputPixels: false, sequentialRead: true, failOn } as const;
  return sharp(bytes, options).timeout({ seconds });
}

function apart(bytes: Uint8Array, type: ImageType): Container | undefined {
  try {
    return TAKE_APART[type](Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  } catch {
    return undefined;
  }
}

function put(
  bytes: Uint8Array,
  type: ImageType,
  { parts }: Container,
  kinds: ReadonlySet<PartKind>,
): Uint8Array {
  return type === 'image/webp' ? joinedWebp(bytes, parts, kinds) : joined(bytes, parts, kinds);
}

function faultOf(
  { width, height, passes }: Pick<Container, 'width' | 'height' | 'passes'>,
  { maxSide, maxPixels }: ImageLimits,
): ImageFault | null {
  if (width === 0 || height === 0) return 'broken';
  if (width * height > maxPixels) return 'too_many_pixels';
  if (Math.max(width, height) > maxSide) return 'too_long';
  return passes > MAX_PASSES ? 'too_slow' : null;
}

async function metadataOf(bytes: Uint8Array): Promise<Metadata | undefined> {
  try {
    return await sharp(bytes, { limitInputPixels: false, failOn: 'error' }).metadata();
  } catch {
    return undefined;
  }
}

function isUpright({ depth, space, orientation = 1 }: Metadata): boolean {
  return depth === 'uchar' && (space === 'srgb' || space === 'b-w') && orientation === 1;
}
