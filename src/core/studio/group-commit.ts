import type { Store } from '../repositories.ts';

/** Decisions in one transaction: enough to make a burst cheap, few enough to let others in between. */
const MAX_WORKS = 32;

/**
 * Commits the decisions of people who come at the same moment together: writing to disk takes longer than
 * deciding. One that throws is undone alone; what it threw is its own.
 */
export class GroupCommit {
  readonly #store: Store;
  readonly #waiting: (() => () => void)[] = [];
  #scheduled = false;

  constructor(parts: { readonly store: Store }) {
    this.#store = parts.store;
  }

  /** Resolves with what `work` returned once that is committed; rejects with what it threw. */
  run<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push(() => {
        try {
          const value = this.#store.transaction(work);
          return () => resolve(value);
        } catch (cause) {
          return () => reject(cause);
        }
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

  #commit(works: readonly (() => () => void)[]): void {
    // A transaction that fails as a whole has decided nothing: each is tried alone, and says why itself.
    const tell = this.#together(works) ?? works.map((work) => work());
    for (const one of tell) one();
  }

  #together(works: readonly (() => () => void)[]): readonly (() => void)[] | undefined {
    try {
      return this.#store.transaction(() => works.map((work) => work()));
    } catch {
      return undefined;
    }
  }
}
