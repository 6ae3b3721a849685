import type { ImageLinks } from '../../src/core/ports/surface.ts';
import type { Settings } from '../../src/core/ports/settings.ts';
import type { CardImage } from '../../src/core/chat/card.ts';
import sharp from 'sharp';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Pictures } from '../../src/bots/discord/pictures.ts';
import { UploadLimits } from '../../src/bots/discord/upload-limits.ts';
import { BlobError } from '../../src/core/ports/blobs.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { aPicture, noisyPicture } from '../pictures.ts';
import { newStore } from '../storage/sample-rows.ts';

const PLACE = { surface: 'discord', workspace: '1', channel: '2', thread: null } as const;
/** What a request needs besides its picture. */
const OVERHEAD = 65_536;
const anImage = (key: string): CardImage => ({
  key,
  alt: 'a cat',
  width: 64,
  height: 48,
  type: 'image/png',
  bytes: 11_744_051,
  fileName: 'cat-A.png',
});

function bytesOf({ data }: { readonly data: unknown }): Uint8Array {
  if (!(data instanceof Uint8Array)) throw new TypeError('a file of bytes was expected');
  return data;
}

let settings: Settings;
let blobs: MemoryBlobs;
let log: SilentLog;
beforeEach(() => {
  ({ settings } = newStore());
  blobs = new MemoryBlobs();
  log = new SilentLog();
});

function thePictures(links: ImageLinks = () => null): Pictures {
  const limits = new UploadLimits(settings);
  return new Pictures({ blobs, images: new SharpImages(), links, limits, log });
}

describe('the picture of an image’s message', () => {
  it('is the original, as long as the server takes it', async () => {
    const bytes = await aPicture();
    await blobs.put('library/1.png', bytes);
    settings.put('discord.upload.1', String(OVERHEAD + bytes.length));
    const { file, description, isPreview } = await thePictures().full(
      PLACE,
      anImage('library/1.png'),
    );
    expect(file.name).toBe('cat-A.png');
    expect(Buffer.from(bytes).equals(bytesOf(file))).toBe(true);
    expect([description, isPreview]).toEqual(['a cat', false]);
  });

  it('is a smaller copy where the server takes a byte less', async () => {
    const bytes = await noisyPicture(300, 200);
    await blobs.put('library/1.png', bytes);
    const most = bytes.length - 1;
    settings.put('discord.upload.1', String(OVERHEAD + most));
    const { file, isPreview } = await thePictures().full(PLACE, anImage('library/1.png'));
    expect([file.name, isPreview]).toEqual(['cat-A-preview.webp', true]);
    expect(bytesOf(file).length).toBeLessThanOrEqual(most);
  });

  it('has 2,048 pixels on its longer side as a copy', async () => {
    await blobs.put('library/1.png', await aPicture('png', { width: 2_100, height: 1_050 }));
    const { file } = await thePictures().full(PLACE, anImage('library/1.png'), 5_000);
    const { width, height } = await sharp(bytesOf(file)).metadata();
    expect([width, height]).toEqual([2_048, 1_024]);
  });

  it('is a smaller copy where less is asked for than the server takes', async () => {
    const bytes = await noisyPicture(300, 200);
    await blobs.put('library/1.png', bytes);
    const { isPreview } = await thePictures().full(
      PLACE,
      anImage('library/1.png'),
      bytes.length / 2,
    );
    expect(isPreview).toBe(true);
  });

  it('that the store does not have is refused for good, one it does not give may come later', async () => {
    const full = () => thePictures().full(PLACE, anImage('library/none.png'));
    await expect(full()).rejects.toMatchObject({ kind: 'refused' });
    vi.spyOn(blobs, 'get').mockRejectedValueOnce(new BlobError('storage', 'S3 did not read it'));
    await expect(full()).rejects.toMatchObject({ kind: 'transient' });
  });
});

describe('small pictures', () => {
  it('that the store does not give, or have, leave the others on the card, and are logged', async () => {
    await blobs.put('refs/1', await aPicture());
    await blobs.put('refs/2', await aPicture());
    vi.spyOn(blobs, 'get').mockRejectedValueOnce(
      new BlobError('storage', 'S3 did not read refs/1'),
    );
    const made = await thePictures().small(['refs/1', 'refs/2', 'refs/none']);
    expect([...made].map(([key, { name }]) => [key, name])).toEqual([['refs/2', 'picture-2.webp']]);
    expect(log.lines).toEqual([{ level: 'warn', message: 'a small picture could not be made' }]);
  });

  it('have 256 pixels, and the one a card is about has 1,024', async () => {
    const large = await aPicture('png', { width: 1_600, height: 800 });
    await blobs.put('refs/1', large);
    await blobs.put('refs/2', large);
    const made = await thePictures().small(['refs/1', 'refs/2'], 'refs/2');
    const widths = [...made.values()].map(async ({ attachment }) => {
      return (await sharp(attachment).metadata()).width;
    });
    expect(await Promise.all(widths)).toEqual([256, 1_024]);
  });
});

describe('a message that shows a preview', () => {
  it('says how large the original is, and links to it while the link lives', () => {
    const link = { url: 'https://art.example/images/1.png?x', until: 1_700_000_000_000 };
    expect(thePictures(() => link).notes(anImage('library/1.png'), 'en')).toEqual([
      { text: 'Shown smaller: the original has 11.2 MB, more than can be posted here.' },
      { text: 'Open the original', link: link.url, since: link.until },
    ]);
  });

  it('says where the hub keeps the original when it cannot be linked to', () => {
    expect(thePictures().notes(anImage('library/1.png'), 'en')[1]?.text).toBe(
      'The hub keeps the original as library/1.png: ask an admin for it, or to set PUBLIC_URL, which links it here.',
    );
    expect(thePictures().originalLines('library/1.png', 'en')).toEqual([]);
  });
});
