import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { keySegments, BlobError, type BlobStore } from '../core/ports/blobs.ts';

/** The folder of half-written files. No key can name it. */
const UNFINISHED = '.unfinished';

/** Blobs as files in one folder. Each is written under another name, synced, then renamed. */
export class FileBlobs implements BlobStore {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    await this.#place(key, async (unfinished) => {
      const file = await open(unfinished, 'wx');
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
    });
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    return this.#unlessMissing(key, (path) => readFile(path));
  }

  async size(key: string): Promise<number | undefined> {
    const found = await this.#unlessMissing(key, (path) => stat(path));
    return found?.isFile() === true ? found.size : undefined;
  }

  async copy(from: string, to: string): Promise<boolean> {
    const source = this.#path(from);
    keySegments(to);
    if ((await this.size(from)) === undefined) return false;
    await this.#place(to, (unfinished) =>
      copyFile(source, unfinished, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE),
    );
    return true;
  }

  async delete(key: string): Promise<void> {
    await this.#guarded(key, (path) => rm(path, { force: true }));
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
      return await readdir(join(this.#root, folder), { withFileTypes: true });
    } catch (cause) {
      if (isMissing(cause)) return [];
      throw new BlobError('storage', `could not list ${folder}`, { cause });
    }
  }

  async #place(key: string, write: (unfinished: string) => Promise<void>): Promise<void> {
    const unfinished = join(this.#root, UNFINISHED, randomBytes(12).toString('hex'));
    await this.#guarded(key, async (path) => {
      try {
        await mkdir(dirname(unfinished), { recursive: true });
        await mkdir(dirname(path), { recursive: true });
        await write(unfinished);
        await rename(unfinished, path);
        await syncFolder(dirname(path));
      } catch (cause) {
        await rm(unfinished, { force: true });
        throw cause;
      }
    });
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

/** A renamed file survives a power cut only after its folder is synced. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Also for a key that is a folder, or below a file. */
function isMissing(cause: unknown): boolean {
  if (!(cause instanceof Error) || !('code' in cause)) return false;
  return cause.code === 'ENOENT' || cause.code === 'ENOTDIR' || cause.code === 'EISDIR';
}
