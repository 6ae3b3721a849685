import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../src/storage/database.ts';
import { tempFolder } from '../temp-folder.ts';

const MIGRATIONS = join(import.meta.dirname, '../../src/storage/migrations');

/** A data folder whose database is one step behind. */
export async function behind(): Promise<string> {
  const home = await tempFolder();
  const old = join(home, 'old');
  mkdirSync(old);
  const all = readdirSync(MIGRATIONS).toSorted();
  for (const name of all.slice(0, -1)) copyFileSync(join(MIGRATIONS, name), join(old, name));
  openDatabase(join(home, 'diptych.db'), old).close();
  return home;
}
