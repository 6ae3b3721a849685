import { type Container, type PartKind, Parts } from './parts.ts';

const SIGNATURE = 8;
/** Bytes of a chunk besides its data: length, name, checksum. */
const AROUND = 12;

/** What each chunk is for; https://www.w3.org/TR/png-3/#11Chunks. C2PA's is `caBX`. */
const KINDS: ReadonlyMap<string, PartKind> = new Map([
  ...['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'sRGB', 'sBIT', 'bKGD', 'hIST', 'pHYs'].map(
    (name) => [name, 'picture'] as const,
  ),
  ['eXIf', 'exif'],
  ['iCCP', 'icc'],
  ['caBX', 'provenance'],
]);
/** The data, in hex, of the gamma and the primaries that are sRGB's own. */
const OF_SRGB: ReadonlyMap<string, string> = new Map([
  ['gAMA', '0000b18f'],
  ['cHRM', '00007a26000080840000fa00000080e8000075300000ea6000003a9800001770'],
]);

/** Takes a PNG apart. The frames of an animation are parts of no picture: what is left is its still picture. */
export function pngParts(bytes: Buffer): Container {
  const parts = new Parts();
  parts.add('picture', 0, SIGNATURE);
  let size = { width: 0, height: 0 };
  for (let at = SIGNATURE; at < bytes.length; ) {
    const name = bytes.toString('latin1', at + 4, at + 8);
    const length = at + AROUND <= bytes.length ? bytes.readUInt32BE(at) : bytes.length;
    // Cut short: the decoder judges the rest.
    const end = Math.min(at + AROUND + length, bytes.length);
    if (name === 'IHDR' && length >= 8 && end === at + AROUND + length) {
      size = { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) };
    }
    parts.add(kindOf(name, bytes.subarray(at + 8, end - 4)), at, end);
    at = end;
    if (name !== 'IEND') continue;
    if (at < bytes.length) parts.add('other', at, bytes.length);
    break;
  }
  return { ...size, parts: parts.list, passes: 1 };
}

function kindOf(name: string, data: Buffer): PartKind {
  const ofSrgb = OF_SRGB.get(name);
  if (ofSrgb !== undefined) return data.toString('hex') === ofSrgb ? 'picture' : 'other';
  // A capital means that the picture cannot be decoded without the chunk.
  return KINDS.get(name) ?? (/^[A-Z]/.test(name) ? 'picture' : 'other');
}
