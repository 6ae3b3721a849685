import { existsSync, rmSync } from 'node:fs';

/** What SQLite keeps beside a database. It belongs to that one alone: beside another it damages it. */
const ENDINGS = ['-wal', '-shm', '-journal'] as const;

/** The files of SQLite that stand beside where the database `path` is, or was. */
export function logsBeside(path: string): readonly string[] {
  return ENDINGS.map((ending) => `${path}${ending}`).filter((file) => existsSync(file));
}

/** Where a copy of a database is made, before it gets its name. */
export function draftOf(path: string): string {
  return `${path}.unfinished`;
}

/** Deletes an unfinished copy with what SQLite left beside it. Nothing happens when there is none. */
export function removeDraft(draft: string): void {
  for (const file of [draft, ...logsBeside(draft)]) rmSync(file, { force: true });
}
