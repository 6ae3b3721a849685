import type { Store } from '../../ports/store.ts';

/** Units of work in one transaction: a longer burst lets other work run in between. */
const MAX_WORKS = 32;

/** Commits work of the same moment in one transaction, because the write to disk takes most of the time. */
export class GroupCommit {
  readonly #store: Store;
  readonly #waiting: Work[] = [];
  #scheduled = false;

  constructor(parts: { readonly store: Store }) {
    this.#store = parts.store;
  }

  /** Resolves with the result of `work` when it is committed. Work that throws is rolled back alone, and rejects. */
  run<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const decide = () => {
        try {
          const value = this.#store.transaction(work);
          return () => resolve(value);
        } catch (cause) {
          return () => reject(cause);
        }
      };
      this.#waiting.push({ decide, fail: reject });
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
      const answers = this.#store.transaction(() => {
        begun = true;
        return works.map((work) => work.decide());
      });
      for (const answer of answers) answer();
    } catch (cause) {
      // Nothing was committed. If not even the transaction could begin, a retry one by one would only wait again.
      if (begun) for (const work of works) work.decide()();
      else for (const work of works) work.fail(cause);
    }
  }
}

interface Work {
  /** Does the work; the returned function settles its promise after the commit. */
  readonly decide: () => () => void;
  readonly fail: (cause: unknown) => void;
}
