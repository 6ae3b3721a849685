import { beforeEach, describe, expect, it } from 'vitest';
import { SharedReads } from '../../src/jobs/shared-reads.ts';
import { FakeClock } from '../fakes/fake-clock.ts';

const MIB = 1024 * 1024;

describe('a blob that several jobs read', () => {
  let reads: (PromiseWithResolvers<Uint8Array | undefined> & { readonly key: string })[];
  let sizes: Map<string, number>;
  let looks: string[];
  let clock: FakeClock;
  let shared: SharedReads;
  beforeEach(() => {
    reads = [];
    sizes = new Map();
    looks = [];
    clock = new FakeClock();
    const blobs = {
      get: (key: string) => {
        const one = { key, ...Promise.withResolvers<Uint8Array | undefined>() };
        reads.push(one);
        return one.promise;
      },
      size: async (key: string) => {
        looks.push(key);
        return sizes.get(key);
      },
    };
    shared = new SharedReads({ blobs, clock });
  });

  /** Reads it, and finds these bytes if it is not read yet. */
  async function read(key: string, bytes: Uint8Array | undefined) {
    const before = reads.length;
    if (bytes !== undefined) sizes.set(key, bytes.length);
    const reading = shared.get(key);
    await clock.advance(0);
    reads[before]?.resolve(bytes);
    return reading;
  }

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

  it('is not read again for who asks soon, and is after five seconds', async () => {
    await read('a', Uint8Array.of(1));
    await clock.advance(4_999);
    expect(await shared.get('a')).toEqual(Uint8Array.of(1));
    expect(reads).toHaveLength(1);
    await clock.advance(1);
    await read('a', Uint8Array.of(1));
    expect(reads).toHaveLength(2);
  });

  it('is gone for who asks a tenth of a second after it was seen, once it is', async () => {
    await read('a', Uint8Array.of(1));
    sizes.delete('a');
    await clock.advance(100);
    expect(await read('a', undefined)).toBeUndefined();
  });

  it('is looked for once in a tenth of a second, however many ask', async () => {
    await read('a', Uint8Array.of(1));
    await clock.advance(100);
    await shared.get('a');
    expect(looks).toEqual(['a']);
    await clock.advance(99);
    await shared.get('a');
    expect(looks).toEqual(['a']);
    await clock.advance(1);
    await shared.get('a');
    expect(looks).toEqual(['a', 'a']);
    expect(reads).toHaveLength(1);
  });

  it('is read again when its size is another', async () => {
    await read('a', Uint8Array.of(1));
    await clock.advance(100);
    expect(await read('a', Uint8Array.of(2, 3))).toEqual(Uint8Array.of(2, 3));
  });

  it('is not kept beyond 16 MiB of all', async () => {
    await read('a', new Uint8Array(10 * MIB));
    await read('b', new Uint8Array(7 * MIB));
    await read('c', new Uint8Array(6 * MIB));
    await shared.get('a');
    await shared.get('c');
    expect(reads).toHaveLength(3);
    await read('b', new Uint8Array(7 * MIB));
    expect(reads).toHaveLength(4);
    // Room is there again when the old ones are forgotten.
    await clock.advance(5_000);
    await read('b', new Uint8Array(7 * MIB));
    await shared.get('b');
    expect(reads).toHaveLength(5);
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
