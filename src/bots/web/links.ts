import type { Clock } from '../../core/ports/system.ts';
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ImageLinks } from '../../core/ports/surface.ts';
import { fileOf } from './render.ts';

/** Milliseconds a signed link to an image lives. */
const LINK_MS = 3_600_000;

/** Signs links to one image, which expire. */
export class Signer {
  readonly #secret: string;
  readonly #clock: Clock;

  constructor(secret: string, clock: Clock) {
    this.#secret = secret;
    this.#clock = clock;
  }

  /** The query of a link to one image, good for an hour. */
  linkQuery(file: string): string {
    const expires = this.#clock.now() + LINK_MS;
    return `expires=${expires}&signature=${this.#sign(`image\n${file}\n${expires}`)}`;
  }

  /** Links to images at the hub's public address; null for each when it has none. */
  imageLinks(publicUrl: string | null): ImageLinks {
    return (key) => {
      if (publicUrl === null) return null;
      const file = fileOf(key);
      const until = this.#clock.now() + LINK_MS;
      return { url: `${publicUrl}/images/${file}?${this.linkQuery(file)}`, until };
    };
  }

  linkIsGood(file: string, expires: string | undefined, signature: string | undefined): boolean {
    return this.#isGood(`image\n${file}`, expires, signature);
  }

  #isGood(what: string, expires: string | undefined, signature: string | undefined): boolean {
    if (expires === undefined || signature === undefined || !/^\d{1,16}$/.test(expires))
      return false;
    return (
      sameText(signature, this.#sign(`${what}\n${expires}`)) && Number(expires) > this.#clock.now()
    );
  }

  #sign(text: string): string {
    return createHmac('sha256', this.#secret).update(text).digest('base64url');
  }
}

/** Compares two texts in constant time. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => createHmac('sha256', 'compare').update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}
