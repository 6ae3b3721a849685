import type { ImageTurn } from '../../ports/images.ts';
import type { World } from '../base/world.ts';

/** Pixels of the longer side that small copies may have: each is made and kept by itself. */
export const SMALL_SIDES = [160, 320, 640] as const;
export type SmallSide = (typeof SMALL_SIDES)[number];

/** Bytes of a small copy: far above what its pixels need. */
const MAX_BYTES = 150_000;
/** Bytes of all copies that are kept. */
const KEPT_BYTES = 24_000_000;
/** Copies that are made or wait at a time: each holds the bytes of a whole picture. */
const MAX_MAKING = 32;

type ThumbnailParts = Pick<World, 'images' | 'log'>;

/** Small copies of pictures, made once and kept in memory while there is room; the ones asked for longest ago go first. */
export class Thumbnails {
  readonly #parts: ThumbnailParts;
  readonly #kept = new Map<string, Uint8Array>();
  readonly #making = new Map<string, Promise<Uint8Array | undefined>>();
  #bytes = 0;

  constructor(parts: ThumbnailParts) {
    this.#parts = parts;
  }

  /**
   * A WebP within `side` pixels of the picture under a key, which `read` reads. Undefined when it cannot be made now: too many
   * are, or it is no picture.
   */
  async of(
    key: string,
    side: SmallSide,
    read: () => Promise<Uint8Array>,
    turn: ImageTurn,
  ): Promise<Uint8Array | undefined> {
    const name = `${side} ${key}`;
    const known = this.#kept.get(name);
    if (known !== undefined) {
      this.#kept.delete(name);
      this.#kept.set(name, known);
      return known;
    }
    const before = this.#making.get(name);
    if (before !== undefined) return before;
    if (this.#making.size >= MAX_MAKING) return undefined;
    const making = this.#make(name, side, read, turn).finally(() => this.#making.delete(name));
    this.#making.set(name, making);
    return making;
  }

  async #make(
    name: string,
    maxSide: SmallSide,
    read: () => Promise<Uint8Array>,
    turn: ImageTurn,
  ): Promise<Uint8Array | undefined> {
    const whole = await read();
    try {
      const small = await this.#parts.images.fit(whole, { maxSide, maxBytes: MAX_BYTES }, turn);
      this.#keep(name, small);
      return small;
    } catch (cause) {
      this.#parts.log.warn({ err: cause, picture: name }, 'a small copy could not be made');
      return undefined;
    }
  }

  #keep(name: string, small: Uint8Array): void {
    this.#kept.set(name, small);
    this.#bytes += small.length;
    for (const [oldest, bytes] of this.#kept) {
      if (this.#bytes <= KEPT_BYTES) return;
      this.#kept.delete(oldest);
      this.#bytes -= bytes.length;
    }
  }
}
