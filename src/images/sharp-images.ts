import sharp, { type ResizeOptions } from 'sharp';
import type { ImageFault, ImageLimits, Images } from '../core/ports/images.ts';
import { imageTypeOf } from '../core/domain/image-type.ts';
import { IMAGE_TYPES, type ImageType } from '../core/domain/side.ts';

const FORMATS = { 'image/png': 'png', 'image/jpeg': 'jpeg', 'image/webp': 'webp' } as const;

/** Pixels. `fit` does not go below this side. */
const MIN_SIDE = 64;

interface Head {
  readonly type: ImageType;
  readonly width: number;
  readonly height: number;
}

/** Reads and converts pictures with libvips. */
export class SharpImages implements Images {
  async inspect(
    bytes: Uint8Array,
    { maxBytes, maxPixels }: ImageLimits,
  ): Promise<Head | ImageFault> {
    if (bytes.length > maxBytes) return 'too_large';
    const head = await readHead(bytes);
    if (typeof head === 'string') return head;
    // Checked by the header before decoding, so that a forged size allocates nothing.
    if (head.width * head.height > maxPixels) return 'too_many_pixels';
    return (await decodesFully(bytes, maxPixels)) ? head : 'broken';
  }

  async convert(bytes: Uint8Array, type: ImageType): Promise<Uint8Array> {
    return sharp(bytes).toFormat(FORMATS[type]).toBuffer();
  }

  async fit(
    bytes: Uint8Array,
    { maxBytes, maxSide }: { readonly maxBytes: number; readonly maxSide: number },
  ): Promise<Uint8Array> {
    // Decodes the original once: all attempts start from the smaller picture.
    const { data, info } = await sharp(bytes)
      .autoOrient()
      .resize(inside(maxSide))
      .raw()
      .toBuffer({ resolveWithObject: true });
    let side = Math.max(info.width, info.height);
    for (let quality = 90; ; quality = Math.max(40, quality - 15), side = Math.round(side * 0.8)) {
      const fitted = await sharp(data, { raw: info })
        .resize(inside(side))
        .webp({ quality })
        .toBuffer();
      if (fitted.length <= maxBytes || side < MIN_SIDE) return fitted;
    }
  }
}

function inside(side: number): ResizeOptions {
  return { width: side, height: side, fit: 'inside', withoutEnlargement: true };
}

async function readHead(bytes: Uint8Array): Promise<Head | 'type' | 'broken'> {
  try {
    const { format, width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    const type = IMAGE_TYPES.find((one) => FORMATS[one] === format);
    return type === undefined ? 'type' : { type, width, height };
  } catch {
    return imageTypeOf(bytes) === undefined ? 'type' : 'broken';
  }
}

/** Decodes every pixel, because a damaged file may have a correct header. */
async function decodesFully(bytes: Uint8Array, maxPixels: number): Promise<boolean> {
  try {
    const options = { limitInputPixels: maxPixels, sequentialRead: true, failOn: 'error' } as const;
    // One channel is enough to decode every pixel, and takes the least memory.
    await sharp(bytes, options).extractChannel(0).raw().toBuffer();
    return true;
  } catch {
    return false;
  }
}
