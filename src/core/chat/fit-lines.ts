import type { Line } from './card.ts';

/** UTF-16 units that a surface needs to show a line with this text. */
export type SizeOf = (line: Line, text: string) => number;

/**
 * The texts of the lines, at most `max` UTF-16 units in all with a break behind each: the longest are cut, all of them
 * to the same size, by whole characters. `isCut` is true when something was left out.
 */
export function fitLines(
  lines: readonly Line[],
  max: number,
  sizeOf: SizeOf,
): { readonly texts: readonly string[]; readonly isCut: boolean } {
  const sizes = lines.map((line) => sizeOf(line, line.text));
  const most = largest(sizes, max - lines.length);
  const texts = lines.map((line, index) => {
    return (sizes[index] ?? 0) > most ? cutTo(line, most, sizeOf) : line.text;
  });
  return { texts, isCut: texts.some((text, index) => text !== lines[index]?.text) };
}

/** The size at which lines are cut, so that all have room together; at least 1. */
function largest(sizes: readonly number[], room: number): number {
  let left = room;
  for (const [index, size] of sizes.toSorted((a, b) => a - b).entries()) {
    const share = Math.floor(left / (sizes.length - index));
    if (size > share) return Math.max(1, share);
    left -= size;
  }
  return Number.POSITIVE_INFINITY;
}

/** As much of the line's text as is shown in `most` units, with an ellipsis. */
function cutTo(line: Line, most: number, sizeOf: SizeOf): string {
  const { text } = line;
  if (text.length < 2) return text;
  const ends = Array.from(new Intl.Segmenter().segment(text), ({ index }) => index);
  const upTo = (count: number) => `${text.slice(0, ends[count]).trimEnd()}…`;
  let [fits, tooMany] = [0, ends.length];
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (sizeOf(line, upTo(middle)) <= most) fits = middle;
    else tooMany = middle;
  }
  return upTo(fits);
}
