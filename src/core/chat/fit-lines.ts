import { cut } from '../base/text.ts';
import type { Line } from './card.ts';

/**
 * The texts of the lines, at most `max` UTF-16 units in all with a break behind each: the longest are cut, by whole
 * characters, as much as is needed. `sizeOf` says how many units a surface needs to show a line with this text.
 * `isCut` is true when something was left out.
 */
export function fitLines(
  lines: readonly Line[],
  max: number,
  sizeOf: (line: Line, text: string) => number,
): { readonly texts: readonly string[]; readonly isCut: boolean } {
  const texts = lines.map(({ text }) => text);
  const sizes = lines.map((line) => sizeOf(line, line.text));
  let isCut = false;
  for (let over = excess(sizes, max); over > 0; over = excess(sizes, max)) {
    const longest = sizes.reduce(
      (best, size, index) => (size > (sizes[best] ?? 0) ? index : best),
      0,
    );
    const line = lines[longest];
    const before = texts[longest] ?? '';
    if (line === undefined || before.length < 2) break;
    isCut = true;
    // A text as it is shown may be longer than the original: cutting the whole excess may cut too much.
    const text = cut(before, Math.max(1, before.length - Math.max(8, Math.ceil(over / 2))));
    texts[longest] = text;
    sizes[longest] = sizeOf(line, text);
  }
  return { texts, isCut };
}

function excess(sizes: readonly number[], max: number): number {
  return sizes.reduce((sum, size) => sum + size + 1, 0) - max;
}
