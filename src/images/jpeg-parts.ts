import { type Container, type PartKind, Parts } from './parts.ts';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const COMMENT = 0xfe;
/** Frame headers: 0xc0 to 0xcf but for tables (0xc4), 0xc8 and 0xcc. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** Markers without a length: restarts, beginning and end, TEM. */
const isBare = (marker: number) => (marker >= 0xd0 && marker <= EOI) || marker === 0x01;

/** Bytes of a JFIF header without a thumbnail. */
const PLAIN_JFIF = 16;
/** How the data of an application's segment begins, as Latin-1, and what it is for. */
const APPLICATIONS: readonly (readonly [marker: number, beginning: string, kind: PartKind])[] = [
  [0xe1, 'Exif\0\0', 'exif'],
  [0xe2, 'ICC_PROFILE\0', 'icc'],
  [0xeb, 'JP', 'provenance'],
  [0xee, 'Adobe', 'picture'],
];

/** Takes a JPEG apart. What follows its end, such as a second picture or a film, is no part of the picture. */
export function jpegParts(bytes: Buffer): Container {
  const parts = new Parts();
  let size = { width: 0, height: 0 };
  let passes = 0;
  for (let at = 0; at < bytes.length; ) {
    const found = bytes.indexOf(0xff, at);
    const start = found === -1 ? bytes.length : found;
    // Decoders skip bytes between two segments.
    if (start > at) parts.add('other', at, start);
    const marker = bytes[start + 1];
    if (marker === undefined) break;
    at = endOf(bytes, start, marker);
    parts.add(kindOf(bytes, start, marker, at), start, at);
    if (isFrame(marker) && size.width === 0 && at - start >= 9) {
      size = { height: bytes.readUInt16BE(start + 5), width: bytes.readUInt16BE(start + 7) };
    }
    if (marker === SOS) passes += 1;
    if (marker !== EOI) continue;
    if (at < bytes.length) parts.add('other', at, bytes.length);
    break;
  }
  return { ...size, parts: parts.list, passes };
}

/** Where the segment ends that starts with this marker, with the compressed data behind a scan's header. */
function endOf(bytes: Buffer, start: number, marker: number): number {
  if (marker === 0xff) return endOfFilling(bytes, start);
  if (isBare(marker) || marker === 0 || start + 4 > bytes.length) return start + 2;
  const end = Math.min(start + 2 + bytes.readUInt16BE(start + 2), bytes.length);
  return marker === SOS ? endOfScan(bytes, end) : end;
}

/** Any number of 0xff may come before a marker; the last one is the marker's own. */
function endOfFilling(bytes: Buffer, start: number): number {
  let at = start + 1;
  while (bytes[at + 1] === 0xff) at += 1;
  return at;
}

function endOfScan(bytes: Buffer, start: number): number {
  for (let at = start; ; ) {
    const found = bytes.indexOf(0xff, at);
    const next = found === -1 ? undefined : bytes[found + 1];
    if (next === undefined) return bytes.length;
    const isData = next === 0 || (next >= 0xd0 && next < SOI);
    if (!isData && next !== 0xff) return found;
    at = next === 0xff ? found + 1 : found + 2;
  }
}

function kindOf(bytes: Buffer, start: number, marker: number, end: number): PartKind {
  if (marker === 0xff || marker === 0 || marker === COMMENT) return 'other';
  if (marker === 0xe0) {
    const isJfif = bytes.toString('latin1', start + 4, start + 9) === 'JFIF\0';
    return isJfif && end - start === PLAIN_JFIF + 2 ? 'picture' : 'other';
  }
  if (marker < 0xe0 || marker > 0xef) return 'picture';
  const found = APPLICATIONS.find(
    ([of, beginning]) =>
      of === marker &&
      bytes.toString('latin1', start + 4, start + 4 + beginning.length) === beginning,
  );
  return found?.[2] ?? 'other';
}
