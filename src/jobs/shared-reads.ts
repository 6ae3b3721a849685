import type { BlobStore } from '../core/ports/blobs.ts';
import type { Clock } from '../core/ports/system.ts';

export interface SharedReadsParts {
  readonly blobs: Pick<BlobStore, 'get' | 'size'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Milliseconds for which bytes are kept, and how many bytes. */
const KEPT_MS = 5_000;
const MAX_KEPT = 16 * 1024 * 1024;
/** Milliseconds for which a blob that was seen counts as there: in a burst each pair asks for the same ten. */
const SEEN_MS = 100;

interface Kept {
  readonly bytes: Uint8Array;
  readonly until: number;
  /** When it was last known to be there. */
  readonly seenAt: number;
}

/**
 * Reads blobs that are written once. Both sides of a pair begin at one moment, with the same references, and so do pairs of many people:
 * each is read once for all who ask meanwhile or soon after. A blob that is gone is told a tenth of a second later at the latest.
 */
export class SharedReads {
  readonly #parts: SharedReadsParts;
  readonly #reading = new Map<string, Promise<Uint8Array | undefined>>();
  /** Oldest first. */
  readonly #kept = new Map<string, Kept>();
  #keptBytes = 0;

  constructor(parts: SharedReadsParts) {
    this.#parts = parts;
  }

  /** As `BlobStore.get`. Others may have the same bytes, so do not change them. */
  get(key: string): Promise<Uint8Array | undefined> {
    const running = this.#reading.get(key);
    if (running !== undefined) return running;
    const reading = this.#read(key).finally(() => this.#reading.delete(key));
    this.#reading.set(key, reading);
    return reading;
  }

  async #read(key: string): Promise<Uint8Array | undefined> {
    this.#forgetOld();
    const kept = this.#kept.get(key);
    const { blobs, clock } = this.#parts;
    const now = clock.now();
    if (kept !== undefined && now - kept.seenAt < SEEN_MS) return kept.bytes;
    if (kept !== undefined && (await blobs.size(key)) === kept.bytes.length) {
      if (this.#kept.get(key) === kept) this.#kept.set(key, { ...kept, seenAt: now });
      return kept.bytes;
    }
    this.#forget(key);
    const bytes = await blobs.get(key);
    if (bytes !== undefined) this.#keep(key, { bytes, until: clock.now() + KEPT_MS, seenAt: now });
    return bytes;
  }

  #keep(key: string, kept: Kept): void {
    this.#forget(key);
    if (this.#keptBytes + kept.bytes.length > MAX_KEPT) return;
    this.#kept.set(key, kept);
    this.#keptBytes += kept.bytes.length;
  }

  #forgetOld(): void {
    const now = this.#parts.clock.now();
    for (const [key, { until }] of this.#kept) if (until <= now) this.#forget(key);
  }

  #forget(key: string): void {
    this.#keptBytes -= this.#kept.get(key)?.bytes.length ?? 0;
    this.#kept.delete(key);
  }
}
