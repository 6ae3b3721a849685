import type { BlobStore } from '../core/ports/blobs.ts';

/** Reads blobs that are written once. Both sides of a pair begin at one moment, with the same references: each is read once for all who ask meanwhile. */
export class SharedReads {
  readonly #blobs: Pick<BlobStore, 'get'>;
  readonly #reading = new Map<string, Promise<Uint8Array | undefined>>();

  constructor(blobs: Pick<BlobStore, 'get'>) {
    this.#blobs = blobs;
  }

  /** As `BlobStore.get`. Others may have the same bytes, so do not change them. */
  get(key: string): Promise<Uint8Array | undefined> {
    const running = this.#reading.get(key);
    if (running !== undefined) return running;
    const reading = this.#blobs.get(key).finally(() => this.#reading.delete(key));
    this.#reading.set(key, reading);
    return reading;
  }
}
