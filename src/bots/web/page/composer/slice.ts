import type { PageStore } from '../store.ts';
import { writeBox } from './box.ts';
import type { ComposerState } from './state.ts';

/** The composer's part of the page's state. */
export class Slice {
  readonly #store: PageStore;

  constructor(store: PageStore) {
    this.#store = store;
  }

  get state(): ComposerState {
    return this.#store.state.composer;
  }

  set(change: Partial<ComposerState>): void {
    this.#store.set({ composer: { ...this.state, ...change } });
  }

  /** Replaces the text in the box, with the cursor at `at`. */
  write(line: string, at = line.length): void {
    writeBox(line, at);
    this.set({ line });
  }

  announce(announced: string): void {
    this.#store.set({ announced });
  }
}

/** Runs it when what was set has been drawn. */
export function whenDrawn(run: () => void): void {
  queueMicrotask(run);
}

/** Shows the marked one of a list that is longer than its place. */
export function showMarked(selector: string): void {
  whenDrawn(() => document.querySelector(selector)?.scrollIntoView({ block: 'nearest' }));
}
