import * as fs from 'node:fs/promises';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
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

  it('makes a folder again that somebody took away', async () => {
    const folder = await tempFolder();
    const blobs = new FileBlobs(folder);
    await blobs.put('a/b/1', Uint8Array.of(1));
    await rm(join(folder, 'a'), { recursive: true });
    await rm(join(folder, '.unfinished'), { recursive: true });
    await blobs.put('a/b/2', Uint8Array.of(2));
    expect(await blobs.get('a/b/2')).toEqual(Buffer.of(2));
    await rm(join(folder, 'a'), { recursive: true });
    expect(await blobs.copy('a/b/2', 'a/b/3')).toBe(false);
    await blobs.put('c', Uint8Array.of(3));
    await rm(join(folder, '.unfinished'), { recursive: true });
    expect(await blobs.copy('c', 'a/b/3')).toBe(true);
    expect(await Array.fromAsync(blobs.list(''))).toEqual(['a/b/3', 'c']);
  });

  it('asks for the same folders once, and a file that is not there is deleted already', async () => {
    const folder = await tempFolder();
    const made: string[] = [];
    const makeFolder = new Proxy(fs.mkdir, {
      apply: (real, self, args: Parameters<typeof fs.mkdir>) => {
        made.push(relative(folder, String(args[0])));
        return Reflect.apply(real, self, args);
      },
    });
    const blobs = new FileBlobs(folder, { ...fs, mkdir: makeFolder });
    for (const key of ['a/1', 'a/2', 'b/1']) await blobs.put(key, Uint8Array.of(1));
    expect(made).toEqual(['.unfinished', 'a', 'b']);
    await blobs.delete('a/1');
    await blobs.delete('a/1');
    await blobs.delete('none/1');
    expect(await Array.fromAsync(blobs.list(''))).toEqual(['a/2', 'b/1']);
  });

  it('says which key failed when the disk does', async () => {
    const folder = await tempFolder();
    await mkdir(join(folder, 'a/1'), { recursive: true });
    const put = new FileBlobs(folder).put('a/1', new Uint8Array(10));
    await expect(put).rejects.toThrow('the file store failed at a/1');
  });
});
