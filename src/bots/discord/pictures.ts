import { MEGABYTE } from '../../core/base/units.ts';
import { type ImageLinks, SurfaceError } from '../../core/ports/surface.ts';
import type { RawFile } from 'discord.js';
import type { CardImage, Line } from '../../core/chat/card.ts';
import type { Locale, Place } from '../../core/domain/person.ts';
import type { World } from '../../core/studio/base/world.ts';
import { words } from '../../core/words/words.ts';
import { imageFile } from './render.ts';
import type { UploadLimits } from './upload-limits.ts';

export type PictureParts = Pick<World, 'blobs' | 'images' | 'log'> & {
  readonly links: ImageLinks;
  readonly limits: UploadLimits;
};

/** Bytes of a request besides its picture. */
const OVERHEAD_BYTES = 64 * 1024;
/** Pixels on the longer side of a preview, and of a small picture. */
const PREVIEW_SIDE = 2_048;
const SMALL = { maxBytes: 96 * 1024, maxSide: 256 } as const;
/** For the picture that a private card is about. */
const SUBJECT = { maxBytes: 512 * 1024, maxSide: 1_024 } as const;

/** A picture ready to be sent. */
export interface Picture {
  readonly file: RawFile;
  readonly description: string;
  /** A smaller copy, because the server takes no larger file. */
  readonly isPreview: boolean;
}

/** Reads pictures from our own store and makes them fit Discord's limits. */
export class Pictures {
  readonly #parts: PictureParts;

  constructor(parts: PictureParts) {
    this.#parts = parts;
  }

  /** The picture of an image's message, in at most so many bytes. Throws a `SurfaceError` when the store does not have it. */
  async full(place: Place, image: CardImage, most = Infinity): Promise<Picture> {
    const { limits, images } = this.#parts;
    const bytes = await this.#bytes(image.key);
    const room = Math.min(limits.of(place) - OVERHEAD_BYTES, most);
    const isPreview = bytes.length > room;
    const data = isPreview
      ? await images.fit(bytes, { maxBytes: room, maxSide: PREVIEW_SIDE })
      : bytes;
    const { name, description } = imageFile(image, isPreview);
    return { file: { name, data: Buffer.from(data) }, description, isPreview };
  }

  /** Small copies by key, a larger one of the subject; without those that the store does not have or give. */
  async small(
    keys: readonly string[],
    subject?: string,
  ): Promise<ReadonlyMap<string, { readonly name: string; readonly attachment: Buffer }>> {
    const made = await Promise.all(
      keys.map(async (key, index) => {
        const attachment = await this.#smallCopy(key, key === subject ? SUBJECT : SMALL);
        if (attachment === undefined) return [];
        return [[key, { name: `picture-${index + 1}.webp`, attachment }] as const];
      }),
    );
    return new Map(made.flat());
  }

  /** Lines under a preview: its original's size and address. */
  notes({ key, bytes }: CardImage, locale: Locale): readonly Line[] {
    const say = words(locale);
    const linked = this.originalLines(key, locale);
    const where = linked.length > 0 ? linked : [{ text: say.original_kept(key) }];
    return [{ text: say.shown_smaller((bytes / MEGABYTE).toFixed(1)) }, ...where];
  }

  /** A link to the image in full size; none when the hub has no public address. */
  originalLines(key: string, locale: Locale): readonly Line[] {
    const link = this.#parts.links(key);
    if (link === null) return [];
    return [{ text: words(locale).original_link(), link: link.url, since: link.until }];
  }

  /** Undefined when it cannot be made: the card is shown without it. */
  async #smallCopy(key: string, size: typeof SMALL | typeof SUBJECT): Promise<Buffer | undefined> {
    const { blobs, images, log } = this.#parts;
    try {
      const bytes = await blobs.get(key);
      return bytes && Buffer.from(await images.fit(bytes, size));
    } catch (err) {
      log.warn({ err, key }, 'a small picture could not be made');
      return undefined;
    }
  }

  async #bytes(key: string): Promise<Uint8Array> {
    const { blobs } = this.#parts;
    const bytes = await blobs.get(key).catch((cause: unknown) => {
      throw new SurfaceError('transient', 'the store did not give the picture', { cause });
    });
    if (bytes === undefined) throw new SurfaceError('refused', `there is no picture under ${key}`);
    return bytes;
  }
}
