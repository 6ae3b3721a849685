import { statSync } from 'node:fs';

/** The files of an open database by their identity, so that a deleted or replaced one is noticed. */
export class DatabaseFiles {
  readonly #known: ReadonlyMap<string, string>;

  /** Call it when the database is open and has been written: its log file exists from then on. */
  constructor(path: string) {
    const files = [path, `${path}-wal`];
    this.#known = new Map(files.flatMap((file) => entryOf(file)));
  }

  /** Whether every file is still the one that was opened. */
  areThere(): boolean {
    for (const [file, identity] of this.#known) {
      if (entryOf(file)[0]?.[1] !== identity) return false;
    }
    return true;
  }
}

function entryOf(file: string): [] | [[string, string]] {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? [] : [[file, `${found.dev} ${found.ino}`]];
}
