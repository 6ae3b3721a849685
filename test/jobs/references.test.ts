import sharp from 'sharp';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ReferenceLimits } from '../../src/core/domain/reference.ts';
import type { Spec } from '../../src/core/domain/spec.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { loadReferences } from '../../src/jobs/references.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import {
  aPicture,
  noisyPicture,
  phonePhoto,
  toldPicture,
  warnedPicture,
  withChunks,
} from '../pictures.ts';
import { aDraft } from '../values.ts';

const LIMITS = { maxSide: 400, maxBytes: 20_000 };
const NONE = { maxSide: null, maxBytes: null };
const images = new SharpImages();
const seen = (bytes: Uint8Array) =>
  images.inspect(bytes, { maxBytes: 1_000_000, maxPixels: 1_000_000, maxSide: 1_000 });

describe('the references of a spec', () => {
  let blobs: MemoryBlobs;
  beforeEach(() => {
    blobs = new MemoryBlobs();
  });

  /** What a provider is given of these pictures, in their order. */
  const given = async (
    pictures: readonly Uint8Array[],
    referenceLimits?: ReferenceLimits,
    signal = new AbortController().signal,
  ) => {
    const references: Spec['references'] = await Promise.all(
      pictures.map(async (bytes, n) => {
        await blobs.put(`refs/${n}`, bytes);
        return { role: 'own' as const, id: null, key: `refs/${n}`, label: `picture ${n}` };
      }),
    );
    const { referenceLimits: _frozen, ...spec } = { ...aDraft(), outputKey: 'x', references };
    const limits = referenceLimits && { referenceLimits };
    return loadReferences({ ...spec, ...limits }, { blobs, images }, signal);
  };
  const bytesOf = async (...args: Parameters<typeof given>) =>
    (await given(...args)).map(({ bytes }) => bytes);
  const goAsTheyAre = async (pictures: readonly Uint8Array[], limits?: ReferenceLimits) => {
    const kept = pictures.map((bytes) => Uint8Array.from(bytes));
    expect(await bytesOf(pictures, limits)).toEqual(kept);
  };

  it.each(['png', 'jpeg', 'webp'] as const)(
    'go as they are within the limits: %s',
    async (type) => {
      const picture = await aPicture(type, { width: 400, height: 300 });
      await goAsTheyAre([picture], LIMITS);
    },
  );

  it('go as they are where there are no limits, and in specs that know of none', async () => {
    const pictures = [await noisyPicture(500, 400), new Uint8Array([1])];
    await goAsTheyAre(pictures, NONE);
    await goAsTheyAre(pictures);
  });

  it('are made to fit one by one, and keep their order and names', async () => {
    const within = await aPicture('jpeg');
    const pictures = [
      await aPicture('png', { width: 800, height: 200 }),
      within,
      await noisyPicture(390, 300),
      await phonePhoto(300, 600),
    ];
    const fitted = await given(pictures, LIMITS);
    expect(fitted.map(({ label }) => label)).toEqual([0, 1, 2, 3].map((n) => `picture ${n}`));
    const [wide, same, noise, photo] = fitted.map(({ bytes }) => bytes);
    expect(await seen(wide ?? within)).toEqual({ type: 'image/webp', width: 400, height: 100 });
    expect(same).toEqual(Uint8Array.from(within));
    expect(noise?.length).toBeLessThanOrEqual(LIMITS.maxBytes);
    expect(await seen(photo ?? within)).toEqual({ type: 'image/webp', width: 200, height: 400 });
  });

  it('heed one limit without the other', async () => {
    const noise = await noisyPicture(500, 400);
    const [narrow, light] = [
      await bytesOf([noise], { ...NONE, maxSide: 250 }),
      await bytesOf([noise], { ...NONE, maxBytes: 50_000 }),
    ].flat();
    expect(await seen(narrow ?? noise)).toMatchObject({ width: 250, height: 200 });
    expect(light?.length).toBeLessThanOrEqual(50_000);
  });

  it.each([NONE, LIMITS, undefined])('go upright and plain, also older ones', async (limits) => {
    const [photo, told] = await bytesOf(
      [await phonePhoto(30, 40), await toldPicture('jpeg')],
      limits,
    );
    expect(await seen(photo ?? new Uint8Array())).toEqual({
      type: 'image/jpeg',
      width: 30,
      height: 40,
    });
    const { orientation } = await sharp(photo).metadata();
    expect(orientation).toBeUndefined();
    expect(Buffer.from(told ?? []).includes('Spycam')).toBe(false);
    expect(Buffer.from(told ?? []).includes('secret')).toBe(false);
  });

  it('that decoders warn of are made smaller', async () => {
    const [small] = await bytesOf([await warnedPicture(900, 240)], LIMITS);
    expect(await seen(small ?? new Uint8Array())).toMatchObject({ width: 400, height: 107 });
  });

  it('that were promoted keep where they come from, and go as they are', async () => {
    await goAsTheyAre([withChunks(await aPicture(), [['caBX', Buffer.from('jumb')]])], LIMITS);
  });

  it('stay small where they are small', async () => {
    await goAsTheyAre([await aPicture('png', { width: 40, height: 20 })], LIMITS);
  });

  it('that cannot be read go as they are, for the provider to judge', async () => {
    const cut = (await aPicture('jpeg', { width: 300, height: 300 })).subarray(0, 700);
    await goAsTheyAre([cut, new Uint8Array([1])], LIMITS);
  });

  it('that are too large and cannot be read are refused by name', async () => {
    const failure = {
      kind: 'invalid_request',
      detail: 'the reference "picture 0" is too large, and could not be made smaller',
    };
    await expect(given([new Uint8Array(30_000)], LIMITS)).rejects.toMatchObject({ failure });
  });

  it('are not made smaller for a run that was stopped', async () => {
    const stopped = AbortSignal.abort(new Error('stopped'));
    await expect(given([await noisyPicture(500, 400)], LIMITS, stopped)).rejects.toThrow('stopped');
  });
});
