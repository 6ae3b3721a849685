import type Database from 'better-sqlite3';
import { z } from 'zod';

export type Db = Database.Database;
type Value = string | number | null;

/** A prepared query whose rows are checked: a row of another shape is a thrown fault, never a guess. */
export interface Query<T> {
  readonly get: (...values: readonly Value[]) => T | undefined;
  readonly all: (...values: readonly Value[]) => readonly T[];
}

export function query<T>(db: Db, sql: string, row: z.ZodType<T>): Query<T> {
  const statement = db.prepare<Value[]>(sql);
  return {
    get: (...values) => {
      const found = statement.get(...values);
      return found === undefined ? undefined : row.parse(found);
    },
    all: (...values) => statement.all(...values).map((found) => row.parse(found)),
  };
}

/** A query for one number, which is always there. */
export function queryNumber(db: Db, sql: string): (...values: readonly Value[]) => number {
  const statement = db.prepare<Value[]>(sql).pluck();
  const number = z.number();
  return (...values) => number.parse(statement.get(...values));
}

/** A query for one column of texts. */
export function queryTexts(
  db: Db,
  sql: string,
): (...values: readonly Value[]) => readonly string[] {
  const statement = db.prepare<Value[]>(sql).pluck();
  const texts = z.array(z.string());
  return (...values) => texts.parse(statement.all(...values));
}

/** A prepared change; returns how many rows it changed. */
export function change(db: Db, sql: string): (...values: readonly Value[]) => number {
  const statement = db.prepare<Value[]>(sql);
  return (...values) => statement.run(...values).changes;
}

/** A JSON column. */
export function json<T>(schema: z.ZodType<T>): z.ZodType<T> {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'is not JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

/** A 0/1 column. */
export const flag = z.union([z.literal(0), z.literal(1)]).transform((value) => value === 1);
export const strings = json(z.array(z.string()));
