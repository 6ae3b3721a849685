import { keySegments, BlobError, type BlobStore } from '../../src/core/ports/blobs.ts';

/** Blobs in memory, which can be made to fail. */
export class MemoryBlobs implements BlobStore {
  readonly blobs = new Map<string, Uint8Array>();
  failing = false;

  async put(key: string, bytes: Uint8Array): Promise<void> {
    this.#check(key);
    this.blobs.set(key, Uint8Array.from(bytes));
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    this.#check(key);
    return this.blobs.get(key);
  }

  /** Keys of blobs that are said to be there, and hold no bytes. */
  readonly sizes = new Map<string, number>();

  async size(key: string): Promise<number | undefined> {
    const said = this.sizes.get(key);
    if (said !== undefined && !this.failing) return said;
    this.#check(key);
    return this.blobs.get(key)?.length;
  }

  async copy(from: string, to: string): Promise<boolean> {
    this.#check(from);
    this.#check(to);
    const bytes = this.blobs.get(from);
    if (bytes !== undefined) this.blobs.set(to, bytes);
    return bytes !== undefined;
  }

  async delete(key: string): Promise<void> {
    this.#check(key);
    this.blobs.delete(key);
  }

  async *list(prefix: string): AsyncIterable<string> {
    yield* [...this.blobs.keys()].filter((key) => key.startsWith(prefix));
  }

  #check(key: string): void {
    keySegments(key);
    if (this.failing) throw new BlobError('storage', 'made to fail');
  }
}
