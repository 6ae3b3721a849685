import { sizeText } from '../../../../core/base/units.ts';
import { imageTypeOf, TELLING_BYTES } from '../../../../core/domain/image-type.ts';
import { ATTACHMENT_LIMITS } from '../../../../core/domain/picture-limits.ts';
import { say } from './words.ts';

/** Width and height; null when the browser cannot show it, undefined when it could not tell in time. */
export type Measured = { readonly width: number; readonly height: number } | null | undefined;

export interface Checked {
  readonly images: readonly File[];
  /** Why the others cannot be used, one sentence a reason. */
  readonly faults: readonly string[];
}

/** Tells pictures that the hub would take from those that it would refuse, before any is sent. */
export async function checkFiles(
  files: Iterable<File>,
  measure: (file: File) => Promise<Measured>,
): Promise<Checked> {
  const all = [...files];
  const kinds = await Promise.all(all.map((file) => kindOf(file, measure)));
  const of = (kind: Kind) => all.filter((_, index) => kinds[index] === kind);
  const faults = FAULTS.flatMap(([kind, sentence]) => {
    const names = of(kind).map(({ name }) => name);
    return names.length === 0 ? [] : [sentence(names)];
  });
  return { images: of('image'), faults };
}

type Kind = 'image' | 'other' | 'large' | 'broken' | 'pixels' | 'long';

const { maxBytes, maxPixels, maxSide } = ATTACHMENT_LIMITS;
const FAULTS: readonly (readonly [Kind, (names: readonly string[]) => string])[] = [
  ['other', (names) => say.not_images(names)],
  ['large', (names) => say.too_large(names, sizeText(maxBytes))],
  ['pixels', (names) => say.too_many_pixels(names, maxPixels / 1_000_000)],
  ['long', (names) => say.too_long(names, maxSide)],
  ['broken', (names) => say.broken(names)],
];

async function kindOf(file: File, measure: (file: File) => Promise<Measured>): Promise<Kind> {
  if (!(await isImage(file))) return 'other';
  if (file.size > maxBytes) return 'large';
  const measured = await measure(file);
  if (measured === null) return 'broken';
  if (measured === undefined) return 'image';
  const { width, height } = measured;
  if (width * height > maxPixels) return 'pixels';
  return Math.max(width, height) > maxSide ? 'long' : 'image';
}

/** The type that the system declares does not count. */
async function isImage(file: File): Promise<boolean> {
  try {
    const head = await file.slice(0, TELLING_BYTES).arrayBuffer();
    return imageTypeOf(new Uint8Array(head)) !== undefined;
  } catch {
    // A folder, or a file that is gone.
    return false;
  }
}
