import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { openDatabase } from '../../src/storage/database.ts';

const MIGRATIONS = join(import.meta.dirname, '..', '..', 'src', 'storage', 'migrations');

/** A database as Diptych left it before the migration of that number. */
export function openBefore(home: string, number: number): Database.Database {
  const folder = join(home, `migrations before ${number}`);
  mkdirSync(folder);
  for (const file of readdirSync(MIGRATIONS)) {
    if (Number.parseInt(file, 10) < number)
      copyFileSync(join(MIGRATIONS, file), join(folder, file));
  }
  return openDatabase(join(home, 'diptych.db'), folder);
}

/** Adds a row whose other columns hold as little as they may. */
export function insertRow(
  db: Database.Database,
  table: string,
  values: Record<string, string | number | null>,
): void {
  const needed = db
    .prepare<[string], { name: string; type: string }>(
      `SELECT name, type FROM pragma_table_info(?) WHERE "notnull" = 1 AND dflt_value IS NULL`,
    )
    .all(table)
    .map(({ name, type }) => [name, type === 'TEXT' ? '' : 0] as const);
  const row = { ...Object.fromEntries(needed), ...values };
  const names = Object.keys(row);
  const places = names.map(() => '?').join(', ');
  db.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${places})`).run(
    ...Object.values(row),
  );
}
