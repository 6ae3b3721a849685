import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { type About, aboutSchema, messageOf } from './notes.ts';

/** One entry of a sidecar file; `where` is its line or its number. */
export interface Entry {
  readonly where: string;
  readonly value: unknown;
  /** What is wrong with its form; null when nothing is. */
  readonly wrong: string | null;
}

export interface Entries {
  readonly entries: readonly Entry[];
  /** What the file says about its folder's category or persona. */
  readonly about: About | null;
}

const bare = z.array(z.unknown());
const whole = aboutSchema.extend({ references: bare });

/** Reads a table with a header row. Throws an `Error` that says why it cannot be read. */
export function readCsv(text: string): Entries {
  const columns: string[] = [];
  const entries: Entry[] = [];
  parse(text, {
    bom: true,
    skip_empty_lines: true,
    // A row of the wrong length must not make the others unreadable.
    relax_column_count: true,
    on_record: (cells: string[], { lines }) => {
      if (columns.length > 0) entries.push(entryOf(columns, cells, lines));
      else columns.push(...cells.map((cell) => cell.trim().toLowerCase()));
      return null;
    },
  });
  if (!columns.includes('file')) throw new Error('its first line names no column "file"');
  return { entries, about: null };
}

function entryOf(columns: readonly string[], cells: readonly string[], line: number): Entry {
  const tooMany = `has ${cells.length} columns instead of ${columns.length}: put quotes around texts with commas`;
  return {
    where: `line ${line}`,
    value: Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ''])),
    wrong: cells.length <= columns.length ? null : tooMany,
  };
}

/**
 * Reads a list of entries, or an object with `references` and the name and tags of its category or persona.
 * Throws an `Error` that says why it cannot be read.
 */
export function readJson(text: string): Entries {
  const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
  if (Array.isArray(value)) return { entries: entriesOf(bare.parse(value)), about: null };
  const read = whole.safeParse(value);
  if (!read.success) {
    throw new Error(
      `it is neither a list nor an object with "references" (${messageOf(read.error)})`,
    );
  }
  const { references, name, tags } = read.data;
  return { entries: entriesOf(references), about: { name, tags } };
}

function entriesOf(values: readonly unknown[]): readonly Entry[] {
  return values.map((value, index) => ({ where: `entry ${index + 1}`, value, wrong: null }));
}
