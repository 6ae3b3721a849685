import { z } from 'zod';

/** A payload without a version is read as version 1. */
const versionSchema = z.object({ version: z.number().default(1) }).catch({ version: 1 });

/**
 * Reads JSON that has a version, by the schema of that version. `what` names it in errors. Throws for an unknown version, with those that can be
 * read, and for invalid data, with the first fault.
 */
export function readVersion<T>(
  what: string,
  value: unknown,
  versions: Readonly<Record<number, z.ZodType<T>>>,
): T {
  const { version } = versionSchema.parse(value);
  const schema = versions[version];
  if (schema === undefined) {
    const known = Object.keys(versions).join(' and ');
    throw new Error(`a ${what} of version ${version} cannot be read: only version ${known}`);
  }
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Error(
    `a ${what} cannot be read: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
    { cause: read.error },
  );
}
