import { BlobError } from './blob-error.ts';

/** Bytes of a segment: what file systems take. */
const MAX_SEGMENT = 200;
const MAX_KEY = 900;
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const FORBIDDEN = /[\u0000-\u001f\u007f\\]/u;

/**
 * The segments of a blob key. Throws a `BlobError` for what is none: empty, with an empty segment or one
 * that begins with a dot (so `.` and `..` too), a control character or a backslash, or too long.
 */
export function keySegments(key: string): readonly string[] {
  const segments = key.split('/');
  const bad = segments.some((segment) => segment === '' || segment.startsWith('.'));
  const tooLong =
    bytesOf(key) > MAX_KEY || segments.some((segment) => bytesOf(segment) > MAX_SEGMENT);
  if (bad || tooLong || FORBIDDEN.test(key)) {
    throw new BlobError('key', `not a blob key: ${JSON.stringify(key.slice(0, 100))}`);
  }
  return segments;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
