import { storageFault } from '../../ports/storage-fault.ts';
import type { World } from './world.ts';

/** Units of work in one transaction: a longer burst lets other work run in between. */
const MAX_WORKS = 32;
/** Milliseconds that work waits while another program holds the database: a chat waits three seconds for its answer. */
const WAIT_MS = 2_000;
const TRY_MS = 50;

/**
 * Commits work of the same moment in one transaction: one commit costs less than many, and so does one wait for the disk. While another
 * program holds the database's write lock the work waits, and everything else in the process goes on.
 */
export class GroupCommit {
  readonly #parts: Pick<World, 'store' | 'clock'>;
  #waiting: Work[] = [];
  #scheduled = false;
  /** Another program held the write lock at the last try. */
  #held = false;

  constructor(parts: Pick<World, 'store' | 'clock'>) {
    this.#parts = parts;
  }

  /**
   * Resolves with the result of `work` when it is committed. Work that throws is rolled back alone, and rejects. Rejects with
   * the database's error when its lock stays taken for `waitMs`; nothing has been done then.
   */
  commit<T>(work: () => T, waitMs = WAIT_MS): Promise<T> {
    const { clock } = this.#parts;
    return new Promise((resolve, reject) => {
      const run: Work['run'] = (within) => {
        const value = within(work);
        return () => resolve(value);
      };
      this.#waiting.push({ run, fail: reject, until: clock.now() + waitMs });
      this.#schedule();
    });
  }

  /** Resolves when the database takes writes. Rejects with its error when its lock stays taken for `waitMs`. */
  async writable(waitMs = WAIT_MS): Promise<void> {
    if (!this.#held && this.#waiting.length === 0) {
      try {
        return this.#parts.store.transaction(() => undefined);
      } catch (cause) {
        if (storageFault(cause) !== 'busy') throw cause;
      }
    }
    return this.commit(() => undefined, waitMs);
  }

  #schedule(): void {
    if (this.#scheduled || this.#waiting.length === 0) return;
    this.#scheduled = true;
    setImmediate(() => this.#next());
  }

  #next(): void {
    this.#scheduled = false;
    this.#held = false;
    this.#commit(this.#waiting.splice(0, MAX_WORKS));
    this.#schedule();
  }

  #commit(works: readonly Work[]): void {
    const { store } = this.#parts;
    const [first, ...others] = works;
    if (first !== undefined && others.length === 0) return this.#commitOne(first);
    let begun = false;
    try {
      const answers = store.transaction(() => {
        begun = true;
        return works.map((work) => this.#decide(work));
      });
      for (const answer of answers) answer();
    } catch (cause) {
      // Nothing was committed. If not even the transaction could begin, a retry one by one would only wait again.
      if (begun) for (const work of works) this.#commitOne(work);
      else this.#notBegun(works, cause);
    }
  }

  /** Does work in the current transaction; an error undoes it alone. Returns what to do after the commit. */
  #decide(work: Work): () => void {
    try {
      return work.run((its) => this.#parts.store.isolated(its));
    } catch (cause) {
      return () => work.fail(cause);
    }
  }

  #commitOne(work: Work): void {
    let begun = false;
    try {
      const answer = work.run((its) =>
        this.#parts.store.transaction(() => {
          begun = true;
          return its();
        }),
      );
      answer();
    } catch (cause) {
      if (begun) work.fail(cause);
      else this.#notBegun([work], cause);
    }
  }

  #notBegun(works: readonly Work[], cause: unknown): void {
    if (storageFault(cause) === 'busy') this.#putOff(works, cause);
    else for (const work of works) work.fail(cause);
  }

  /** Tries again in a moment what may still wait, in its order. */
  #putOff(works: readonly Work[], cause: unknown): void {
    const { clock } = this.#parts;
    const now = clock.now();
    const all = [...works, ...this.#waiting];
    this.#waiting = all.filter(({ until }) => until > now);
    for (const { until, fail } of all) if (until <= now) fail(cause);
    if (this.#waiting.length === 0) return;
    this.#scheduled = true;
    this.#held = true;
    clock.after(TRY_MS, () => this.#next());
  }
}

interface Work {
  /** Does the work `within` a transaction; the returned function settles its promise after the commit. */
  readonly run: (within: <T>(its: () => T) => T) => () => void;
  readonly fail: (cause: unknown) => void;
  /** When it stops waiting for the lock. */
  readonly until: number;
}
