import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';

type Format = 'png' | 'jpeg' | 'webp' | 'gif';

/** Small real pictures, and things that only look like one. */
export async function aPicture(
  format: Format | 'tiff' | 'avif' = 'png',
  { width = 64, height = 48, background = '#3366aa' } = {},
): Promise<Uint8Array> {
  return sharp({ create: { width, height, channels: 3, background } })
    .toFormat(format)
    .toBuffer();
}

/** A photo as a phone held upright keeps it: lying on its side, with a note of how to turn it. */
export async function phonePhoto(
  width: number,
  height: number,
  format: Format = 'jpeg',
): Promise<Uint8Array> {
  const lying = { width: height, height: width, channels: 3, background: '#3366aa' } as const;
  return sharp({ create: lying }).withMetadata({ orientation: 6 }).toFormat(format).toBuffer();
}

/** A picture whose left half is red and whose right half is blue, before it is turned as `orientation` says. */
export async function twoHalves(orientation: number): Promise<Uint8Array> {
  const red = { width: 64, height: 64, channels: 3, background: '#ff0000' } as const;
  const blue = { create: { ...red, background: '#0000ff' } };
  return sharp({ create: { ...red, width: 128 } })
    .composite([{ input: blue, left: 64, top: 0 }])
    .withMetadata({ orientation })
    .jpeg({ quality: 95 })
    .toBuffer();
}

/** A picture with all that cameras and programs write beside it: place, device, comments. */
export async function toldPicture(format: 'png' | 'jpeg' | 'webp'): Promise<Uint8Array> {
  const exif = {
    IFD0: { Make: 'Spycam', Model: 'Spycam 9' },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '37/1 33/1 59/1' },
  };
  const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret-words/></x:xmpmeta>';
  const bytes = await sharp({
    create: { width: 80, height: 60, channels: 3, background: '#3366aa' },
  })
    .withExif(exif)
    .withXmp(xmp)
    .toFormat(format)
    .toBuffer();
  if (format === 'png') return withChunks(bytes, [['tEXt', Buffer.from('Comment\0secret words')]]);
  if (format === 'webp') return bytes;
  const comment = Buffer.from('secret words');
  const segment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, comment.length + 2]), comment]);
  const film = Buffer.from('secret words behind the end');
  return Buffer.concat([bytes.subarray(0, 2), segment, bytes.subarray(2), film]);
}

/** A PNG of noise, which no format makes small. */
export async function noisyPicture(width: number, height: number): Promise<Uint8Array> {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  return sharp({ create: { width, height, channels: 3, background: '#808080', noise } })
    .png()
    .toBuffer();
}

/** A JPEG that decoders warn of, as some phones write it: its scan says that it covers coefficients 0 to 0. */
export async function warnedPicture(width: number, height: number): Promise<Uint8Array> {
  const bytes = Buffer.from(await aPicture('jpeg', { width, height }));
  const scan = bytes.indexOf(Buffer.from([0xff, 0xda]));
  // The last three bytes of the scan's header: first coefficient, last coefficient, bits.
  const end = scan + 2 + bytes.readUInt16BE(scan + 2);
  bytes[end - 2] = 0;
  return bytes;
}

/** A PNG whose header claims the size (pixels), in a few bytes. */
export function forgedPng(width: number, height: number): Uint8Array {
  return png({ width, height }, Buffer.from('789c030000000001', 'hex'));
}

/** A PNG of as many black pixels as its header claims, however many that are. */
export function blackPng(
  size: { readonly width: number; readonly height: number },
  { depth = 8, colour = 0 }: { readonly depth?: number; readonly colour?: number } = {},
): Uint8Array {
  const channels = { 0: 1, 2: 3, 6: 4 }[colour] ?? 1;
  const row = 1 + Math.ceil((size.width * channels * depth) / 8);
  const data = deflateSync(Buffer.alloc(row * size.height), { level: 9 });
  return png({ ...size, depth, colour }, data);
}

/** A PNG with more chunks behind its header. */
export function withChunks(
  bytes: Uint8Array,
  chunks: readonly (readonly [type: string, data: Buffer])[],
): Uint8Array {
  const header = 8 + 12 + 13;
  return Buffer.concat([
    bytes.subarray(0, header),
    ...chunks.map(([type, data]) => chunk(type, data)),
    bytes.subarray(header),
  ]);
}

/**
 * A progressive JPEG of grey pixels whose scans each refine one coefficient a little: a decoder passes over all pixels
 * for each scan, which takes about 100 bytes.
 */
export function manyScans(width: number, height: number, scans: number): Uint8Array {
  const segment = (marker: number, data: readonly number[]) =>
    Buffer.from([0xff, marker, 0, data.length + 2, ...data]);
  const size = [height >> 8, height & 0xff, width >> 8, width & 0xff];
  const onlyCode = Array.from({ length: 16 }, (_, index) => (index === 0 ? 1 : 0));
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8);
  // Of 16,384 blocks without a coefficient, in 15 bits.
  const skipped = Buffer.alloc(Math.ceil((Math.ceil(blocks / 16_384) * 15) / 8));
  const refining = Array.from({ length: scans }, (_, index) => {
    const bit = 13 - Math.floor(index / 63);
    const coefficient = 1 + (index % 63);
    const bits = (bit === 13 ? 0 : (bit + 1) << 4) | bit;
    return [segment(0xda, [1, 1, 0, coefficient, coefficient, bits]), skipped];
  });
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xdb, [0, ...Array.from({ length: 64 }, () => 1)]),
    segment(0xc2, [8, ...size, 1, 1, 0x11, 0]),
    segment(0xc4, [0x00, ...onlyCode, 0x00]),
    segment(0xc4, [0x10, ...onlyCode, 0xe0]),
    segment(0xda, [1, 1, 0, 0, 0, 0]),
    Buffer.alloc(Math.ceil(blocks / 8)),
    ...refining.flat(),
    Buffer.from([0xff, 0xd9]),
  ]);
}

/** An SVG of groups in groups: a parser works on it for seconds. */
export function nestedSvg(depth: number): Uint8Array {
  const inner = '<g>'.repeat(depth) + '</g>'.repeat(depth);
  return new TextEncoder().encode(
    `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${inner}</svg>`,
  );
}

function png(
  {
    width,
    height,
    depth = 8,
    colour = 2,
  }: { width: number; height: number; depth?: number; colour?: number },
  data: Buffer,
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colour, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', data),
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
