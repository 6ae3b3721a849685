/** Thrown by a blob store. `key`: the key itself is not one; `storage`: the store did not do it. */
export class BlobError extends Error {
  readonly kind: 'key' | 'storage';

  constructor(kind: 'key' | 'storage', message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = 'BlobError';
    this.kind = kind;
  }
}
