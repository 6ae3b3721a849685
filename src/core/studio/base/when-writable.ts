import { storageFault } from '../../ports/storage-fault.ts';

/** Milliseconds that a write waits for the database: nobody waits for its answer. */
const LATER_MS = 60_000;

export interface WhenWritableParts {
  /** Resolves when the database takes writes. Rejects when another program holds it for longer. */
  readonly writable: (waitMs: number) => Promise<void>;
  /** Called with what a write throws that had to wait. */
  readonly failed: (cause: unknown) => void;
}

/** Writes in the order in which they come, also while another program holds the database. */
export class WhenWritable {
  readonly #parts: WhenWritableParts;
  #waiting = 0;

  constructor(parts: WhenWritableParts) {
    this.#parts = parts;
  }

  /** Writes at once, or after those before it. Throws what a write throws that did not have to wait. */
  run(write: () => void): void {
    if (this.#waiting > 0) return this.#later(write);
    try {
      write();
    } catch (cause) {
      if (storageFault(cause) !== 'busy') throw cause;
      this.#later(write);
    }
  }

  #later(write: () => void): void {
    this.#waiting += 1;
    this.#parts
      .writable(LATER_MS)
      .then(write)
      .catch((cause: unknown) => this.#parts.failed(cause))
      .finally(() => {
        this.#waiting -= 1;
      });
  }
}
