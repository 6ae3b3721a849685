import { plural } from '../core/base/text.ts';
import { typeByEnding } from '../core/domain/output-key.ts';
import type { BlobStore } from '../core/ports/blobs.ts';

/** How many blobs are copied at once. */
const AT_ONCE = 8;
/** How many blobs between two lines of progress. */
const LINE_EVERY = 100;

/** What copying asks of a blob store. */
export type CopiedBlobs = Pick<BlobStore, 'list' | 'size' | 'get' | 'put'>;

/** Blobs that were copied, and those that the target had already. */
export interface Count {
  copied: number;
  bytes: number;
  skipped: number;
}

/** Copies every blob that the target does not have. Run again after a failure, it goes on. Throws what the stores throw. */
export async function copyBlobs(
  source: CopiedBlobs,
  target: CopiedBlobs,
  out: (text: string) => void,
): Promise<Count> {
  const count: Count = { copied: 0, bytes: 0, skipped: 0 };
  const keys = each(source.list(''));
  const work = async () => {
    for await (const key of keys) {
      const bytes = await copyOne(source, target, key);
      if (bytes === null) count.skipped += 1;
      else count.copied += 1;
      count.bytes += bytes ?? 0;
      if ((count.copied + count.skipped) % LINE_EVERY === 0) out(copySummary(count));
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return count;
}

/** One listing that several workers read; when one of them fails, it ends for all. */
async function* each(keys: AsyncIterable<string>): AsyncGenerator<string> {
  yield* keys;
}

/** How many bytes were copied; null when the target has the blob, or the source lost it. */
async function copyOne(
  source: CopiedBlobs,
  target: CopiedBlobs,
  key: string,
): Promise<number | null> {
  const [size, targetSize] = await Promise.all([source.size(key), target.size(key)]);
  if (size === targetSize) return null;
  const bytes = await source.get(key);
  if (bytes === undefined) return null;
  // A listing has no types.
  const other = key.endsWith('.json') ? 'application/json' : 'application/octet-stream';
  await target.put(key, bytes, typeByEnding(key) ?? other);
  return bytes.length;
}

/** What was copied, as a line of progress. */
export function copySummary({ copied, bytes, skipped }: Count): string {
  const megabytes = (bytes / 1_000_000).toFixed(1);
  return `  ${copied} copied (${megabytes} MB), ${skipped} ${plural(skipped, 'was', 'were')} there already`;
}
