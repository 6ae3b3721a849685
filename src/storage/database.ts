import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { StartupError } from '../core/base/startup-error.ts';
import { personId } from '../core/domain/person.ts';
import { StorageError } from '../core/ports/storage-fault.ts';
import { requireOwnLog } from './own-log.ts';
import { makePrivateFile, makePrivateFolder, nameFile } from './private-files.ts';
import { startupAdvice } from './startup-advice.ts';

/** "DIPT", in the header of our SQLite files. */
const APPLICATION_ID = 0x44495054;
/** Milliseconds to wait for another writer, such as the command line beside the hub. */
const BUSY_MS = 5_000;
const COPIES_KEPT = 3;
/** The largest database that a start looks through. */
const CHECKED_BYTES = 128 * 1024 * 1024;
const MIGRATIONS = join(import.meta.dirname, 'migrations');

/**
 * Opens the database at `path`, which may be `:memory:`, and migrates it. Copies it before each migration. Throws a
 * `StartupError` that says what to do.
 */
export function openDatabase(path: string, migrations = MIGRATIONS): Database.Database {
  const db = open(path);
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    migrate(db, path, migrations);
    return db;
  } catch (cause) {
    db.close();
    throw asStartupError(path, cause);
  }
}

/** Whether opening the database would change its schema. */
export function isBehind(path: string, migrations = MIGRATIONS): boolean {
  const db = open(path);
  try {
    return isOlder(db, migrations);
  } finally {
    db.close();
  }
}

/** Whether an open database has not yet had all migrations. */
export function isOlder(db: Database.Database, migrations = MIGRATIONS): boolean {
  const { version, newest } = schemaOf(db, migrations);
  return version < newest;
}

function open(path: string): Database.Database {
  try {
    if (path !== ':memory:') {
      makePrivateFolder(dirname(path));
      requireOwnLog(path);
      makePrivateFile(path);
    }
    const db = new Database(path, { timeout: BUSY_MS });
    // Migrations use it.
    db.function('person_id', { deterministic: true }, (id) => personId(String(id)));
    return db;
  } catch (cause) {
    throw asStartupError(path, cause);
  }
}

function asStartupError(path: string, cause: unknown): StartupError {
  if (cause instanceof StartupError) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'SQLITE_NOTADB') {
    const why = `${path} is not a Diptych database: move it away, or set DIPTYCH_HOME.`;
    return new StartupError(why, { cause });
  }
  const known = startupAdvice(cause, dirname(path));
  if (known !== undefined) return known;
  if (/^(EEXIST|ENOTDIR|ENOENT)/.test(code)) {
    return new StartupError(
      `The data folder ${dirname(path)} cannot be written: allow this user to write there, or set DIPTYCH_HOME to a folder that can be.`,
      { cause },
    );
  }
  const why = cause instanceof Error ? cause.message : String(cause);
  return new StartupError(`The database ${path} could not be opened: ${why}.`, { cause });
}

/**
 * Looks for damaged pages, if that takes little time (about a second for 128 MiB). Throws a `StartupError` that says what to
 * do. The doctor looks at databases of any size.
 */
export function requireSound(db: Database.Database, path: string): void {
  try {
    checkPages(db, path);
  } catch (cause) {
    throw asStartupError(path, cause);
  }
}

/** The same, for who says otherwise what to do. Throws a `StorageError`, or what SQLite throws. */
export function checkPages(db: Database.Database, path: string): void {
  if (statSync(path).size > CHECKED_BYTES) return;
  const found = db.prepare('PRAGMA quick_check(1)').pluck().get();
  if (found !== 'ok') throw new StorageError('damaged', String(found));
}

/** Whose an open database is, which schema it has, and the newest that this version of Diptych knows. */
export function schemaOf(db: Database.Database, migrations = MIGRATIONS) {
  const isOurs = db.pragma('application_id', { simple: true }) === APPLICATION_ID;
  return { isOurs, version: versionOf(db), newest: listMigrations(migrations).at(-1)?.number ?? 0 };
}

function migrate(db: Database.Database, path: string, folder: string): void {
  const { isOurs, version: current, newest } = schemaOf(db, folder);
  if (current > 0 && !isOurs) {
    throw new StartupError(`${path} is another program's database: move it, or set DIPTYCH_HOME.`);
  }
  if (current > newest) {
    throw new StartupError(
      `The database ${path} was written by a newer Diptych (schema ${current}, this one knows ${newest}): install that version, or restore a copy from ${dirname(path)}/copies.`,
    );
  }
  for (const step of listMigrations(folder).filter(({ number }) => number > current)) {
    if (current > 0) copyBefore(db, path, step.number);
    apply(db, step.number, step.path);
  }
}

function listMigrations(folder: string): { number: number; path: string }[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .toSorted()
    .map((file) => ({ number: Number.parseInt(file, 10), path: join(folder, file) }));
}

function versionOf(db: Database.Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}

function apply(db: Database.Database, number: number, path: string): void {
  const sql = readFileSync(path, 'utf8');
  const run = db.transaction(() => {
    // Another process may have migrated while this one waited for the lock.
    if (versionOf(db) >= number) return;
    db.exec(sql);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${number}`);
  });
  run.immediate();
}

/** Copies the database to `copies/before-{number}.db` and deletes all but the last three copies. */
function copyBefore(db: Database.Database, path: string, number: number): void {
  if (path === ':memory:') return;
  const folder = join(dirname(path), 'copies');
  makePrivateFolder(folder);
  const target = join(folder, `before-${String(number).padStart(3, '0')}.db`);
  const unfinished = `${target}.unfinished`;
  rmSync(unfinished, { force: true });
  makePrivateFile(unfinished);
  db.prepare('VACUUM INTO ?').run(unfinished);
  nameFile(unfinished, target);
  const copies = readdirSync(folder).filter((name) => /^before-\d+\.db$/.test(name));
  for (const old of copies.toSorted().slice(0, -COPIES_KEPT)) rmSync(join(folder, old));
}
