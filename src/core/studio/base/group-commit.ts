import type { Store } from '../../ports/store.ts';

/** Decisions in one transaction: enough to make a burst cheap, few enough to let others in between. */
const MAX_WORKS = 32;

/**
 * Commits the decisions of people who come at the same moment together: writing to disk takes longer than
 * deciding. One that throws is undone alone; what it threw is its own.
 */
export class GroupCommit {
  readonly #store: Store;
  readonly #waiting: Work[] = [];
  #scheduled = false;

  constructor(parts: { readonly store: Store }) {
    this.#store = parts.store;
  }

  /** Resolves with what `work` returned once that is committed; rejects with what it threw. */
  run<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({
        decide: () => {
          try {
            const value = this.#store.transaction(work);
            return () => resolve(value);
          } catch (cause) {
            return () => reject(cause);
          }
        },
        fail: reject,
      });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled || this.#waiting.length === 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#commit(this.#waiting.splice(0, MAX_WORKS));
      this.#schedule();
    });
  }

  #commit(works: readonly Work[]): void {
    let begun = false;
    try {
      const tell = this.#store.transaction(() => {
        begun = true;
        return works.map((work) => work.decide());
      });
      for (const one of tell) one();
    } catch (cause) {
      // Nothing was committed. Who could not even begin would only wait again, each for itself.
      if (begun) for (const work of works) work.decide()();
      else for (const work of works) work.fail(cause);
    }
  }
}

interface Work {
  /** Decides; what it returns tells whoever waits. */
  readonly decide: () => () => void;
  readonly fail: (cause: unknown) => void;
}
