/**
 * What a part of a picture's file is for. `frames`: what makes it an animation, with its first frame; `other`: later
 * frames, place, device, comments, thumbnails, and whatever is not known.
 */
export type PartKind = 'picture' | 'frames' | 'exif' | 'icc' | 'provenance' | 'other';

export interface Part {
  readonly kind: PartKind;
  /** Bytes of the file: the first, and the one behind the last. */
  readonly from: number;
  readonly to: number;
}

/** A picture's file, taken apart without a decoder. */
export interface Container {
  /** Pixels as they are stored, before the picture is turned upright; 0 when the header does not say. */
  readonly width: number;
  readonly height: number;
  readonly parts: readonly Part[];
  /** How many times a decoder passes over all pixels. */
  readonly passes: number;
}

/** Chunks or segments of a file: more than any real one has. Both we and a decoder look at each. */
export const MAX_PARTS = 100_000;

/** Collects the parts of a file; neighbours of one kind are one part. */
export class Parts {
  readonly list: { kind: PartKind; from: number; to: number }[] = [];
  #added = 0;

  /** Throws a `RangeError` when the file has too many. */
  add(kind: PartKind, from: number, to: number): void {
    this.#added += 1;
    if (this.#added > MAX_PARTS) throw new RangeError('too many parts');
    const last = this.list.at(-1);
    if (last?.kind === kind && last.to === from) last.to = to;
    else this.list.push({ kind, from, to });
  }
}

/** The parts of these kinds, put together. The same bytes when that is the whole file. */
export function joined(
  bytes: Uint8Array,
  parts: readonly Part[],
  kinds: ReadonlySet<PartKind>,
): Uint8Array {
  const kept = parts.filter(({ kind }) => kinds.has(kind));
  const length = kept.reduce((sum, { from, to }) => sum + to - from, 0);
  if (length === bytes.length) return bytes;
  return Buffer.concat(kept.map(({ from, to }) => bytes.subarray(from, to)));
}
