import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { newFolder } from './world.ts';

/** The least that a bot can store: a row, which is on the disk when `store` returns. */
export interface BareTable {
  /** Files may stand there too. `close` deletes it. */
  readonly folder: string;
  store(key: string, said: string): void;
  close(): void;
}

export function bareTable(): BareTable {
  const folder = newFolder();
  const db = new Database(join(folder, 'bare.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE shown (key TEXT PRIMARY KEY, card TEXT)');
  const insert = db.prepare('INSERT INTO shown VALUES (?, ?)');
  return {
    folder,
    store: (key, said) => void insert.run(key, said),
    close() {
      db.close();
      rmSync(folder, { recursive: true });
    },
  };
}
