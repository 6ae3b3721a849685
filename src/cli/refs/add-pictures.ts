import { BlobError } from '../../core/ports/blobs.ts';
import { type Candidate, heldInPool, type ImportWorld, referenceOf } from './candidate.ts';
import { COMMAND_LINE } from './open-pool.ts';
import { codeOf, type Outcome, refused } from './outcome.ts';

/** The reason when the blob store fails; several in a row end the import. */
export const NOT_STORED = 'not taken by the image store';

/**
 * Adds pictures to the pool: notes their keys as unsettled, stores the blobs, then inserts the references in one
 * transaction. After a kill in between the pool is unchanged, and the next import or the janitor handles the blobs.
 */
export async function addPictures(
  world: ImportWorld,
  candidates: readonly Candidate[],
): Promise<readonly Outcome[]> {
  const { store, blobs, clock } = world;
  store.transaction(() => {
    for (const { key } of candidates) store.unsettled.begin(key, clock.now());
  });
  const put = await Promise.allSettled(
    candidates.map(({ key, bytes, type }) => blobs.put(key, bytes, type)),
  );
  const outcomes = store.transaction(() =>
    candidates.map((one, index) => {
      const stored = put[index];
      return stored?.status === 'rejected' ? notStored(stored.reason) : insert(world, one);
    }),
  );
  for (const [index, { key }] of candidates.entries()) {
    // A blob whose `put` failed may exist all the same: the janitor deletes it.
    if (put[index]?.status === 'fulfilled' && outcomes[index]?.kind !== 'added') {
      await drop(world, key);
    }
  }
  return outcomes;
}

/** Checks again first: another process may have added or removed the content in the meantime. */
function insert({ store, ids, clock, targets }: ImportWorld, candidate: Candidate): Outcome {
  const held = heldInPool(store, candidate);
  if (held !== null) return held.outcome;
  if (!store.unsettled.settle(candidate.key)) return refused('given up after an hour');
  targets.put(candidate.target);
  const { originalSha256 } = candidate;
  const added = { at: clock.now(), by: COMMAND_LINE, source: 'import', originalSha256 } as const;
  if (!store.pool.insert(referenceOf(ids.next(), candidate), added)) {
    throw new Error(`the pool did not take ${candidate.key}`);
  }
  return { kind: 'added' };
}

function notStored(cause: unknown): Outcome {
  const inner = cause instanceof Error && cause.cause !== undefined ? cause.cause : cause;
  return refused(NOT_STORED, codeOf(inner));
}

/** Deletes a blob that no reference names; when the blob store fails, the janitor deletes it later. */
async function drop({ store, blobs }: ImportWorld, key: string): Promise<void> {
  try {
    if (!store.pool.hasKey(key)) await blobs.delete(key);
    store.unsettled.settle(key);
  } catch (cause) {
    if (!(cause instanceof BlobError)) throw cause;
  }
}
