import { z } from 'zod';
import type { Entries } from './entries.ts';
import { aboutSchema, wrongIn } from './notes.ts';

const bare = z.array(z.unknown());
const whole = aboutSchema.extend({ references: bare });

/**
 * A list of entries, or an object with `references` that also names its category or persona. Throws an
 * `Error` that says why it cannot be read.
 */
export function readJson(text: string): Entries {
  const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
  if (Array.isArray(value)) return { entries: entriesOf(bare.parse(value)), about: null };
  const read = whole.safeParse(value);
  if (!read.success) {
    throw new Error(
      `it is neither a list nor an object with "references" (${wrongIn(read.error)})`,
    );
  }
  const { references, name, tags } = read.data;
  return { entries: entriesOf(references), about: { name, tags } };
}

function entriesOf(values: readonly unknown[]): Entries['entries'] {
  return values.map((value, index) => ({ where: `entry ${index + 1}`, value, wrong: null }));
}
