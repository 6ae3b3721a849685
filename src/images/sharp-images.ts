import sharp, { type ResizeOptions, type Sharp } from 'sharp';
import { OUTPUT_LIMITS } from '../core/domain/picture-limits.ts';
import type { ImageType } from '../core/domain/side.ts';
import type {
  ImageFault,
  ImageHead,
  ImageLimits,
  ImageLook,
  Images,
  ImageTurn,
  PlainImage,
} from '../core/ports/images.ts';
import { KnownLooks } from './known-looks.ts';
import { decoder, open, type Opened } from './open.ts';
import { BusyError, DecoderTurns, isLarge, SlowError } from './decoder-turns.ts';

/** Pixels. `fit` does not go below this side. */
const MIN_SIDE = 64;
/**
 * Seconds until the decoder gives up by itself, which it can between two tiles; and until nobody waits for it any more,
 * because it cannot inside one.
 */
const DECODER_SECONDS = 12;
const LIMIT_MS = 15_000;
/** Nobody sees a difference at this quality. */
const FINE = 95;
const GOOD = 85;
/** Tried one after the other for a picture at its limit of bytes, which may have had less quality itself. */
const LESS = [GOOD, 70, 50, 30] as const;
/** Of libwebp's 0 to 6; below it, libwebp fails on some large pictures. */
const LOW_EFFORT = 2;

/** Reads and converts pictures with libvips. One for each process: it is what bounds the decoders. */
export class SharpImages implements Images {
  readonly #turns = new DecoderTurns(LIMIT_MS);
  readonly #looks = new KnownLooks();

  constructor() {
    // libvips would keep the pixels of the last pictures in memory: a gigabyte after eight large ones.
    sharp.cache(false);
  }

  async look(
    bytes: Uint8Array,
    limits: ImageLimits,
    { keepProvenance = false }: Pick<ImageTurn, 'keepProvenance'> = {},
  ): Promise<ImageLook | ImageFault> {
    return this.#looks.look<ImageFault>(bytes, { limits, keepProvenance }, async () => {
      const opened = await open(bytes, limits, keepProvenance);
      return typeof opened === 'string' ? opened : opened.head;
    });
  }

  async inspect(
    bytes: Uint8Array,
    limits: ImageLimits,
    turn?: ImageTurn,
  ): Promise<ImageHead | ImageFault> {
    return this.#opened(bytes, limits, turn, async ({ decoded, head }) => {
      await decode(decoded, 'error');
      const { type, width, height } = head;
      return { type, width, height };
    });
  }

  async plain(
    bytes: Uint8Array,
    limits: ImageLimits,
    turn?: ImageTurn,
  ): Promise<PlainImage | ImageFault> {
    return this.#opened(bytes, limits, turn, async (opened) => {
      const { type, width, height } = opened.head;
      if (await isFlawless(opened)) return { type, width, height, bytes: opened.bare };
      return { width, height, ...(await encoded(opened, limits)) };
    });
  }

  async convert(bytes: Uint8Array, type: ImageType): Promise<Uint8Array> {
    return this.#required(bytes, {}, ({ decoded, work }) =>
      as(type, upright(decoded), { quality: FINE, work }).toBuffer(),
    );
  }

  async fit(
    bytes: Uint8Array,
    { maxBytes, maxSide }: { readonly maxBytes: number; readonly maxSide: number },
    turn: ImageTurn = {},
  ): Promise<Uint8Array> {
    return this.#required(bytes, turn, async ({ decoded }) => {
      // Decodes the original once: all attempts start from the smaller picture.
      const { data, info } = await upright(decoded)
        .resize(inside(maxSide))
        .raw()
        .toBuffer({ resolveWithObject: true });
      let side = Math.max(info.width, info.height);
      for (
        let quality = 90;
        ;
        quality = Math.max(40, quality - 15), side = Math.round(side * 0.8)
      ) {
        const fitted = await sharp(data, { raw: info })
          .resize(inside(side))
          .webp({ quality })
          .toBuffer();
        if (fitted.length <= maxBytes || side < MIN_SIDE) return fitted;
      }
    });
  }

  /** Works on a picture that was opened, in its turn. A fault of the decoder becomes the picture's. */
  async #opened<T>(
    bytes: Uint8Array,
    limits: ImageLimits,
    { by, signal, keepProvenance }: ImageTurn = {},
    work: (opened: Opened) => Promise<T>,
  ): Promise<T | ImageFault> {
    const opened = await open(bytes, limits, keepProvenance);
    if (typeof opened === 'string') return opened;
    try {
      return await this.#turns.run({ by, signal, work: opened.work }, () => work(opened));
    } catch (cause) {
      if (signal?.aborted === true && cause === signal.reason) throw cause;
      return faultOf(cause);
    }
  }

  /** As `#opened`, for pictures of our own. Throws for what is no picture. */
  async #required<T>(
    bytes: Uint8Array,
    { by, signal }: ImageTurn,
    work: (opened: Opened) => Promise<T>,
  ): Promise<T> {
    const opened = await open(bytes, { ...OUTPUT_LIMITS, maxBytes: bytes.length });
    if (typeof opened === 'string') throw new Error(`not a picture that can be read (${opened})`);
    return this.#turns.run({ by, signal, work: opened.work }, () => work(opened));
  }
}

