import { beforeEach, describe, expect, it } from 'vitest';
import { KnownLooks } from '../../src/images/known-looks.ts';
import type { ImageFault, ImageLook } from '../../src/core/ports/images.ts';

const LIMITS = { maxBytes: 10_000_000, maxPixels: 1_000_000, maxSide: 1_000 };
const HEAD: ImageLook = { type: 'image/png', width: 4, height: 3, plain: true };
const MIB = 1024 * 1024;

describe('a picture that was looked at before', () => {
  let looks: KnownLooks;
  let reads: number;
  beforeEach(() => {
    looks = new KnownLooks();
    reads = 0;
  });

  const look = (
    bytes: Uint8Array,
    more: Partial<{ keepProvenance: boolean; limits: typeof LIMITS }> = {},
    answer: ImageLook | ImageFault = HEAD,
  ) =>
    looks.look<ImageFault>(bytes, { limits: LIMITS, keepProvenance: false, ...more }, async () => {
      reads += 1;
      return answer;
    });

  it('is not read again, also from other bytes that are equal', async () => {
    const seen = [await look(Uint8Array.of(1, 2)), await look(Uint8Array.of(1, 2))];
    expect([...seen, reads]).toEqual([HEAD, HEAD, 1]);
  });

  it('is read again when a byte differs, or when it is judged in another way', async () => {
    await look(Uint8Array.of(1, 2));
    await look(Uint8Array.of(1, 3));
    await look(Uint8Array.of(1, 2), { keepProvenance: true });
    await look(Uint8Array.of(1, 2), { limits: { ...LIMITS, maxSide: 2 } });
    expect(reads).toBe(4);
  });

  it('is tried again when it could not be read', async () => {
    expect(await look(Uint8Array.of(1), {}, 'broken')).toBe('broken');
    expect(await look(Uint8Array.of(1))).toEqual(HEAD);
  });

  it('is read again when it is so large that telling it from others takes as long', async () => {
    const large = new Uint8Array(4 * MIB + 1);
    await look(large);
    await look(large);
    await look(large.subarray(1));
    await look(large.subarray(1));
    expect(reads).toBe(3);
  });

  it('is forgotten after five hundred others: they take no more memory than that', async () => {
    const numbered = (n: number) => Uint8Array.of(n >> 8, n & 255);
    for (let n = 0; n <= 500; n += 1) await look(numbered(n));
    await look(numbered(0));
    expect(reads).toBe(502);
  });
});
