import { fitted } from './fit.ts';
import { padded, wrapped } from './width.ts';

/** One column of a listing. */
export interface Column<Row> {
  readonly heading: string;
  readonly cell: (row: Row) => string;
  /** Left out where the terminal is too narrow for it. */
  readonly optional?: boolean;
}

const GAP = 2;

/**
 * The rows under headings in at most `width` columns of a terminal; `Infinity` for a pipe, where each row is one line. Long
 * cells go on in the next line. Where even that has no room, each row is a block of lines, a field each.
 */
export function tableOf<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  width: number,
): readonly string[] {
  const shown = columns.flatMap(({ heading, cell, optional = false }) => {
    const cells = rows.map((row) => oneLine(cell(row)));
    return cells.every((text) => text === '') ? [] : [{ cells: [heading, ...cells], optional }];
  });
  const kept = fitted(shown, width, GAP);
  if (kept === undefined) return blocks(rows, columns, width);
  return [...Array(rows.length + 1).keys()].flatMap((row) =>
    linesOf(kept.map(({ cells, columns: room }) => ({ text: cells[row] ?? '', room }))),
  );
}

/** The columns that a stream has; `Infinity` where it is no terminal. */
export function roomOf(stream: { readonly isTTY?: boolean; readonly columns?: number }): number {
  return stream.isTTY === true ? (stream.columns ?? 80) : Infinity;
}

function linesOf(cells: readonly { readonly text: string; readonly room: number }[]) {
  const parts = cells.map(({ text, room }) => ({ lines: wrapped(text, room), room }));
  const height = Math.max(...parts.map(({ lines }) => lines.length));
  return Array.from({ length: height }, (_, at) =>
    parts
      .map(({ lines, room }) => padded(lines[at] ?? '', room))
      .join(' '.repeat(GAP))
      .trimEnd(),
  );
}

function blocks<Row>(rows: readonly Row[], columns: readonly Column<Row>[], width: number) {
  return rows.flatMap((row, at) => [
    ...(at === 0 ? [] : ['']),
    ...columns.flatMap(({ heading, cell }) => {
      const text = oneLine(cell(row));
      return text === '' ? [] : wrapped(`${heading}: ${text}`, Math.max(1, width));
    }),
  ]);
}

/** Names are data: a line break in one would break the table. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
