import type { BlobStore } from './core/ports/blobs.ts';
import type { Clock, Log } from './core/ports/system.ts';

/** Milliseconds between two looks. */
const LOOK_MS = 30_000;
/** A key that no blob has: the answer "not there" says that the bucket answers. */
const PROBE = 'library/probe';

export interface BlobWatchParts {
  readonly blobs: Pick<BlobStore, 'size'>;
  readonly clock: Clock;
  readonly log: Log;
  /** One sentence on what to do about a failure. */
  readonly advice: (cause: unknown) => string;
}

/** Watches a bucket: asks it now and then, and knows what is wrong with it. */
export class BlobWatch {
  readonly #parts: BlobWatchParts;
  #fault: string | null = null;
  #stop: (() => void) | null = null;
  #closed = false;

  constructor(parts: BlobWatchParts) {
    this.#parts = parts;
  }

  /** What is wrong, as of the last look; null for nothing. */
  get fault(): string | null {
    return this.#fault;
  }

  start(): void {
    this.#stop = this.#parts.clock.after(LOOK_MS, () => {
      void this.look().finally(() => {
        if (!this.#closed) this.start();
      });
    });
  }

  close(): void {
    this.#closed = true;
    this.#stop?.();
  }

  /** Looks now. Logs changes. Never rejects. */
  async look(): Promise<void> {
    const { blobs, log, advice } = this.#parts;
    const before = this.#fault;
    try {
      await blobs.size(PROBE);
      this.#fault = null;
      if (before !== null) log.info({}, 'the images can be reached again');
    } catch (err) {
      this.#fault = advice(err);
      if (before === null) log.error({ err }, 'the images cannot be reached');
    }
  }
}
