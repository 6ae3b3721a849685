import { type Container, joined, type Part, type PartKind, Parts } from './parts.ts';

const HEADER = 12;
/** What each chunk is for; https://developers.google.com/speed/webp/docs/riff_container. */
const KINDS: ReadonlyMap<string, PartKind> = new Map([
  ['VP8X', 'picture'],
  ['VP8 ', 'picture'],
  ['VP8L', 'picture'],
  ['ALPH', 'picture'],
  ['ANIM', 'frames'],
  ['ANMF', 'frames'],
  ['EXIF', 'exif'],
  ['ICCP', 'icc'],
  ['C2PA', 'provenance'],
]);
/** The bits of the extended header that announce a chunk. */
const FLAGS: readonly (readonly [PartKind, number])[] = [
  ['icc', 0x20],
  ['exif', 0x08],
  ['other', 0x04],
  ['frames', 0x02],
];
/** Where the extended header's flags are, when there is one: it comes first. */
const FLAGS_AT = HEADER + 8;

/** Takes a WebP apart. */
export function webpParts(bytes: Buffer): Container {
  const parts = new Parts();
  parts.add('picture', 0, HEADER);
  const said = Math.min(bytes.length, bytes.readUInt32LE(4) + 8);
  let size = { width: 0, height: 0 };
  let frames = 0;
  for (let at = HEADER; at < said; ) {
    const name = bytes.toString('latin1', at, at + 4);
    const length = at + 8 <= said ? bytes.readUInt32LE(at + 4) : said;
    const end = Math.min(at + 8 + length + (length % 2), said);
    if (size.width === 0) size = sizeIn(name, bytes.subarray(at + 8, end));
    // A decoder looks at every frame it gets, and the first is all we take.
    const isLater = name === 'ANMF' && frames++ > 0;
    parts.add(isLater ? 'other' : (KINDS.get(name) ?? 'other'), at, end);
    at = end;
  }
  if (said < bytes.length) parts.add('other', said, bytes.length);
  return { ...size, parts: parts.list, passes: 1 };
}

function sizeIn(name: string, data: Buffer): { width: number; height: number } {
  if (name === 'VP8X' && data.length >= 10) {
    return { width: data.readUIntLE(4, 3) + 1, height: data.readUIntLE(7, 3) + 1 };
  }
  if (name === 'VP8 ' && data.length >= 10) {
    return { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff };
  }
  if (name === 'VP8L' && data.length >= 5) {
    const bits = data.readUInt32LE(1);
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  return { width: 0, height: 0 };
}

/** As `joined`, with a header that announces what is left. */
export function joinedWebp(
  bytes: Uint8Array,
  parts: readonly Part[],
  kinds: ReadonlySet<PartKind>,
): Uint8Array {
  const left = joined(bytes, parts, kinds);
  if (left === bytes) return bytes;
  const whole = Buffer.from(left);
  whole.writeUInt32LE(whole.length - 8, 4);
  if (whole.toString('latin1', HEADER, HEADER + 4) === 'VP8X') {
    for (const [kind, flag] of FLAGS) {
      const flags = whole[FLAGS_AT] ?? 0;
      if (!kinds.has(kind)) whole[FLAGS_AT] = flags & ~flag;
    }
  }
  return whole;
}
