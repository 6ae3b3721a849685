import { blobFolder } from '../blob-place.ts';
import { FileBlobs } from '../storage/files.ts';
import type { CopiedBlobs } from './copy-blobs.ts';
import { faultIn } from './folder-fault.ts';

/** The images that are files in a data folder or a backup. A failure is a `StartupError` that says in which of the two. */
export function folderBlobs(folder: string): CopiedBlobs {
  const path = blobFolder(folder);
  const blobs = new FileBlobs(path);
  const fail = (cause: unknown): never => {
    throw faultIn(path, cause);
  };
  return {
    list: (prefix) => listed(blobs.list(prefix), fail),
    size: (key) => blobs.size(key).catch(fail),
    get: (key) => blobs.get(key).catch(fail),
    put: (key, bytes) => blobs.put(key, bytes).catch(fail),
  };
}

async function* listed(
  keys: AsyncIterable<string>,
  fail: (cause: unknown) => never,
): AsyncGenerator<string> {
  try {
    yield* keys;
  } catch (cause) {
    fail(cause);
  }
}
