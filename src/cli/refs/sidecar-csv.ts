import { parse } from 'csv-parse/sync';
import type { Entries, Entry } from './entries.ts';

/** A table with a header row. Throws an `Error` that says why it cannot be read. */
export function readCsv(text: string): Entries {
  const lines = linesOf(text);
  const [header, ...rows] = lines;
  const columns = header?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  if (!columns.includes('file')) throw new Error('its first line names no column "file"');
  return { entries: rows.map((row) => entryOf(columns, row)), about: null };
}

interface Line {
  readonly number: number;
  readonly cells: readonly string[];
}

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  parse(text, {
    bom: true,
    skip_empty_lines: true,
    // A row of another length is that row's fault alone.
    relax_column_count: true,
    on_record: (cells: string[], { lines: number }) => {
      lines.push({ number, cells });
      return null;
    },
  });
  return lines;
}

function entryOf(columns: readonly string[], { number, cells }: Line): Entry {
  const value = Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
  const where = `line ${number}`;
  if (cells.length <= columns.length) return { where, value, wrong: null };
  return {
    where,
    value,
    wrong: `has ${cells.length} columns instead of ${columns.length}: put quotes around texts with commas`,
  };
}
