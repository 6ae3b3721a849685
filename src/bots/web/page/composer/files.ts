import { imageTypeOf, TELLING_BYTES } from '../../../../core/domain/image-type.ts';
import { ATTACHMENT_LIMITS } from '../../../../core/domain/picture-limits.ts';

export interface SortedFiles {
  readonly images: readonly File[];
  /** Names of files whose first bytes are no picture's. The type that the system declares does not count. */
  readonly others: readonly string[];
  /** Names of pictures that the hub would refuse for their bytes. */
  readonly large: readonly string[];
}

/** Sorts files before any is sent. */
export async function sortedFiles(files: Iterable<File>): Promise<SortedFiles> {
  const all = [...files];
  const areImages = await Promise.all(all.map(isImage));
  const images = all.filter((_, index) => areImages[index]);
  return {
    images: images.filter((file) => !isLarge(file)),
    others: all.filter((_, index) => !areImages[index]).map(({ name }) => name),
    large: images.filter(isLarge).map(({ name }) => name),
  };
}

function isLarge({ size }: File): boolean {
  return size > ATTACHMENT_LIMITS.maxBytes;
}

async function isImage(file: File): Promise<boolean> {
  try {
    const head = await file.slice(0, TELLING_BYTES).arrayBuffer();
    return imageTypeOf(new Uint8Array(head)) !== undefined;
  } catch {
    // A folder, or a file that is gone.
    return false;
  }
}
