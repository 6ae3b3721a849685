import { expect, it } from 'vitest';
import { blobStoreContract } from '../contracts/blob-store.ts';
import { MemoryBlobs } from './memory-blobs.ts';

blobStoreContract('MemoryBlobs', async () => ({
  blobs: new MemoryBlobs(),
  cleanUp: () => Promise.resolve(),
}));

it('fails when it is told to', async () => {
  const blobs = new MemoryBlobs();
  blobs.failing = true;
  await expect(blobs.put('a/1', new Uint8Array())).rejects.toThrow('made to fail');
});
