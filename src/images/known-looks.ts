import { hash } from 'node:crypto';
import type { ImageLimits, ImageLook } from '../core/ports/images.ts';

/** How many pictures are remembered, and bytes of one: hashing more takes as long as looking at it. */
const REMEMBERED = 500;
const LARGEST = 4 * 1024 * 1024;

/** Heads of pictures that were read before, by their bytes, which nobody changes: references are sent again and again. */
export class KnownLooks {
  readonly #heads = new Map<string, ImageLook>();
  /** The hash of bytes that are in memory still: the same reference is sent to many. */
  readonly #hashes = new WeakMap<Uint8Array, string>();

  /** The head of the picture as `read` finds it. A fault is not remembered: the next try may find none. */
  async look<Fault extends string>(
    bytes: Uint8Array,
    how: { readonly limits: ImageLimits; readonly keepProvenance: boolean },
    read: () => Promise<ImageLook | Fault>,
  ): Promise<ImageLook | Fault> {
    if (bytes.length > LARGEST) return read();
    const key = `${this.#hash(bytes)} ${JSON.stringify(how)}`;
    const known = this.#heads.get(key);
    if (known !== undefined) return known;
    const head = await read();
    if (typeof head === 'string') return head;
    if (this.#heads.size >= REMEMBERED) this.#heads.clear();
    this.#heads.set(key, head);
    return head;
  }

  #hash(bytes: Uint8Array): string {
    const known = this.#hashes.get(bytes) ?? hash('sha256', bytes);
    this.#hashes.set(bytes, known);
    return known;
  }
}
