import type { BlobStore } from '../core/ports/blobs.ts';
import type { Watch } from './query.ts';

/** A blob store whose failures the watch hears of. */
export function watchedBlobs(blobs: BlobStore, { failed }: Pick<Watch, 'failed'>): BlobStore {
  const watched = <T>(work: Promise<T>): Promise<T> =>
    work.catch((cause: unknown) => {
      failed(cause);
      throw cause;
    });
  return {
    put: (key, bytes, type) => watched(blobs.put(key, bytes, type)),
    get: (key) => watched(blobs.get(key)),
    size: (key) => watched(blobs.size(key)),
    copy: (from, to) => watched(blobs.copy(from, to)),
    delete: (key) => watched(blobs.delete(key)),
    list: (prefix) => blobs.list(prefix),
  };
}
