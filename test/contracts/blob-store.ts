import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BlobError, type BlobStore } from '../../src/core/ports/blobs.ts';

export interface BlobStoreUnderTest {
  readonly blobs: BlobStore;
  readonly cleanUp: () => Promise<void>;
}

const text = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);
const bytes = (value: string) => new TextEncoder().encode(value);

/** Keys that a store may spell wrongly on the way to where it keeps them. */
const AWKWARD = [
  'refs/a(natural,film)/my picture.png',
  'refs/mina/서울의 봄.png',
  'refs/1+1=2.png',
  'refs/100%/50%25 %2F.png',
  `refs/it's & <b>"so"</b> &amp;.png`,
  'refs/#1?x=y&z[0].png',
  'refs/~!*@:;$^`{}|.png',
  'refs/🎨 two  spaces ',
] as const;

async function keys(blobs: BlobStore, prefix: string): Promise<string[]> {
  return (await Array.fromAsync(blobs.list(prefix))).toSorted();
}

/** What every blob store must do. */
export function blobStoreContract(name: string, make: () => Promise<BlobStoreUnderTest>): void {
  describe(`${name}, as a blob store`, () => {
    let under: BlobStoreUnderTest;
    beforeEach(async () => {
      under = await make();
    });
    afterEach(() => under.cleanUp());

    it.each(['library/web/2026-11/g1.png', 'own/p1/1.webp', ...AWKWARD])(
      'gives back, copies and lists what was put under %s',
      async (key) => {
        const copy = `copies/${key}`;
        await under.blobs.put(key, bytes('hello'), 'image/png');
        expect(text(await under.blobs.get(key))).toBe('hello');
        expect(await under.blobs.size(key)).toBe(5);
        expect(await keys(under.blobs, Array.from(key).slice(0, 7).join(''))).toEqual([key]);
        expect(await under.blobs.copy(key, copy)).toBe(true);
        expect(text(await under.blobs.get(copy))).toBe('hello');
        expect(await keys(under.blobs, 'copies/')).toEqual([copy]);
        await under.blobs.delete(key);
        expect(await keys(under.blobs, '')).toEqual([copy]);
      },
    );

    it('keeps awkward keys apart', async () => {
      for (const key of AWKWARD) await under.blobs.put(key, bytes(key), 'image/png');
      expect(await keys(under.blobs, 'refs/')).toEqual([...AWKWARD].toSorted());
      for (const key of AWKWARD) expect(text(await under.blobs.get(key))).toBe(key);
    });

    it('replaces a blob that is put again', async () => {
      await under.blobs.put('a/1', bytes('one'), 'image/png');
      await under.blobs.put('a/1', bytes('second'), 'image/png');
      expect(text(await under.blobs.get('a/1'))).toBe('second');
    });

    it('has nothing under a key that was never put, or is a folder', async () => {
      await under.blobs.put('a/b/1', bytes('x'), 'image/png');
      for (const key of ['nothing', 'a/b', 'a/b/1/2']) {
        expect(await under.blobs.get(key)).toBeUndefined();
        expect(await under.blobs.size(key)).toBeUndefined();
      }
    });

    it('copies inside itself, and says when there is nothing to copy', async () => {
      await under.blobs.put('a/(1), x', bytes('one'), 'image/png');
      await under.blobs.put('b/2', bytes('old'), 'image/png');
      expect(await under.blobs.copy('a/(1), x', 'b/2')).toBe(true);
      expect(text(await under.blobs.get('b/2'))).toBe('one');
      expect(text(await under.blobs.get('a/(1), x'))).toBe('one');
      expect(await under.blobs.copy('a/none', 'b/3')).toBe(false);
      expect(await under.blobs.get('b/3')).toBeUndefined();
    });

    it('copies a blob to itself, and replaces what was copied before', async () => {
      await under.blobs.put('a/1', bytes('one'), 'image/png');
      expect(await under.blobs.copy('a/1', 'a/1')).toBe(true);
      expect(await under.blobs.copy('a/none', 'a/none')).toBe(false);
      expect(await under.blobs.copy('a/1', 'a/2')).toBe(true);
      await under.blobs.put('a/1', bytes('second'), 'image/png');
      expect(text(await under.blobs.get('a/2'))).toBe('one');
      expect(await under.blobs.copy('a/1', 'a/2')).toBe(true);
      expect(text(await under.blobs.get('a/2'))).toBe('second');
    });

    it('keeps bytes as they are, be there none', async () => {
      const all = Uint8Array.from({ length: 256 }, (_, index) => index);
      await under.blobs.put('a/all', all, 'image/png');
      await under.blobs.put('a/none', new Uint8Array(), 'image/png');
      expect([...((await under.blobs.get('a/all')) ?? [])]).toEqual([...all]);
      expect((await under.blobs.get('a/none'))?.length).toBe(0);
      expect(await under.blobs.size('a/none')).toBe(0);
    });

    it('deletes, also what is not there', async () => {
      await under.blobs.put('a/1', bytes('one'), 'image/png');
      await under.blobs.delete('a/1');
      await under.blobs.delete('a/1');
      expect(await under.blobs.get('a/1')).toBeUndefined();
    });

    it('lists every key under a prefix and no other', async () => {
      for (const key of ['a/1', 'a/b/2', 'ab/3', 'c/4']) {
        await under.blobs.put(key, bytes('x'), 'image/png');
      }
      expect(await keys(under.blobs, 'a/')).toEqual(['a/1', 'a/b/2']);
      expect(await keys(under.blobs, 'a')).toEqual(['a/1', 'a/b/2', 'ab/3']);
      expect(await keys(under.blobs, '')).toEqual(['a/1', 'a/b/2', 'ab/3', 'c/4']);
      expect(await keys(under.blobs, 'zzz/')).toEqual([]);
    });

    it('lists more keys than one answer holds', async () => {
      const many = Array.from({ length: 25 }, (_, index) => `many/${index}, (서울).png`).toSorted();
      await Promise.all(many.map((key) => under.blobs.put(key, bytes('x'), 'image/png')));
      await under.blobs.put('other/1', bytes('x'), 'image/png');
      expect(await keys(under.blobs, 'many/')).toEqual(many);
    });

    it('keeps one of two puts that race, whole', async () => {
      const big = (fill: number) => new Uint8Array(300_000).fill(fill);
      await Promise.all([
        under.blobs.put('a/1', big(1), 'image/png'),
        under.blobs.put('a/1', big(2), 'image/png'),
      ]);
      const kept = await under.blobs.get('a/1');
      expect(kept?.length).toBe(300_000);
      expect(new Set(kept).size).toBe(1);
    });

    it.each([
      '',
      '/',
      '..',
      '../outside',
      'a/../../outside',
      'a/./b',
      'a//b',
      '/etc/passwd',
      'a/',
      'a\\..\\b',
      'a/\u0000b',
      '.hidden',
      'a/'.repeat(500) + 'x',
      'x'.repeat(300),
    ])('refuses the key %j', async (key) => {
      await expect(under.blobs.put(key, bytes('x'), 'image/png')).rejects.toThrow(BlobError);
      await expect(under.blobs.get(key)).rejects.toThrow(BlobError);
      await expect(under.blobs.copy('a/1', key)).rejects.toThrow(BlobError);
      await expect(under.blobs.delete(key)).rejects.toThrow(BlobError);
      expect(await keys(under.blobs, '')).toEqual([]);
    });
  });
}
