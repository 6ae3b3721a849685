import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Images } from '../../src/core/ports/images.ts';
import { aPicture, forgedPng, noisyPicture, phonePhoto, warnedPicture } from '../pictures.ts';

const LIMITS = { maxBytes: 1_000_000, maxPixels: 50_000_000, maxSide: 16_000 };

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
        await aPicture('tiff'),
        await aPicture('avif'),
        new TextEncoder().encode('%PDF-1.7\n%âãÏÓ\n'),
        new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
        new TextEncoder().encode('hello'),
        new Uint8Array(),
      ]) {
        expect(await images.inspect(bytes, LIMITS)).toBe('type');
        expect(await images.look(bytes, LIMITS)).toBe('type');
        await expect(images.convert(bytes, 'image/png')).rejects.toThrow();
        await expect(images.fit(bytes, { maxBytes: 9_000, maxSide: 9 })).rejects.toThrow();
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

    it.each([
      ['16,001 pixels wide', forgedPng(16_001, 1), 'too_long'],
      ['16,001 pixels high', forgedPng(1, 16_001), 'too_long'],
      ['16,000 pixels on each side', forgedPng(16_000, 16_000), 'too_many_pixels'],
      ['without a width', forgedPng(0, 9), 'broken'],
    ])('refuses a picture %s by its header', async (_what, bytes, fault) => {
      expect(await images.look(bytes, LIMITS)).toBe(fault);
      expect(await images.inspect(bytes, LIMITS)).toBe(fault);
      expect(await images.plain(bytes, LIMITS)).toBe(fault);
    });

    it('accepts 16,000 pixels on one side', async () => {
      const wide = await aPicture('png', { width: 16_000, height: 2 });
      expect(await images.inspect(wide, LIMITS)).toMatchObject({ width: 16_000, height: 2 });
    });

    it.each(['png', 'jpeg', 'webp'] as const)('accepts as a %s what is plain', async (format) => {
      const bytes = await aPicture(format);
      const head = { type: `image/${format}`, width: 64, height: 48 };
      expect(await images.look(bytes, LIMITS)).toEqual({ ...head, plain: true });
      expect(await images.plain(bytes, LIMITS)).toEqual({ ...head, bytes });
    });

    it('accepts a picture that decoders warn of, and does everything with it', async () => {
      const warned = await warnedPicture(320, 180);
      const size = { width: 320, height: 180 };
      expect(await images.inspect(warned, LIMITS)).toMatchObject(size);
      const plain = await images.plain(warned, LIMITS);
      if (typeof plain === 'string') throw new Error(plain);
      expect(plain).toMatchObject(size);
      expect(await isUnwarned(plain.bytes)).toBe(true);
      expect(await isUnwarned(warned)).toBe(false);
      for (const made of [
        await images.convert(warned, 'image/png'),
        await images.fit(warned, { maxBytes: 100_000, maxSide: 400 }),
      ]) {
        expect(await images.inspect(made, LIMITS)).toMatchObject(size);
      }
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
      expect(await images.inspect(photo, LIMITS)).toMatchObject({ width: 300, height: 400 });
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

/** Whether a strict decoder reads all of it without a warning. */
async function isUnwarned(bytes: Uint8Array): Promise<boolean> {
  return sharp(bytes, { failOn: 'warning' })
    .raw()
    .toBuffer()
    .then(
      () => true,
      () => false,
    );
}
