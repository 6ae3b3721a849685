import { beforeAll, describe, expect, it } from 'vitest';
import type { Images } from '../../src/core/ports/images.ts';
import { aPicture, forgedPng, noisyPicture, phonePhoto } from '../pictures.ts';

const LIMITS = { maxBytes: 1_000_000, maxPixels: 50_000_000 };

/** What every reader of pictures must do. */
export function imagesContract(name: string, make: () => Images): void {
  describe(`${name}, as a reader of pictures`, () => {
    const images = make();
    let png: Uint8Array;
    beforeAll(async () => {
      png = await aPicture('png', { width: 300, height: 200 });
    });

    it.each(['png', 'jpeg', 'webp'] as const)('reads type and size of a %s', async (format) => {
      const bytes = await aPicture(format);
      expect(await images.inspect(bytes, LIMITS)).toEqual({
        type: `image/${format}`,
        width: 64,
        height: 48,
      });
    });

    it('refuses what is none of the three, whatever it is called', async () => {
      for (const bytes of [
        await aPicture('gif'),
        new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
        new TextEncoder().encode('hello'),
        new Uint8Array(),
      ]) {
        expect(await images.inspect(bytes, LIMITS)).toBe('type');
      }
    });

    it.each(['png', 'jpeg', 'webp'] as const)('refuses a %s that was cut short', async (format) => {
      const whole = await aPicture(format, { width: 400, height: 400 });
      const cut = whole.subarray(0, Math.floor(whole.length * 0.7));
      expect(await images.inspect(cut, LIMITS)).toBe('broken');
    });

    it('refuses a PNG with damage in its middle', async () => {
      const damaged = Uint8Array.from(png);
      damaged.fill(0, damaged.length / 2, damaged.length / 2 + 12);
      expect(await images.inspect(damaged, LIMITS)).toBe('broken');
    });

    it('refuses 60,000 × 60,000 pixels in a few bytes, without making room for them', async () => {
      const before = process.memoryUsage().rss;
      expect(await images.inspect(forgedPng(60_000, 60_000), LIMITS)).toBe('too_many_pixels');
      expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
    });

    it('refuses what is over the limit of bytes', async () => {
      expect(await images.inspect(png, { ...LIMITS, maxBytes: 10 })).toBe('too_large');
    });

    it('makes the same picture of another type', async () => {
      const webp = await images.convert(png, 'image/webp');
      expect(await images.inspect(webp, LIMITS)).toEqual({
        type: 'image/webp',
        width: 300,
        height: 200,
      });
    });

    it('makes a picture fit into so many bytes and pixels, in its own shape', async () => {
      const noise = await noisyPicture(600, 400);
      const limits = { maxBytes: 20_000, maxSide: 300 };
      const fitted = await images.fit(noise, limits);
      expect(fitted.length).toBeLessThanOrEqual(limits.maxBytes);
      const seen = await images.inspect(fitted, LIMITS);
      if (typeof seen === 'string') throw new Error(seen);
      expect(seen.type).toBe('image/webp');
      expect(seen.width).toBeLessThanOrEqual(300);
      expect(seen.width / seen.height).toBeCloseTo(1.5, 1);
    });

    it('makes none larger than it is', async () => {
      const fitted = await images.fit(png, { maxBytes: 1_000_000, maxSide: 2_000 });
      expect(await images.inspect(fitted, LIMITS)).toMatchObject({ width: 300, height: 200 });
    });

    it('makes a photo upright that a phone kept on its side', async () => {
      const photo = await phonePhoto(300, 400);
      expect(await images.inspect(photo, LIMITS)).toMatchObject({ width: 400, height: 300 });
      const fitted = await images.fit(photo, { maxBytes: 1_000_000, maxSide: 200 });
      expect(await images.inspect(fitted, LIMITS)).toMatchObject({ width: 150, height: 200 });
    });

    it('makes what has far too many bytes fit by its pixels too, however many it may have', async () => {
      const noise = await noisyPicture(400, 600);
      const fitted = await images.fit(noise, { maxBytes: 3_000, maxSide: 16_000 });
      expect(fitted.length).toBeLessThanOrEqual(3_000);
    });

    it('throws at what is no picture', async () => {
      const room = { maxBytes: 1_000_000, maxSide: 200 };
      await expect(images.fit(new TextEncoder().encode('hello'), room)).rejects.toThrow();
    });
  });
}
