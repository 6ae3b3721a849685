import { beforeEach, describe, expect, it } from 'vitest';
import { SharedReads } from '../../src/jobs/shared-reads.ts';

describe('a blob that several jobs read at once', () => {
  let reads: (PromiseWithResolvers<Uint8Array | undefined> & { readonly key: string })[];
  let shared: SharedReads;
  beforeEach(() => {
    reads = [];
    shared = new SharedReads({
      get: (key) => {
        const read = { key, ...Promise.withResolvers<Uint8Array | undefined>() };
        reads.push(read);
        return read.promise;
      },
    });
  });

  it('is read once for all who ask meanwhile', async () => {
    const both = [shared.get('a'), shared.get('a')];
    const other = shared.get('b');
    expect(reads.map(({ key }) => key)).toEqual(['a', 'b']);
    reads[0]?.resolve(Uint8Array.of(1));
    reads[1]?.resolve(undefined);
    expect(await Promise.all([...both, other])).toEqual([
      Uint8Array.of(1),
      Uint8Array.of(1),
      undefined,
    ]);
  });

  it('is read again for who asks later: it may be gone by then', async () => {
    const first = shared.get('a');
    reads[0]?.resolve(Uint8Array.of(1));
    await first;
    const later = shared.get('a');
    reads[1]?.resolve(undefined);
    expect(await later).toBeUndefined();
  });

  it('that cannot be read fails for all who wait, and is tried again', async () => {
    const both = [shared.get('a'), shared.get('a')];
    reads[0]?.reject(new Error('EIO'));
    const ends = await Promise.allSettled(both);
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const again = shared.get('a');
    reads[1]?.resolve(Uint8Array.of(1));
    expect(await again).toEqual(Uint8Array.of(1));
  });
});
