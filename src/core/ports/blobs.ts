/** Bytes of a segment: the limit of file systems. */
const MAX_SEGMENT = 200;
const MAX_KEY = 900;
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const FORBIDDEN = /[\u0000-\u001f\u007f\\]/u;

/**
 * The segments of a blob key. Throws a `BlobError` for an invalid key: too long, with a segment that is empty or begins
 * with a dot, with a control character or a backslash.
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

/** Thrown by a blob store. `key`: the key is invalid; `storage`: the store failed. */
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
  /** Stores or replaces a blob, atomically. Throws a `BlobError`. */
  put(key: string, bytes: Uint8Array, type: string): Promise<void>;
  /** Undefined when there is no blob. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** Bytes of the blob; undefined when there is none. */
  size(key: string): Promise<number | undefined>;
  /** Copies a blob, replacing the target; false when the source is missing. */
  copy(from: string, to: string): Promise<boolean>;
  /** No error when there is no blob. */
  delete(key: string): Promise<void>;
  /** Every key with the prefix, in no particular order. */
  list(prefix: string): AsyncIterable<string>;
}
