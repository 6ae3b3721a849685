import { z } from 'zod';

/** The schema of each version that can be read; those of older ones give what the newest one does. */
export type Versions<T> = Readonly<Record<number, z.ZodType<T>>>;

/** A payload without a version is read as version 1. */
const versionSchema = z.object({ version: z.number().default(1) }).catch({ version: 1 });

/**
 * Reads what was written as JSON under a version, `what` being its name. Throws an error that says which version
 * came and which can be read, or what is wrong with it.
 */
export function readVersion<T>(what: string, value: unknown, versions: Versions<T>): T {
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
