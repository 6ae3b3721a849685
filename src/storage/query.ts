import type Database from 'better-sqlite3';
import { z } from 'zod';

export type Db = Database.Database;
type Value = string | number | null;

/** A prepared query. Every row is checked: one of another shape throws. */
export interface Query<T> {
  readonly get: (...values: readonly Value[]) => T | undefined;
  readonly all: (...values: readonly Value[]) => readonly T[];
}

/** A prepared change; returns how many rows it changed. */
type Change = (...values: readonly Value[]) => number;

/** Objects are stored as JSON, booleans as 0 and 1. */
type Row<Name extends string> = Readonly<Record<Name, Value | boolean | object>>;

/** Observes the use of a database. */
export interface Watch {
  /** Called before a write. Throws when nothing may be written. */
  readonly before: () => void;
  readonly wrote: () => void;
  /** Called after each statement that changed a row, also in a transaction that is undone later. */
  readonly changed: () => void;
  /** Called with every error of a read or a write. */
  readonly failed: (cause: unknown) => void;
}

/**
 * A parameter that a column is compared with, for statements that join or sort: with a plain `?` SQLite (seen in 3.54) compiles such a
 * statement anew for each call, which takes up to twenty times as long as to run it.
 */
export const GIVEN = '(SELECT ?)';

export const UNWATCHED: Watch = {
  before: () => undefined,
  wrote: () => undefined,
  changed: () => undefined,
  failed: () => undefined,
};

/** Prepares statements for an open database. */
export class Sql {
  readonly db: Db;
  readonly watch: Watch;

  constructor(db: Db, watch: Watch = UNWATCHED) {
    this.db = db;
    this.watch = watch;
  }

  /** Runs a write under the watch. Within a transaction the transaction is watched instead. */
  write<T>(work: () => T): T {
    if (this.db.inTransaction) return work();
    this.watch.before();
    const result = this.read(work);
    this.watch.wrote();
    return result;
  }

  read<T>(work: () => T): T {
    try {
      return work();
    } catch (cause) {
      this.watch.failed(cause);
      throw cause;
    }
  }

  query<T>(text: string, row: z.ZodType<T>): Query<T> {
    return this.#checked(this.db.prepare<Value[]>(text), row);
  }

  /** A query for rows of a table, by their shape. */
  select<Shape extends z.ZodRawShape>(
    table: string,
    shape: Shape,
    rest: string,
  ): Query<z.infer<z.ZodObject<Shape>>> {
    return this.query(`SELECT ${columnsOf(shape)} FROM ${table} ${rest}`, z.object(shape));
  }

  /** A query for one column. */
  column<T>(text: string, value: z.ZodType<T>): Query<T> {
    return this.#checked(this.db.prepare<Value[]>(text).pluck(), value);
  }

  /** A query for one column of texts. */
  texts(text: string): Query<string>['all'] {
    return this.column(text, z.string()).all;
  }

  /** A query for one number. Throws when there is no row. */
  number(text: string): (...values: readonly Value[]) => number {
    const { get } = this.column(text, z.number());
    return (...values) => {
      const number = get(...values);
      if (number === undefined) throw new Error(`no row for the number of: ${text}`);
      return number;
    };
  }

  /** A change of one row at most, which returns the row as it is now; undefined when it changed none. */
  returning<Shape extends z.ZodRawShape>(
    text: string,
    shape: Shape,
  ): Query<z.infer<z.ZodObject<Shape>>>['get'] {
    const statement = this.db.prepare<Value[]>(`${text} RETURNING ${columnsOf(shape)}`);
    const { get } = this.#checked(statement, z.object(shape));
    return (...values) => this.write(() => get(...values));
  }

  change(text: string): Change {
    const statement = this.db.prepare<Value[]>(text);
    return (...values) =>
      this.write(() => {
        const { changes } = statement.run(...values);
        if (changes > 0) this.watch.changed();
        return changes;
      });
  }

  /**
   * A prepared INSERT of one row; returns how many rows it added. Columns have the names of the row's fields in snake
   * case; other fields of the row are ignored. `looked` has columns with a query each for their value, which has one
   * parameter, the field `by`.
   */
  insert<Name extends string>(
    table: string,
    names: readonly Name[],
    onConflict = '',
    looked: Readonly<Record<string, { readonly by: Name; readonly sql: string }>> = {},
  ): (row: Row<Name>) => number {
    const columns = [...names.map(columnOf), ...Object.keys(looked)].join(', ');
    const values = [
      ...names.map(() => '?'),
      ...Object.values(looked).map(({ sql }) => `(${sql})`),
    ].join(', ');
    const given = [...names, ...Object.values(looked).map(({ by }) => by)];
    const insert = this.change(
      `INSERT INTO ${table} (${columns}) VALUES (${values}) ${onConflict}`,
    );
    return (row) => insert(...given.map((name) => encode(row[name])));
  }

  /** Like `insert`, but overwrites `names` when a row with the same primary key exists. */
  upsert<Name extends string>(
    table: string,
    key: readonly Name[],
    names: readonly Name[],
  ): (row: Row<Name>) => number {
    const updates = names.map(columnOf).map((column) => `${column} = excluded.${column}`);
    const onConflict = `ON CONFLICT (${key.map(columnOf).join(', ')}) DO UPDATE SET ${updates.join(', ')}`;
    return this.insert(table, [...key, ...names], onConflict);
  }

  #checked<T>(statement: Database.Statement<Value[]>, row: z.ZodType<T>): Query<T> {
    // One with RETURNING changes what it returns.
    const isChange = !statement.readonly;
    return {
      get: (...values) => {
        const found = this.read(() => statement.get(...values));
        if (found === undefined) return undefined;
        if (isChange) this.watch.changed();
        return row.parse(found);
      },
      all: (...values) => {
        const found = this.read(() => statement.all(...values));
        if (isChange && found.length > 0) this.watch.changed();
        return found.map((one) => row.parse(one));
      },
    };
  }
}

function encode(value: Value | boolean | object): Value {
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

/** The columns that a row of this shape is read from: `pair_id AS pairId`. */
export function columnsOf(shape: object, table?: string): string {
  return Object.entries(columnNames(shape, table))
    .map(([name, column]) => `${column} AS ${name}`)
    .join(', ');
}

/** The column that each field of a row is read from. */
export function columnNames(shape: object, table = ''): Readonly<Record<string, string>> {
  const prefix = table && `${table}.`;
  return Object.fromEntries(Object.keys(shape).map((name) => [name, `${prefix}${columnOf(name)}`]));
}

export function namesOf<Shape extends object>(shape: Shape): (keyof Shape & string)[] {
  return Object.keys(shape).filter((name): name is keyof Shape & string =>
    Object.hasOwn(shape, name),
  );
}

function columnOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
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
/** A sentence in each language. */
export const textsSchema = z.object({ en: z.string(), ko: z.string() });
export const strings = json(z.array(z.string()));
