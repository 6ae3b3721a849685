import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { readShape } from '../../core/base/shape-fault.ts';
import { faultItemEn } from '../../core/words/shape-faults.en.ts';
import { type About, aboutSchema, fieldName, withFieldNames } from './notes.ts';

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

/** The line by which spreadsheets name the separator of a table: `sep=;`. */
const SEPARATOR_LINE = /^sep=(.)\r?\n/i;
const SEPARATORS = [',', ';', '\t'] as const;

/** The separator of a table: as its first line says, else the one that its header has most often. */
function delimiterOf(text: string): string {
  const start = text.replace(/^\ufeff/, '');
  const named = SEPARATOR_LINE.exec(start)?.[1];
  if (named !== undefined) return named;
  const [header = ''] = start.replace(/^\s+/, '').split(/\r?\n|\r/, 1);
  const line = header.replace(/"[^"]*"/g, '');
  const count = (separator: string) => line.split(separator).length;
  return SEPARATORS.reduce((best, one) => (count(one) > count(best) ? one : best));
}

/** Reads a table with a header row. Throws an `Error` that says why it cannot be read. */
export function readCsv(text: string): Entries {
  const columns: string[] = [];
  const entries: Entry[] = [];
  const table = text.replace(/^\ufeff/, '').replace(SEPARATOR_LINE, '');
  parse(table, {
    delimiter: delimiterOf(text),
    skip_empty_lines: true,
    // A row of the wrong length must not make the others unreadable.
    relax_column_count: true,
    on_record: (cells: string[], { lines }) => {
      if (columns.length > 0) entries.push(entryOf(columns, cells, lines));
      else columns.push(...cells.map(fieldName));
      return null;
    },
  });
  if (!columns.includes('file')) throw new Error('its first line names no column "file"');
  return { entries, about: null };
}

function entryOf(columns: readonly string[], cells: readonly string[], line: number): Entry {
  const tooMany = `has ${cells.length} columns instead of ${columns.length}: put quotes around texts that contain the separator`;
  return {
    where: `line ${line}`,
    value: Object.fromEntries(
      columns.map((column, index) => [column, (cells[index] ?? '').trim()]),
    ),
    wrong: cells.length <= columns.length ? null : tooMany,
  };
}

/**
 * Reads a list of entries, or an object with `references` and the name and tags of its category or persona.
 * Throws an `Error` that says why it cannot be read.
 */
export function readJson(text: string): Entries {
  const value = withFieldNames(JSON.parse(text.replace(/^\ufeff/, '')));
  if (Array.isArray(value)) return { entries: entriesOf(bare.parse(value)), about: null };
  const read = readShape(whole, value);
  if (!read.ok) {
    const wrong = read.faults.map(faultItemEn).join('; ');
    throw new Error(`it is neither a list nor an object with "references" (${wrong})`);
  }
  const { references, name, tags } = read.data;
  return { entries: entriesOf(references), about: { name, tags } };
}

function entriesOf(values: readonly unknown[]): readonly Entry[] {
  return values.map((value, index) => {
    return { where: `entry ${index + 1}`, value: withFieldNames(value), wrong: null };
  });
}
