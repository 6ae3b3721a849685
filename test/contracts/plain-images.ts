import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Images, PlainImage } from '../../src/core/ports/images.ts';
import {
  aPicture,
  blackPng,
  noisyPicture,
  phonePhoto,
  toldPicture,
  twoHalves,
  withChunks,
} from '../pictures.ts';

const LIMITS = { maxBytes: 1_000_000, maxPixels: 50_000_000, maxSide: 16_000 };
const FORMATS = ['png', 'jpeg', 'webp'] as const;
const RED = [255, 0, 0];
const BLUE = [0, 0, 255];

/** What every reader of pictures must do to make them plain. */
export function plainImagesContract(name: string, make: () => Images): void {
  describe(`${name}, as what makes pictures plain`, () => {
    const images = make();
    const plain = async (bytes: Uint8Array): Promise<PlainImage> => {
      const made = await images.plain(bytes, LIMITS);
      if (typeof made === 'string') throw new Error(made);
      return made;
    };
    /** Made plain because it was not. */
    const changed = async (bytes: Uint8Array) => {
      expect(await images.look(bytes, LIMITS)).toMatchObject({ plain: false });
      const made = await plain(bytes);
      expect(made.bytes).not.toEqual(bytes);
      expect(await images.look(made.bytes, LIMITS)).toMatchObject({ plain: true });
      expect((await plain(made.bytes)).bytes).toBe(made.bytes);
      const { depth, space, orientation, exif, xmp, icc, pages, comments } = await sharp(
        made.bytes,
      ).metadata();
      expect({ depth, space }).toEqual({ depth: 'uchar', space: 'srgb' });
      expect([orientation, exif, xmp, icc, pages, comments]).toEqual(Array(6).fill(undefined));
      return made;
    };

    it.each(FORMATS)('takes place, device and comments from a %s, and no pixel', async (format) => {
      const told = await toldPicture(format);
      const { bytes } = await changed(told);
      expect(Buffer.from(told).includes('secret')).toBe(true);
      for (const word of ['secret', 'Spycam', 'Exif', 'xmp']) {
        expect(Buffer.from(bytes).includes(word)).toBe(false);
      }
      expect(await pixelsOf(bytes)).toEqual(await pixelsOf(told));
      // The header of a WebP announces no EXIF and no XMP.
      if (format === 'webp') expect((bytes[20] ?? 0) & 0x0c).toBe(0);
    });

    it.each(FORMATS)('turns a %s upright', async (format) => {
      const { width, height, bytes } = await changed(await phonePhoto(30, 40, format));
      expect([width, height]).toEqual([30, 40]);
      expect(await sharp(bytes).metadata()).toMatchObject({ width: 30, height: 40 });
    });

    it.each([
      [3, { width: 128, height: 64 }, BLUE, RED],
      [6, { width: 64, height: 128 }, RED, BLUE],
      [8, { width: 64, height: 128 }, BLUE, RED],
    ])('turns it as orientation %i says', async (orientation, size, first, last) => {
      const { bytes, ...head } = await changed(await twoHalves(orientation));
      expect(head).toMatchObject(size);
      const pixels = await pixelsOf(bytes);
      expect(near([...pixels.subarray(0, 3)], first)).toBe(true);
      expect(near([...pixels.subarray(-3)], last)).toBe(true);
    });

    it('keeps of an animated WebP the first frame', async () => {
      const frames = await Promise.all(
        ['#ff0000', '#0000ff'].map((background) => aPicture('webp', { background })),
      );
      const moving = await sharp(frames, { join: { animated: true } })
        .webp()
        .toBuffer();
      expect((await sharp(moving).metadata()).pages).toBe(2);
      const { bytes } = await changed(moving);
      expect(near([...(await pixelsOf(bytes)).subarray(0, 3)], RED)).toBe(true);
    });

    it('keeps of an animated PNG the still picture', async () => {
      const still = await aPicture('png');
      const moving = withChunks(still, [
        ['acTL', Buffer.from('0000000100000000', 'hex')],
        ['fcTL', Buffer.alloc(26)],
      ]);
      expect(Buffer.from((await changed(moving)).bytes)).toEqual(Buffer.from(still));
    });

    it('makes 8 bits of 16', async () => {
      const deep = await sharp(await noisyPicture(32, 32))
        .toColourspace('rgb16')
        .png()
        .toBuffer();
      expect((await sharp(deep).metadata()).depth).toBe('ushort');
      await changed(deep);
    });

    it('makes sRGB of CMYK', async () => {
      const cmyk = await sharp(await aPicture())
        .toColourspace('cmyk')
        .jpeg()
        .toBuffer();
      await changed(cmyk);
    });

    it('makes sRGB of another profile, by the profile', async () => {
      const wide = await sharp(await aPicture('png', { background: '#00ff00' }))
        .withIccProfile('p3')
        .png()
        .toBuffer();
      const { bytes } = await changed(wide);
      expect(near([...(await pixelsOf(bytes)).subarray(0, 3)], [0, 255, 0])).toBe(true);
    });

    it.each(FORMATS)('keeps a %s with a profile that is sRGB', async (format) => {
      const bytes = await sharp(await aPicture())
        .withIccProfile('srgb')
        .toFormat(format)
        .toBuffer();
      expect((await plain(bytes)).bytes).toBe(bytes);
    });

    it.each([
      ['grey', () => blackPng({ width: 9, height: 9 })],
      ['grey of one bit', () => blackPng({ width: 9, height: 9 }, { depth: 1 })],
      ['transparent', () => blackPng({ width: 9, height: 9 }, { colour: 6 })],
      [
        'with a palette',
        async () =>
          sharp(await aPicture())
            .png({ palette: true })
            .toBuffer(),
      ],
      [
        'interlaced',
        async () =>
          sharp(await aPicture())
            .png({ progressive: true })
            .toBuffer(),
      ],
      [
        'progressive',
        async () =>
          sharp(await aPicture())
            .jpeg({ progressive: true })
            .toBuffer(),
      ],
      [
        'lossless',
        async () =>
          sharp(await aPicture())
            .webp({ lossless: true })
            .toBuffer(),
      ],
      [
        'with sRGB’s own gamma and resolution',
        async () =>
          withChunks(await aPicture(), [
            ['gAMA', Buffer.from('0000b18f', 'hex')],
            ['pHYs', Buffer.from('00000b1300000b1301', 'hex')],
          ]),
      ],
    ])('keeps byte for byte what is %s', async (_what, draw) => {
      const bytes = await draw();
      expect((await plain(bytes)).bytes).toBe(bytes);
    });

    it('keeps where a vendor’s picture comes from, and takes it from a person’s', async () => {
      const bytes = withChunks(await aPicture(), [['caBX', Buffer.from('jumb')]]);
      await changed(bytes);
      const kept = await images.plain(bytes, LIMITS, { keepProvenance: true });
      expect(kept).toMatchObject({ bytes });
    });

    it.each([
      ['png', 'webp', 90],
      ['jpeg', 'jpeg', 90],
      ['jpeg', 'jpeg', 60],
      ['webp', 'webp', 90],
      ['webp', 'webp', 50],
    ] as const)('keeps a %s within its limit of bytes, as a %s, at %i %%', async (...row) => {
      const [format, kept, quality] = row;
      const noise = await sharp(await noisyPicture(300, 300))
        .withMetadata({ orientation: 6 })
        .toFormat(format, { quality, compressionLevel: 9 })
        .toBuffer();
      const limits = { ...LIMITS, maxBytes: noise.length };
      const made = await images.plain(noise, limits);
      if (typeof made === 'string') throw new Error(made);
      expect(made.type).toBe(`image/${kept}`);
      expect((await sharp(made.bytes).metadata()).format).toBe(kept);
      expect(made.bytes.length).toBeLessThanOrEqual(limits.maxBytes);
    });

    it.each(FORMATS)('refuses a %s that was cut short, with what it told', async (format) => {
      const told = await sharp(await noisyPicture(200, 200))
        .withMetadata({ orientation: 6 })
        .toFormat(format)
        .toBuffer();
      const cut = told.subarray(0, Math.floor(told.length * 0.7));
      expect(await images.plain(cut, LIMITS)).toBe('broken');
    });
  });
}

async function pixelsOf(bytes: Uint8Array): Promise<Buffer> {
  return sharp(bytes).removeAlpha().raw().toBuffer();
}

/** JPEG and WebP change colours a little. */
function near(colour: readonly number[], other: readonly number[]): boolean {
  return colour.every((one, index) => Math.abs(one - (other[index] ?? 0)) < 24);
}
