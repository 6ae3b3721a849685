import type { Digest } from '../../ports/system.ts';
import type { BlobStore } from '../../ports/blobs.ts';
import type { Store } from '../../ports/store.ts';

/**
 * Finds out what nobody wrote down: the content of references from before it was kept, and of images promoted
 * from before. What the store does not give stays unknown; repeating it does only what is left.
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
