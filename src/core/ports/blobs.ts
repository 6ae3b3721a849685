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

/** Thrown by a blob store. `key`: the key itself is not one; `storage`: the store did not do it. */
export class BlobError extends Error {
  readonly kind: 'key' | 'storage';

  constructor(kind: 'key' | 'storage', message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = 'BlobError';
    this.kind = kind;
  }
}

/** Bytes under keys. Keys are `/`-separated; a segment may not be empty, `.` or `..`. */
export interface BlobStore {
  /** Stores all or nothing; repeating it replaces the blob. Throws a `BlobError`. */
  put(key: string, bytes: Uint8Array, type: string): Promise<void>;
  /** The bytes, or undefined when there are none under the key. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** Bytes in the blob, or undefined when there is none. */
  size(key: string): Promise<number | undefined>;
  /** Copies inside the store; false when the source is missing. Repeating it replaces the target. */
  copy(from: string, to: string): Promise<boolean>;
  /** No error when there is nothing under the key. */
  delete(key: string): Promise<void>;
  /** Every key under the prefix, one at a time, in no promised order. */
  list(prefix: string): AsyncIterable<string>;
}
