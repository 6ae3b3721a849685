import { crc32 } from 'node:zlib';
import sharp from 'sharp';

/** Small real pictures, and things that only look like one. */
export async function aPicture(
  format: 'png' | 'jpeg' | 'webp' | 'gif' = 'png',
  { width = 64, height = 48, background = '#3366aa' } = {},
): Promise<Uint8Array> {
  return sharp({ create: { width, height, channels: 3, background } })
    .toFormat(format)
    .toBuffer();
}

/** A photo as a phone held upright keeps it: lying on its side, with a note of how to turn it. */
export async function phonePhoto(width: number, height: number): Promise<Uint8Array> {
  const lying = { width: height, height: width, channels: 3, background: '#3366aa' } as const;
  return sharp({ create: lying }).withMetadata({ orientation: 6 }).jpeg().toBuffer();
}

/** A PNG of noise, which no format makes small. */
export async function noisyPicture(width: number, height: number): Promise<Uint8Array> {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  return sharp({ create: { width, height, channels: 3, background: '#808080', noise } })
    .png()
    .toBuffer();
}

/** A PNG whose header claims the size (pixels), in a few bytes. */
export function forgedPng(width: number, height: number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', Buffer.from('789c030000000001', 'hex')),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, crc]);
}
