import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { exportRefs } from '../../../src/cli/refs/export-refs.ts';
import type { FilterFlags } from '../../../src/cli/refs/filter.ts';
import { type ImportFlags, importRefs } from '../../../src/cli/refs/import-refs.ts';
import type { BlobStore } from '../../../src/core/ports/blobs.ts';
import type { Images } from '../../../src/core/ports/images.ts';
import type { Store } from '../../../src/core/ports/store.ts';
import { SharpImages } from '../../../src/images/sharp-images.ts';
import { openDatabase } from '../../../src/storage/database.ts';
import { FileBlobs } from '../../../src/storage/files.ts';
import { seedStore } from '../../../src/storage/seed.ts';
import { sqliteStore } from '../../../src/storage/store.ts';
import { RandomIds } from '../../../src/system.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { aPicture } from '../../pictures.ts';
import { tempFolder } from '../../temp-folder.ts';

/** What a command said, and its exit code. */
export interface Said {
  readonly code: number;
  readonly text: string;
}

/** A data folder with a database and blobs in files. */
export interface Home {
  readonly home: string;
  readonly db: Database.Database;
  readonly store: Store;
  readonly blobs: BlobStore;
}

export async function aHome(folder?: string): Promise<Home> {
  const home = folder ?? (await tempFolder());
  const db = openDatabase(join(home, 'diptych.db'));
  onTestFinished(() => void db.close());
  const store = sqliteStore(db);
  seedStore(store);
  return { home, db, store, blobs: new FileBlobs(join(home, 'blobs')) };
}

const SILENT = { start: () => undefined, update: () => undefined, stop: () => undefined };

interface More {
  readonly images?: Images;
  readonly blobs?: BlobStore;
  readonly signal?: AbortSignal;
  /** Hears how many files are done. */
  readonly update?: (done: number) => void;
}

/** `refs import`, without a process. */
export async function imported(
  { store, blobs }: Home,
  folder: string,
  flags: ImportFlags = {},
  more: More = {},
): Promise<Said> {
  const clock = new FakeClock();
  const said: string[] = [];
  const code = await importRefs(folder, flags, {
    store,
    blobs,
    images: new SharpImages(),
    ids: new RandomIds(clock),
    clock,
    progress: { ...SILENT, update: more.update ?? SILENT.update },
    out: (text) => said.push(text),
    signal: new AbortController().signal,
    ...more,
  });
  return { code, text: said.join('\n') };
}

/** `refs export`, without a process. */
export async function exported(
  { store, blobs }: Home,
  folder: string,
  flags: FilterFlags = {},
  more: More = {},
): Promise<Said> {
  const said: string[] = [];
  const code = await exportRefs(folder, flags, {
    store,
    blobs,
    progress: { ...SILENT, update: more.update ?? SILENT.update },
    out: (text) => said.push(text),
    signal: new AbortController().signal,
    ...more,
  });
  return { code, text: said.join('\n') };
}

type Format = 'png' | 'jpeg' | 'webp' | 'gif';

/** A small picture like no other number's. */
export function numbered(number: number, format: Format = 'png'): Promise<Uint8Array> {
  const background = `#${number.toString(16).padStart(6, '0')}`;
  return aPicture(format, { width: 16, height: 12, background });
}

/** Files by their paths in a new folder: pictures by number, or what is given. */
export async function aTree(
  files: Readonly<Record<string, number | string | Uint8Array>>,
): Promise<string> {
  const root = await tempFolder();
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    const data = typeof content === 'number' ? await numbered(content) : content;
    await writeFile(join(root, path), data);
  }
  return root;
}

/** As many pictures in one category, from a number on. */
export function aCategory(
  folder: string,
  count: number,
  from = 0,
): Readonly<Record<string, number>> {
  const numbers = Array.from({ length: count }, (_, index) => from + index);
  return Object.fromEntries(numbers.map((number) => [`${folder}/picture ${number}.png`, number]));
}

/** Everything that stands in the pool, by caption. */
export function standing({ store }: Home) {
  const kinds = ['tone', 'angle', 'model'] as const;
  const all = kinds.flatMap((kind) => store.pool.available(kind));
  return all.toSorted((a, b) => a.caption.localeCompare(b.caption, 'en'));
}

export async function blobKeys({ blobs }: Home): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const key of blobs.list('')) keys.push(key);
  return keys.toSorted();
}

/** Keys on their way in or out, whatever their age. */
export function unsettled({ store }: Home): readonly string[] {
  return store.unsettled.before(Number.MAX_SAFE_INTEGER);
}
