import { z } from 'zod';
import { json } from './query.ts';

/** How many checked values a column remembers. */
const REMEMBERED = 500;
/** Characters of a text that is remembered: longer ones are rare, and would take the memory of many. */
const LONGEST = 20_000;

/**
 * As `json`, for texts that are read again and again: each is parsed and checked once. Whoever reads one gets the same value
 * as others before, and must not change it.
 */
export function rememberedJson<T>(schema: z.ZodType<T>): z.ZodType<T> {
  const row = json(schema);
  const known = new Map<string, T>();
  return z.string().transform((text): T => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const value: T = row.parse(text);
    if (text.length > LONGEST) return value;
    if (known.size >= REMEMBERED) known.clear();
    known.set(text, value);
    return value;
  });
}

/** A column with all rows of another query, as JSON. `columns`: the SQL of each field. */
export function jsonRows(
  columns: Readonly<Record<string, string>>,
  from: string,
  order?: string,
): string {
  const fields = Object.entries(columns).map(([name, column]) => `'${name}', ${column}`);
  const sorted = order === undefined ? '' : ` ORDER BY ${order}`;
  return `(SELECT json_group_array(json_object(${fields.join(', ')})${sorted}) FROM ${from})`;
}
