import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { ATTACHMENT_LIMITS } from '../../src/core/domain/picture-limits.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { imagesContract } from '../contracts/images.ts';
import { plainImagesContract } from '../contracts/plain-images.ts';

imagesContract('SharpImages', () => new SharpImages());
plainImagesContract('SharpImages', () => new SharpImages());

describe('a large WebP', () => {
  it('is turned upright as a small one is, and looks the same', async () => {
    const images = new SharpImages();
    const [width, height] = [4_200, 4_000];
    const left = {
      create: { width: width / 2, height, channels: 3, background: '#d02020' },
    } as const;
    const picture = await sharp({ create: { width, height, channels: 3, background: '#2020d0' } })
      .composite([{ input: left, left: 0, top: 0 }])
      .withMetadata({ orientation: 6 })
      .webp({ effort: 0 })
      .toBuffer();
    const made = await images.plain(picture, ATTACHMENT_LIMITS);
    if (typeof made === 'string') throw new Error(made);
    expect([made.type, made.width, made.height]).toEqual(['image/webp', height, width]);
    // What was left is above now: the picture was turned clockwise.
    const { data } = await sharp(made.bytes)
      .resize(1, 2, { fit: 'fill' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const [red = 0, , blue = 0, below = 0, , belowBlue = 0] = data;
    expect(red).toBeGreaterThan(blue + 100);
    expect(belowBlue).toBeGreaterThan(below + 100);
  });
});
