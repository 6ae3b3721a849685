import type { Clock, Ids } from '../../core/ports/system.ts';
import { BlobError, type BlobStore } from '../../core/ports/blobs.ts';
import type { Store } from '../../core/ports/store.ts';
import { type Candidate, heldAs, referenceOf } from './candidate.ts';
import { COMMAND_LINE } from './open-pool.ts';
import { codeOf, type Outcome, refused } from './outcome.ts';
import type { Targets } from './targets.ts';

export interface KeepParts {
  readonly store: Store;
  readonly blobs: BlobStore;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly targets: Targets;
}

/** The reason of what the blob store did not take; several in a row end an import. */
export const NOT_STORED = 'not taken by the image store';

/**
 * Brings pictures into the pool, in order: their blobs are announced, stored, and then named in one
 * transaction. Killed in between, nothing is seen, and the next import or the janitor finds what is left.
 */
export async function keep(
  parts: KeepParts,
  candidates: readonly Candidate[],
): Promise<readonly Outcome[]> {
  const { store, blobs, clock } = parts;
  store.transaction(() => {
    for (const { key } of candidates) store.unsettled.begin(key, clock.now());
  });
  const put = await Promise.allSettled(
    candidates.map(({ key, bytes, type }) => blobs.put(key, bytes, type)),
  );
  const outcomes = store.transaction(() =>
    candidates.map((one, index) => {
      const stored = put[index];
      return stored?.status === 'rejected' ? notStored(stored.reason) : nameIt(parts, one);
    }),
  );
  for (const [index, { key }] of candidates.entries()) {
    // A blob that the store did not take may be there all the same: that is for the janitor to see.
    if (put[index]?.status === 'fulfilled' && outcomes[index]?.kind !== 'added') {
      await drop(parts, key);
    }
  }
  return outcomes;
}

/** Somebody else may have brought the content in, or taken it out, since it was checked. */
function nameIt({ store, ids, clock, targets }: KeepParts, candidate: Candidate): Outcome {
  const held = heldAs(store, candidate);
  if (held !== null) return held;
  if (!store.unsettled.settle(candidate.key)) return refused('given up after an hour');
  targets.put(candidate.target);
  const added = { at: clock.now(), by: COMMAND_LINE, source: 'import' } as const;
  if (!store.pool.insert(referenceOf(ids.next(), candidate), added)) {
    throw new Error(`the pool did not take ${candidate.key}`);
  }
  return { kind: 'added' };
}

function notStored(cause: unknown): Outcome {
  const inner = cause instanceof Error && cause.cause !== undefined ? cause.cause : cause;
  return refused(NOT_STORED, codeOf(inner));
}

/** Takes away a blob that nothing names; where the store fails at it, the janitor does it. */
async function drop({ store, blobs }: KeepParts, key: string): Promise<void> {
  try {
    if (!store.pool.hasKey(key)) await blobs.delete(key);
    store.unsettled.settle(key);
  } catch (cause) {
    if (!(cause instanceof BlobError)) throw cause;
  }
}
