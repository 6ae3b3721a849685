import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ATTACHMENT_LIMITS } from '../../src/core/domain/picture-limits.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import {
  aPicture,
  blackPng,
  forgedPng,
  manyScans,
  nestedSvg,
  toldPicture,
  withChunks,
} from '../pictures.ts';

const images = new SharpImages();
const ofAna = (bytes: Uint8Array) => images.plain(bytes, ATTACHMENT_LIMITS, { by: 'ana' });
const ofBen = (bytes: Uint8Array) => images.plain(bytes, ATTACHMENT_LIMITS, { by: 'ben' });

/** More than twenty megabytes would be refused for that alone. */
const MANY_BYTES = 19_000_000;

function repeated(part: Buffer): Buffer {
  return Buffer.alloc(Math.floor(MANY_BYTES / part.length) * part.length, part);
}

function endlessJpeg(part: readonly number[]): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xd8]), repeated(Buffer.from(part))]);
}

function endlessPng(type: string, data: Buffer): Uint8Array {
  const png = forgedPng(1, 1);
  const one = withChunks(png, [[type, data]]).subarray(33, 45 + data.length);
  return Buffer.concat([png.subarray(0, 33), repeated(Buffer.from(one)), png.subarray(33)]);
}

function endlessWebp(): Buffer {
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(MANY_BYTES, 4);
  return Buffer.concat([head, repeated(Buffer.from('none\0\0\0\0', 'latin1'))]);
}

/** Zeros that take as many bytes as a picture of that many pixels. */
const BOMB = deflateSync(Buffer.alloc(7_000_000), { level: 9 });

describe('the worst pictures of their size', () => {
  it.each([
    ['1 × 50,000,000 pixels', () => blackPng({ width: 1, height: 50_000_000 }), 'too_long'],
    ['50,000,000 × 1 pixels', () => forgedPng(50_000_000, 1), 'too_long'],
    ['groups in groups of an SVG', () => nestedSvg(2_000_000), 'type'],
    ['thousands of scans', () => manyScans(7_000, 7_000, 800), 'too_slow'],
    [
      'millions of segments',
      () => {
        const empty = Buffer.from([0xff, 0xfe, 0, 2, 0xff, 0xdd, 0, 4, 0, 0]);
        return Buffer.concat([Buffer.from([0xff, 0xd8]), ...Array(1_000_000).fill(empty)]);
      },
      'broken',
    ],
    ['millions of segments of one kind', () => endlessJpeg([0xff, 0xeb, 0, 2]), 'broken'],
    ['millions of bytes between segments', () => endlessJpeg([0xff, 0]), 'broken'],
    ['millions of empty chunks', () => endlessPng('teXt', Buffer.alloc(0)), 'broken'],
    ['a million gammas', () => endlessPng('gAMA', Buffer.from('0000b18f', 'hex')), 'broken'],
    ['millions of parts of a WebP', () => endlessWebp(), 'broken'],
  ])('of %s reach no decoder', async (_what, draw, fault) => {
    const bytes = draw();
    // A decoder works on each for seconds: 30 in a row would not end.
    for (let index = 0; index < 30; index += 1) expect(await ofAna(bytes)).toBe(fault);
  });

  it('of gigabytes of comments reach no decoder with them', async () => {
    const text = Buffer.concat([Buffer.from('Comment\0\0'), BOMB]);
    const bomb = withChunks(
      await aPicture(),
      Array.from({ length: 900 }, () => ['zTXt', text] as const),
    );
    // A decoder takes seconds to unpack them.
    for (let index = 0; index < 100; index += 1) {
      expect(await ofAna(bomb)).toMatchObject({ width: 64, height: 48 });
    }
  });

  it('let another person’s picture through before their own', async () => {
    const bad = blackPng({ width: 7_000, height: 7_000 }, { depth: 16, colour: 6 });
    const order: string[] = [];
    const note = (name: string) => () => order.push(name);
    const all = Array.from({ length: 6 }, () => ofAna(bad).then(note('ana')));
    const small = [await toldPicture('jpeg'), await aPicture('webp')];
    all.push(...small.map((bytes) => ofBen(bytes).then(note('ben'))));
    await Promise.all(all);
    // One of ana's may have been under way.
    expect(order.indexOf('ben')).toBeLessThanOrEqual(1);
    expect(order.lastIndexOf('ben')).toBeLessThanOrEqual(2);
  });
});
