import type { Store } from '../core/ports/store.ts';
import type { Sql } from './query.ts';

/** Transactions of a connection; see `Store`. */
export function transactions(sql: Sql): Pick<Store, 'transaction' | 'isolated'> {
  const { db } = sql;
  const inOne = db.transaction((work: () => unknown) => work());
  let depth = 0;
  /** A part of the current transaction threw, with no savepoint of its own. */
  let isSpoiled = false;

  /** Runs it under `BEGIN IMMEDIATE`, or within another transaction under a savepoint. */
  function undoable<T>(work: () => T): T {
    let result: { value: T } | undefined;
    const wasSpoiled = isSpoiled;
    depth += 1;
    try {
      sql.write(() => {
        inOne.immediate(() => {
          result = { value: work() };
          if (isSpoiled) throw new Error('a part of the transaction failed: it cannot go on');
        });
      });
    } finally {
      depth -= 1;
      isSpoiled = wasSpoiled;
    }
    if (result === undefined) throw new Error('a transaction ended without its work');
    return result.value;
  }

  /** A fault such as a full disk rolls back the outer transaction too: later work must not start a new one. */
  function requireOuter(): void {
    if (depth > 0 && !db.inTransaction) throw new Error('the transaction around this one is over');
  }

  return {
    transaction(work) {
      requireOuter();
      if (depth === 0) return undoable(work);
      try {
        return work();
      } catch (cause) {
        isSpoiled = true;
        throw cause;
      }
    },
    isolated(work) {
      requireOuter();
      return undoable(work);
    },
  };
}
