import { counted, plural } from '../core/base/text.ts';
import { placeProblem } from '../blob-place.ts';
import type { Config } from '../config.ts';
import { BlobError, type BlobStore } from '../core/ports/blobs.ts';
import type { Store } from '../core/ports/store.ts';
import { StartupError } from '../core/base/startup-error.ts';
import { connectBlobs } from '../open-blobs.ts';
import { bad, type Finding, ok } from './finding.ts';
import { withBlobs } from './on-store.ts';

/** Checks that the pool is large enough, and that its pictures are in the configured blob store. */
export async function examinePool(store: Store, config: Config): Promise<Finding> {
  const wrongPlace = placeProblem(config, store.settings);
  if (wrongPlace !== null) return bad('pool', wrongPlace);
  const pool = store.pool.snapshot();
  const keys = [...pool.tones, ...pool.angles, ...pool.people].map(({ key }) => key);
  const missing = await missingKeys(keys, config);
  if (missing === null)
    return ok('pool', `${counted(keys.length, 'reference')}; their pictures: see images`);
  const [first] = missing;
  if (first !== undefined) {
    return bad(
      'pool',
      `${counted(missing.length, 'picture')} ${plural(missing.length, 'is', 'are')} not in the store${missing.length === 1 ? ':' : ', such as'} ${first}.`,
    );
  }
  const few = pool.categories
    .filter(({ slug }) => pool.tones.filter((one) => one.category === slug).length < 5)
    .map(({ displayName }) => displayName)
    .join(', ');
  return ok(
    'pool',
    `${counted(keys.length, 'reference')}${few && `; under five tones in: ${few}`}`,
  );
}

/** Null when the blob store cannot be reached, which `examineBlobs` reports. */
async function missingKeys(
  keys: readonly string[],
  config: Config,
): Promise<readonly string[] | null> {
  try {
    return await withBlobs(connectBlobs(config), (blobs) => absent(keys, blobs));
  } catch (cause) {
    if (cause instanceof StartupError || cause instanceof BlobError) return null;
    throw cause;
  }
}

/** Lists the top folders of the keys, because thousands of single requests to S3 take minutes. */
async function absent(keys: readonly string[], blobs: BlobStore): Promise<readonly string[]> {
  const left = new Set(keys);
  const folders = new Set(keys.map((key) => key.slice(0, key.indexOf('/') + 1)));
  for (const folder of folders) for await (const key of blobs.list(folder)) left.delete(key);
  return [...left];
}
