import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FileBlobs } from '../../src/storage/files.ts';
import { blobStoreContract } from '../contracts/blob-store.ts';
import { tempFolder } from '../temp-folder.ts';

blobStoreContract('FileBlobs', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'diptych-blobs-'));
  return {
    blobs: new FileBlobs(folder),
    cleanUp: () => rm(folder, { recursive: true, force: true }),
  };
});

describe('the file store', () => {
  it('leaves nothing half-written behind, and lists nothing half-written', async () => {
    const folder = await tempFolder();
    const blobs = new FileBlobs(folder);
    await blobs.put('a/1', new Uint8Array(10));
    expect(await readdir(join(folder, '.unfinished'))).toEqual([]);
    await writeFile(join(folder, '.unfinished', 'left-by-a-crash'), 'x');
    expect(await Array.fromAsync(blobs.list(''))).toEqual(['a/1']);
  });

  it('says which key failed when the disk does', async () => {
    const folder = await tempFolder();
    await mkdir(join(folder, 'a/1'), { recursive: true });
    const put = new FileBlobs(folder).put('a/1', new Uint8Array(10));
    await expect(put).rejects.toThrow('the file store failed at a/1');
  });
});
