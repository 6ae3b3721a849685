import { existsSync } from 'node:fs';
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Hex } from '../src/digest.ts';
import { installStarterPool } from '../src/providers/sample/starter-pool.ts';
import { openDatabase } from '../src/storage/database.ts';
import { FileBlobs } from '../src/storage/files.ts';
import { seedStore } from '../src/storage/seed.ts';
import { sqliteStore } from '../src/storage/store.ts';
import { RandomIds, SystemClock } from '../src/system.ts';
import { RUN_FOLDER } from './setup/run-folder.ts';

/**
 * Fills a folder with what a hub's first start makes and keeps in files: seeds and starter pool. Painting
 * takes most of a start's time, so a run paints once and copies. Outside a test run nothing is done.
 */
export async function fillHome(home: string): Promise<void> {
  const run = process.env[RUN_FOLDER];
  if (run === undefined) return;
  const filled = join(run, 'filled-home');
  if (!existsSync(filled)) await makeFilled(run, filled);
  await cp(filled, home, { recursive: true });
}

async function makeFilled(run: string, filled: string): Promise<void> {
  const draft = await mkdtemp(join(run, 'draft-'));
  await firstStart(draft);
  try {
    await rename(draft, filled);
  } catch (cause) {
    // Another process was first: one is as good as the other.
    if (!existsSync(filled)) throw cause;
    await rm(draft, { recursive: true });
  }
}

/** As the hub does it (`main.ts`). Where the images are is not remembered yet: that is the settings' choice. */
async function firstStart(home: string): Promise<void> {
  const db = openDatabase(join(home, 'diptych.db'));
  const store = sqliteStore(db);
  const blobs = new FileBlobs(join(home, 'blobs'));
  const clock = new SystemClock();
  seedStore(store);
  const ids = new RandomIds(clock);
  await installStarterPool({ store, blobs, ids, clock, digest: sha256Hex });
  db.close();
}
