import type { Digest } from '../../ports/system.ts';
import type { BlobStore } from '../../ports/blobs.ts';
import type { Store } from '../../ports/store.ts';

/**
 * Stores the hashes of references from before hashes were stored. Those whose blob is missing stay without one.
 * Repeating it does only what is left.
 */
export async function identifyReferences({
  store,
  blobs,
  digest,
}: {
  readonly store: Store;
  readonly blobs: BlobStore;
  readonly digest: Digest;
}): Promise<void> {
  const all = (['tone', 'angle', 'model'] as const).flatMap((kind) => store.pool.available(kind));
  for (const { id, key } of all.filter((one) => one.sha256 === '')) {
    const bytes = await blobs.get(key);
    if (bytes !== undefined) store.pool.setContent(id, digest(bytes));
  }
}
