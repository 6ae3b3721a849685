import { describe, expect, it } from 'vitest';
import { Thumbnails } from '../../src/core/studio/press/thumbnails.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { aPicture } from '../pictures.ts';

const LIMITS = { maxBytes: 1_000_000, maxPixels: 1_000_000, maxSide: 2_000 };
const ANA = { by: 'web:ana' };

async function some() {
  const images = new SharpImages();
  const thumbnails = new Thumbnails({ images, log: new SilentLog() });
  const picture = await aPicture('png', { width: 900, height: 450 });
  let reads = 0;
  const read = async () => {
    reads += 1;
    return picture;
  };
  return { images, thumbnails, read, reads: () => reads };
}

describe('a small copy of a picture', () => {
  it('is a WebP in its own shape, and is made once', async () => {
    const { images, thumbnails, read, reads } = await some();
    const both = [1, 2].map(() => thumbnails.of('k', 320, read, ANA));
    const [one, other] = await Promise.all(both);
    expect(await images.inspect(one ?? new Uint8Array(), LIMITS)).toMatchObject({
      type: 'image/webp',
      width: 320,
      height: 160,
    });
    expect(other).toBe(one);
    expect(await thumbnails.of('k', 320, read, ANA)).toBe(one);
    expect(reads()).toBe(1);
    await thumbnails.of('k', 160, read, ANA);
    expect(reads()).toBe(2);
  });

  it('is none of what is no picture, and is tried again', async () => {
    const { thumbnails, read } = await some();
    const broken = async () => new Uint8Array([1, 2, 3]);
    expect(await thumbnails.of('k', 320, broken, ANA)).toBeUndefined();
    expect(await thumbnails.of('k', 320, read, ANA)).toBeDefined();
  });

  it('rejects when the picture cannot be read', async () => {
    const { thumbnails } = await some();
    const gone = () => Promise.reject(new Error('gone'));
    await expect(thumbnails.of('k', 320, gone, ANA)).rejects.toThrow('gone');
  });

  it('is not made while 32 others are', async () => {
    const { thumbnails, read } = await some();
    const { promise, resolve } = Promise.withResolvers<void>();
    const slow = async () => {
      await promise;
      return read();
    };
    const making = Array.from({ length: 32 }, (_, n) => thumbnails.of(`k${n}`, 160, slow, ANA));
    expect(await thumbnails.of('more', 160, read, ANA)).toBeUndefined();
    resolve();
    expect((await Promise.all(making)).every((one) => one !== undefined)).toBe(true);
    expect(await thumbnails.of('more', 160, read, ANA)).toBeDefined();
  });
});
