import { placeProblem } from '../blob-place.ts';
import type { Config } from '../config.ts';
import { BlobError, type BlobStore } from '../core/ports/blobs.ts';
import type { PoolSnapshot } from '../core/plan/choose-references.ts';
import type { Store } from '../core/ports/store.ts';
import { StartupError } from '../core/base/startup-error.ts';
import { poolSnapshot } from '../core/studio/base/pool-snapshot.ts';
import { connectBlobs } from '../open-blobs.ts';
import { bad, type Finding, ok } from './finding.ts';

/** Whether the pool is large enough, and its pictures are where the settings say that images are. */
export async function examinePool(store: Store, config: Config): Promise<Finding> {
  const wrongPlace = placeProblem(config, store.settings);
  if (wrongPlace !== null) return bad('pool', wrongPlace);
  const pool = poolSnapshot(store);
  const keys = [...pool.tones, ...pool.angles, ...pool.people].map(({ key }) => key);
  const missing = await missingKeys(keys, config);
  if (missing === null) return ok('pool', `${keys.length} references; their pictures: see images`);
  const [first] = missing;
  if (first !== undefined) {
    return bad('pool', `${missing.length} pictures are not in the store, such as ${first}.`);
  }
  const few = lacking(pool).join(', ');
  return ok('pool', `${keys.length} references${few && `; under five tones in: ${few}`}`);
}

function lacking({ categories, tones }: PoolSnapshot): readonly string[] {
  return categories
    .filter(({ slug }) => tones.filter((one) => one.category === slug).length < 5)
    .map(({ displayName }) => displayName);
}

/** Null when the store cannot be asked, which is told as a finding of its own. */
async function missingKeys(
  keys: readonly string[],
  config: Config,
): Promise<readonly string[] | null> {
  try {
    const { blobs, close } = await connectBlobs(config);
    try {
      return await absent(keys, blobs);
    } finally {
      close();
    }
  } catch (cause) {
    if (cause instanceof StartupError || cause instanceof BlobError) return null;
    throw cause;
  }
}

/** By listings of the keys' top folders: asking for thousands one by one takes minutes in S3. */
async function absent(keys: readonly string[], blobs: BlobStore): Promise<readonly string[]> {
  const left = new Set(keys);
  const folders = new Set(keys.map((key) => key.slice(0, key.indexOf('/') + 1)));
  for (const folder of folders) for await (const key of blobs.list(folder)) left.delete(key);
  return [...left];
}
