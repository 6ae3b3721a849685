import sharp from 'sharp';
import { beforeEach, describe, expect, it } from 'vitest';
import { keyOfType } from '../../src/core/domain/output-key.ts';
import type { ImageType } from '../../src/core/domain/side.ts';
import { sha256Hex } from '../../src/digest.ts';
import { render } from '../../src/jobs/render.ts';
import type { MemoryBlobs } from '../fakes/memory-blobs.ts';
import type { ScriptedImages } from '../fakes/scripted-images.ts';
import { aPicture, phonePhoto, toldPicture, warnedPicture, withChunks } from '../pictures.ts';
import { job, KEY, renderKit } from './render-kit.ts';

describe('the image of a render job', () => {
  let blobs: MemoryBlobs;
  let provider: ScriptedImages;
  let start: (what?: typeof job) => ReturnType<typeof render>;

  beforeEach(() => {
    const kit = renderKit();
    ({ blobs, provider } = kit);
    start = (what = job) => render(what, kit.parts, kit.stop.signal);
  });

  it('keeps of an image what was stored, not what was answered', async () => {
    const result = start();
    (await provider.call()).answer({ bytes: await aPicture('webp'), costUsd: 0 });
    const told = await result;
    const kept = Buffer.from(blobs.blobs.get(KEY) ?? []);
    expect(told).toMatchObject({
      ok: true,
      image: { key: KEY, type: 'image/png', bytes: kept.length, sha256: sha256Hex(kept) },
    });
  });

  it.each<[asked: ImageType, came: 'png' | 'jpeg' | 'webp', ending: string]>([
    ['image/png', 'png', 'png'],
    ['image/png', 'jpeg', 'jpg'],
    ['image/jpeg', 'png', 'png'],
    ['image/webp', 'webp', 'webp'],
    ['image/webp', 'jpeg', 'jpg'],
  ])('asked for %s stores a %s as it came, under a key with its ending', async (...row) => {
    const [outputType, came, ending] = row;
    const outputKey = keyOfType(KEY, outputType);
    const result = start({ ...job, spec: { ...job.spec, outputType, outputKey } });
    const bytes = await aPicture(came);
    (await provider.call()).answer({ bytes, costUsd: 0 });
    const key = `library/web/2026-11/g1.${ending}`;
    expect(await result).toMatchObject({ ok: true, image: { type: `image/${came}`, key } });
    expect(Buffer.from(blobs.blobs.get(key) ?? [])).toEqual(Buffer.from(bytes));
    expect([...blobs.blobs.keys()]).toEqual([key]);
  });

  it.each<ImageType>(['image/png', 'image/jpeg'])(
    'asked for %s stores a WebP, which not every chat shows, as a PNG of the same pixels',
    async (outputType) => {
      const outputKey = keyOfType(KEY, outputType);
      const result = start({ ...job, spec: { ...job.spec, outputType, outputKey } });
      const bytes = await aPicture('webp');
      (await provider.call()).answer({ bytes, costUsd: 0 });
      expect(await result).toMatchObject({ ok: true, image: { type: 'image/png', key: KEY } });
      const stored = blobs.blobs.get(KEY) ?? new Uint8Array();
      expect(await sharp(stored).raw().toBuffer()).toEqual(await sharp(bytes).raw().toBuffer());
    },
  );

  it('stores an image upright, with the size that people see', async () => {
    const result = start();
    (await provider.call()).answer({ bytes: await phonePhoto(96, 128), costUsd: 0 });
    const key = 'library/web/2026-11/g1.jpg';
    expect(await result).toMatchObject({ ok: true, image: { key, width: 96, height: 128 } });
    const { width, height, orientation } = await sharp(blobs.blobs.get(key)).metadata();
    expect({ width, height, orientation }).toEqual({
      width: 96,
      height: 128,
      orientation: undefined,
    });
  });

  it('stores an image that decoders warn of so that none does', async () => {
    const result = start();
    (await provider.call()).answer({ bytes: await warnedPicture(96, 64), costUsd: 0.02 });
    expect(await result).toMatchObject({ ok: true, image: { width: 96, height: 64 } });
    const stored = sharp(blobs.blobs.get('library/web/2026-11/g1.jpg'), { failOn: 'warning' });
    await expect(stored.raw().toBuffer()).resolves.toHaveLength(96 * 64 * 3);
  });

  it('takes place and device from an image, and leaves where it comes from', async () => {
    const told = withChunks(await toldPicture('png'), [['caBX', Buffer.from('made by a model')]]);
    const result = start();
    (await provider.call()).answer({ bytes: told, costUsd: 0 });
    expect(await result).toMatchObject({ ok: true, image: { key: KEY } });
    const stored = Buffer.from(blobs.blobs.get(KEY) ?? []);
    expect(['secret', 'Spycam', 'made by a model'].map((one) => stored.includes(one))).toEqual([
      false,
      false,
      true,
    ]);
  });
});
