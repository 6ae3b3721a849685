import type { PageStore } from '../store.ts';

/** Milliseconds in which a deletion can be undone. */
const UNDO_MS = 10_000;

export interface LeavingParts {
  readonly store: PageStore;
  /** Deletes an image for good. */
  readonly remove: (generation: string) => void;
  /** Runs it once after `ms` milliseconds; the returned function prevents that. */
  readonly later: (ms: number, run: () => void) => () => void;
}

/** Images that somebody has deleted, and may still keep. */
export class Leaving {
  readonly #parts: LeavingParts;
  readonly #timers = new Map<string, () => void>();

  constructor(parts: LeavingParts) {
    this.#parts = parts;
  }

  remove(generation: string): void {
    if (this.#timers.has(generation)) return;
    const { later } = this.#parts;
    this.#timers.set(
      generation,
      later(UNDO_MS, () => this.#end(generation)),
    );
    this.#show();
  }

  keep(generation: string): void {
    this.#timers.get(generation)?.();
    this.#timers.delete(generation);
    this.#show();
  }

  /** The page is left: nobody can undo anything any more. */
  endAll(): void {
    for (const generation of this.#timers.keys()) this.#end(generation);
  }

  #end(generation: string): void {
    this.#timers.get(generation)?.();
    this.#timers.delete(generation);
    this.#parts.remove(generation);
    this.#show();
  }

  #show(): void {
    this.#parts.store.set({ leaving: new Set(this.#timers.keys()) });
  }
}
