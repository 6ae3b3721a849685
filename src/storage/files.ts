import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import * as fs from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { keySegments, BlobError, type BlobStore } from '../core/ports/blobs.ts';
import { PRIVATE_FILE, PRIVATE_FOLDER } from './private-files.ts';

/** The folder of half-written files. No key can name it. */
const UNFINISHED = '.unfinished';

/** How many folders are remembered. */
const MAX_FOLDERS = 500;

/** What is used of Node's file system. */
export type Disk = Pick<
  typeof fs,
  'copyFile' | 'mkdir' | 'open' | 'readdir' | 'readFile' | 'rename' | 'rm' | 'stat' | 'unlink'
>;

/** Blobs as files in one folder, for this user alone. Each is written under another name, synced, then renamed. */
export class FileBlobs implements BlobStore {
  readonly #root: string;
  readonly #disk: Disk;
  /** Folders that were made or found, so that few writes ask for them. */
  readonly #folders = new Set<string>();

  constructor(root: string, disk: Disk = fs) {
    this.#root = root;
    this.#disk = disk;
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    await this.#place(key, (unfinished) =>
      this.#finish(unfinished, 'wx', (file) => file.writeFile(bytes)),
    );
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    return this.#unlessMissing(key, (path) => this.#disk.readFile(path));
  }

  async size(key: string): Promise<number | undefined> {
    const found = await this.#unlessMissing(key, (path) => this.#disk.stat(path));
    return found?.isFile() === true ? found.size : undefined;
  }

  async copy(from: string, to: string): Promise<boolean> {
    const source = this.#path(from);
    keySegments(to);
    if ((await this.size(from)) === undefined) return false;
    await this.#place(to, async (unfinished) => {
      const flags = constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE;
      await this.#disk.copyFile(source, unfinished, flags);
      // The copy has the mode of its source.
      await this.#finish(unfinished, 'r+', (file) => file.chmod(PRIVATE_FILE));
    });
    return true;
  }

  async delete(key: string): Promise<void> {
    await this.#unlessMissing(key, (path) => this.#disk.unlink(path));
  }

  async *list(prefix: string): AsyncIterable<string> {
    const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
    if (folder !== '') keySegments(folder.slice(0, -1));
    yield* this.#walk(folder, prefix);
  }

  async *#walk(folder: string, prefix: string): AsyncIterable<string> {
    for (const entry of await this.#entries(folder)) {
      if (entry.name.startsWith('.')) continue;
      const key = `${folder}${entry.name}`;
      const inside = key.startsWith(prefix) || prefix.startsWith(`${key}/`);
      if (entry.isDirectory() && inside) yield* this.#walk(`${key}/`, prefix);
      else if (entry.isFile() && key.startsWith(prefix)) yield key;
    }
  }

  async #entries(folder: string) {
    try {
      return await this.#disk.readdir(join(this.#root, folder), { withFileTypes: true });
    } catch (cause) {
      if (isMissing(cause)) return [];
      throw new BlobError('storage', `could not list ${folder}`, { cause });
    }
  }

  async #place(key: string, write: (unfinished: string) => Promise<void>): Promise<void> {
    const unfinished = join(this.#root, UNFINISHED, randomBytes(12).toString('hex'));
    await this.#guarded(key, async (path) => {
      const { rename, rm } = this.#disk;
      const place = async () => {
        await this.#makeFolder(dirname(unfinished));
        await this.#makeFolder(dirname(path));
        await write(unfinished);
        await rename(unfinished, path);
        await this.#syncFolder(dirname(path));
      };
      try {
        await place().catch(async (cause: unknown) => {
          // Somebody may have taken a folder away that was here before.
          if (!isMissing(cause) || this.#folders.size === 0) throw cause;
          this.#folders.clear();
          await rm(unfinished, { force: true });
          await place();
        });
      } catch (cause) {
        // A full disk can fail here too: the first failure is the one to report.
        await rm(unfinished, { force: true }).catch(() => undefined);
        throw cause;
      }
    });
  }

  /** Opens a file, does `work`, and syncs it. */
  async #finish(
    path: string,
    flags: 'wx' | 'r+',
    work: (file: fs.FileHandle) => Promise<void>,
  ): Promise<void> {
    const file = await this.#disk.open(path, flags, PRIVATE_FILE);
    try {
      await work(file);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  /** A new folder survives a power cut only after the one that holds it is synced. */
  async #makeFolder(path: string): Promise<void> {
    if (this.#folders.has(path)) return;
    const first = await this.#disk.mkdir(path, { recursive: true, mode: PRIVATE_FOLDER });
    const shortest = first?.length ?? Infinity;
    for (let made = path; made.length >= shortest; made = dirname(made)) {
      await this.#syncFolder(dirname(made));
    }
    if (this.#folders.size >= MAX_FOLDERS) this.#folders.clear();
    this.#folders.add(path);
  }

  /** A renamed file survives a power cut only after its folder is synced. */
  async #syncFolder(path: string): Promise<void> {
    // Windows cannot open a folder, and needs no sync of it.
    if (process.platform === 'win32') return;
    const folder = await this.#disk.open(path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }

  async #unlessMissing<T>(key: string, read: (path: string) => Promise<T>): Promise<T | undefined> {
    return this.#guarded(key, async (path) => {
      try {
        return await read(path);
      } catch (cause) {
        if (isMissing(cause)) return undefined;
        throw cause;
      }
    });
  }

  async #guarded<T>(key: string, work: (path: string) => Promise<T>): Promise<T> {
    const path = this.#path(key);
    try {
      return await work(path);
    } catch (cause) {
      throw new BlobError('storage', `the file store failed at ${key}`, { cause });
    }
  }

  #path(key: string): string {
    return join(this.#root, ...keySegments(key));
  }
}

/** Also for a key that is a folder, or below a file. */
function isMissing(cause: unknown): boolean {
  if (!(cause instanceof Error) || !('code' in cause)) return false;
  return cause.code === 'ENOENT' || cause.code === 'ENOTDIR' || cause.code === 'EISDIR';
}