function inside(side: number): ResizeOptions {
  return { width: side, height: side, fit: 'inside', withoutEnlargement: true };
}

async function decode(bytes: Uint8Array, failOn: 'warning' | 'error'): Promise<void> {
  // One channel is enough to decode every pixel, and takes the least memory.
  await decoder(bytes, failOn, DECODER_SECONDS).extractChannel(0).raw().toBuffer();
}

/** Whether nothing has to change in the pixels, and no decoder warns of the picture: a vendor's could refuse it. */
async function isFlawless({ upright: isUpright, bare }: Opened): Promise<boolean> {
  if (!isUpright) return false;
  try {
    await decode(bare, 'warning');
    return true;
  } catch (cause) {
    if (faultOf(cause) === 'too_slow') throw cause;
    return false;
  }
}

/** The picture made plain: with less quality, and a PNG as a WebP, when it would be too large. */
async function encoded(
  { decoded, head: { type }, work }: Opened,
  { maxBytes }: ImageLimits,
): Promise<Pick<PlainImage, 'type' | 'bytes'>> {
  const pixels = upright(decoded);
  const bytes = await as(type, pixels.clone(), { quality: FINE, work }).toBuffer();
  if (bytes.length <= maxBytes) return { type, bytes };
  const smaller = type === 'image/png' ? 'image/webp' : type;
  let kept = bytes;
  for (const quality of LESS) {
    kept = await as(smaller, pixels.clone(), { quality, work }).toBuffer();
    if (kept.length <= maxBytes) break;
  }
  return { type: smaller, bytes: kept };
}

/** Turned upright, one frame, 8-bit sRGB by the embedded profile. */
function upright(bytes: Uint8Array): Sharp {
  return decoder(bytes, 'error', DECODER_SECONDS).autoOrient().toColourspace('srgb');
}

/**
 * Encodes as this type; `quality` is for those that lose something. A large WebP is encoded with less effort: with all of it,
 * 49 megapixels take the one place for large pictures for 8 to 48 s, and others wait.
 */
function as(
  type: ImageType,
  pixels: Sharp,
  { quality, work }: { readonly quality: number; readonly work: number },
): Sharp {
  switch (type) {
    case 'image/png':
      return pixels.png();
    case 'image/jpeg':
      return pixels.flatten({ background: 'white' }).jpeg({
        quality,
        chromaSubsampling: quality < GOOD ? '4:2:0' : '4:4:4',
      });
    case 'image/webp':
      return isLarge(work)
        ? pixels.webp({ quality, effort: LOW_EFFORT })
        : pixels.webp({ quality, smartSubsample: true });
  }
}

function faultOf(cause: unknown): 'too_slow' | 'busy' | 'broken' {
  if (cause instanceof BusyError) return 'busy';
  const isLate = cause instanceof Error && /\btimeout:/.test(cause.message);
  return isLate || cause instanceof SlowError ? 'too_slow' : 'broken';
}
