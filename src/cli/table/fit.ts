import { widthOf } from './width.ts';

interface Cells {
  readonly cells: readonly string[];
  readonly optional: boolean;
}
interface Fitted {
  readonly cells: readonly string[];
  /** Of the terminal. */
  readonly columns: number;
}

/**
 * Gives each column its room. An optional column is there only where all columns have all the room that they need; the last is left
 * out first. The others may get less, but never less than their widest word: undefined where even that has no room. `gap` is the
 * space between two columns.
 */
export function fitted(
  columns: readonly Cells[],
  room: number,
  gap: number,
): readonly Fitted[] | undefined {
  const left = room - gap * (columns.length - 1);
  const wanted = columns.map(({ cells }) => Math.max(...cells.map(widthOf)));
  const drop = columns.findLastIndex(({ optional }) => optional);
  if (sum(wanted) > left && drop >= 0) return fitted(columns.toSpliced(drop, 1), room, gap);
  const least = columns.map(({ cells }) => Math.max(...cells.map(widestWord)));
  if (sum(least) > left) return undefined;
  const given = shared(wanted, least, left);
  return columns.map(({ cells }, at) => ({ cells, columns: given[at] ?? 0 }));
}

/** What is left over the least goes, a column of the terminal at a time, to where most text has no room. */
function shared(wanted: readonly number[], least: readonly number[], room: number) {
  let given = least;
  for (let left = room - sum(least); left > 0; left -= 1) {
    const lack = wanted.map((want, at) => want - (given[at] ?? want));
    const most = Math.max(...lack);
    if (most <= 0) break;
    const at = lack.indexOf(most);
    given = given.with(at, (given[at] ?? 0) + 1);
  }
  return given;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

function widestWord(text: string): number {
  return Math.max(...text.split(' ').map(widthOf));
}
