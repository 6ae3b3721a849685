import sharp, { type ResizeOptions } from 'sharp';
import type { ImageFault, ImageLimits, Images } from '../core/ports/images.ts';
import type { ImageType } from '../core/domain/side.ts';

const TYPES: Readonly<Record<string, ImageType>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
};
const FORMATS = { 'image/png': 'png', 'image/jpeg': 'jpeg', 'image/webp': 'webp' } as const;

/** Pixels under which a picture is not made smaller to fit. */
const MIN_SIDE = 64;

/** Pictures through libvips. */
export class SharpImages implements Images {
  async inspect(
    bytes: Uint8Array,
    { maxBytes, maxPixels }: ImageLimits,
  ): Promise<{ type: ImageType; width: number; height: number } | ImageFault> {
    if (bytes.length > maxBytes) return 'too_large';
    const head = await readHead(bytes);
    if (typeof head === 'string') return head;
    // The header's size is known before a pixel is decoded: a forged one allocates nothing.
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
    // The original is decoded once: what is tried after it begins with the smaller picture.
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

async function readHead(
  bytes: Uint8Array,
): Promise<{ type: ImageType; width: number; height: number } | 'type' | 'broken'> {
  try {
    const { format, width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    const type = TYPES[format];
    return type === undefined ? 'type' : { type, width, height };
  } catch {
    return looksLikeImage(bytes) ? 'broken' : 'type';
  }
}

/** A cut or damaged file passes its header's reading: only decoding every pixel shows it. */
async function decodesFully(bytes: Uint8Array, maxPixels: number): Promise<boolean> {
  try {
    const options = { limitInputPixels: maxPixels, sequentialRead: true, failOn: 'error' } as const;
    // One channel is enough to have every pixel decoded, and takes the least room.
    await sharp(bytes, options).extractChannel(0).raw().toBuffer();
    return true;
  } catch {
    return false;
  }
}

/** Whether the first bytes are those of PNG, JPEG or WebP. */
function looksLikeImage(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  return (
    start.startsWith('\x89PNG\r\n\x1a\n') ||
    start.startsWith('\xff\xd8\xff') ||
    (start.startsWith('RIFF') && start.endsWith('WEBP'))
  );
}
