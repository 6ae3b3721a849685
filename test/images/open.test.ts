import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { ATTACHMENT_LIMITS } from '../../src/core/domain/picture-limits.ts';
import { type Opened, open } from '../../src/images/open.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { aPicture, withChunks } from '../pictures.ts';

async function opened(bytes: Uint8Array): Promise<Opened> {
  const result = await open(bytes, ATTACHMENT_LIMITS);
  if (typeof result === 'string') throw new Error(result);
  return result;
}

/** A still picture of 8 × 8 as an animation of so many of it. */
async function animated(frames: number): Promise<Uint8Array> {
  const still = Buffer.from(await aPicture('webp', { width: 8, height: 8 }));
  const chunk = (name: string, data: Buffer) => {
    const head = Buffer.from(`${name}\0\0\0\0`, 'latin1');
    head.writeUInt32LE(data.length, 4);
    return Buffer.concat([head, data]);
  };
  const canvas = Buffer.from([2, 0, 0, 0, 7, 0, 0, 7, 0, 0]);
  const place = Buffer.from([0, 0, 0, 0, 0, 0, 7, 0, 0, 7, 0, 0, 0, 0, 0, 0]);
  const frame = chunk('ANMF', Buffer.concat([place, still.subarray(12)]));
  const chunks = [
    chunk('VP8X', canvas),
    chunk('ANIM', Buffer.alloc(6)),
    ...Array(frames).fill(frame),
  ];
  return Buffer.concat([chunk('RIFF', Buffer.concat([Buffer.from('WEBP'), ...chunks]))]);
}

describe('what a decoder gets', () => {
  it('is no text, palette of another program or unknown chunk, however they are called', async () => {
    const picture = await aPicture();
    const told = Array.from({ length: 300 }, (_, at) => [
      [`zTXt`, Buffer.from(`word ${at}\0\0x`)] as const,
      ['iTXt', Buffer.from(`other ${at}\0\0\0\0\0x`)] as const,
      ['sPLT', Buffer.from(`colours ${at}\0\b`)] as const,
      [`no${String.fromCharCode(65 + (at % 26))}e`, Buffer.from(`${at}`)] as const,
    ]).flat();
    const { decoded, head } = await opened(withChunks(picture, told));
    expect(head).toMatchObject({ width: 64, height: 48, plain: false });
    expect(Buffer.compare(decoded, picture)).toBe(0);
  });

  it('is the first frame of an animation alone: it would look at all of them', async () => {
    const [one, many] = [await animated(1), await animated(10_000)];
    const { decoded, head } = await opened(many);
    expect(head).toEqual({ type: 'image/webp', width: 8, height: 8, plain: false });
    expect(Buffer.compare(decoded, one)).toBe(0);
  });
});

it('a JPEG may have any number of bytes that fill the space before a segment', async () => {
  const jpeg = await aPicture('jpeg');
  const filling = Buffer.alloc(300_000, 0xff);
  const filled = Buffer.concat([jpeg.subarray(0, 2), filling, jpeg.subarray(2)]);
  const { bare, head } = await opened(filled);
  expect(head).toMatchObject({ width: 64, height: 48 });
  expect(Buffer.compare(bare, jpeg)).toBe(0);
});

it('decoded pictures are not kept in memory', () => {
  sharp.cache(true);
  expect(new SharpImages()).toBeDefined();
  const { memory, files, items } = sharp.cache();
  expect([memory.max, files.max, items.max]).toEqual([0, 0, 0]);
});
