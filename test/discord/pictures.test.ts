import { expect, it, vi } from 'vitest';
import { Pictures } from '../../src/bots/discord/pictures.ts';
import { UploadLimits } from '../../src/bots/discord/upload-limits.ts';
import { BlobError } from '../../src/core/ports/blobs.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { aPicture } from '../pictures.ts';
import { newStore } from '../storage/sample-rows.ts';

it('a small picture that the store does not give leaves the others on the card', async () => {
  const { settings } = newStore();
  const blobs = new MemoryBlobs();
  const log = new SilentLog();
  const limits = new UploadLimits(settings);
  const links = () => null;
  const pictures = new Pictures({ blobs, images: new SharpImages(), links, limits, log });
  await blobs.put('refs/1', await aPicture());
  await blobs.put('refs/2', await aPicture());
  vi.spyOn(blobs, 'get').mockRejectedValueOnce(new BlobError('storage', 'S3 did not read refs/1'));
  expect([...(await pictures.small(['refs/1', 'refs/2', 'refs/none'])).keys()]).toEqual(['refs/2']);
});
