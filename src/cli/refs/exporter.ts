import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BlobError, type BlobStore } from '../../core/ports/blobs.ts';
import type { Reference } from '../../core/domain/reference.ts';
import { StartupError } from '../../core/base/startup-error.ts';
import { sizeAt, writeWhole } from './export-folder.ts';
import { printable } from './outcome.ts';
import type { Progress } from './progress.ts';
import type { Shelf } from './shelves.ts';

/** Pictures that are fetched at once. */
const AT_ONCE = 4;

export interface ExporterParts {
  readonly blobs: BlobStore;
  readonly progress: Progress;
  readonly out: (text: string) => void;
  readonly signal: AbortSignal;
}

/** Writes shelf after shelf below a folder, and counts. */
export class Exporter {
  readonly #parts: ExporterParts;
  readonly #root: string;
  #written = 0;
  #there = 0;
  missing = 0;

  constructor(root: string, parts: ExporterParts) {
    this.#root = root;
    this.#parts = parts;
  }

  /** The counts in one line. */
  get line(): string {
    const there = this.#there === 0 ? '' : `, ${this.#there} there already`;
    return `${this.#written} exported${there}${this.missing === 0 ? '' : `, ${this.missing} missing`}`;
  }

  /** Nothing once the signal aborted. Throws a `StartupError` when a picture cannot be read or written. */
  async write(shelf: Shelf): Promise<void> {
    const { signal } = this.#parts;
    if (signal.aborted) return;
    const folder = join(this.#root, shelf.folder);
    await mkdir(folder, { recursive: true });
    try {
      await writeWhole(folder, 'references.json', this.#sidecar(folder, shelf));
    } catch (cause) {
      // Half a list must not replace a whole one.
      if (cause !== signal.reason) throw cause;
    }
  }

  /** The sidecar's text; each picture is written before it is named. */
  async *#sidecar(folder: string, { target, files }: Shelf): AsyncGenerator<string> {
    const { progress, signal } = this.#parts;
    const [name, words] = [target.displayName, target.tags].map((one) => JSON.stringify(one));
    yield `{\n  "name": ${name},\n  "tags": ${words},\n  "references": [`;
    let before = '\n';
    const all = [...files];
    for (let from = 0; from < all.length; from += AT_ONCE) {
      signal.throwIfAborted();
      const some = all.slice(from, from + AT_ONCE);
      const saved = await Promise.all(some.map(([file, one]) => this.#save(folder, file, one)));
      progress.update(this.#written + this.#there + this.missing, this.line);
      for (const [index, [file, { kind, location, tags, caption }]] of some.entries()) {
        if (saved[index] !== true) continue;
        yield `${before}    ${JSON.stringify({ file, kind, location, tags, caption })}`;
        before = ',\n';
      }
    }
    yield '\n  ]\n}\n';
  }

  /** False when there is no picture. */
  async #save(folder: string, file: string, { id, key, caption }: Reference): Promise<boolean> {
    const { blobs, out } = this.#parts;
    const size = await asked(() => blobs.size(key));
    if (size !== undefined && size === (await sizeAt(join(folder, file)))) {
      this.#there += 1;
      return true;
    }
    const bytes = await asked(() => blobs.get(key));
    if (bytes === undefined) {
      this.missing += 1;
      out(`${id} (${printable(caption)}): its picture is not in the image store.`);
      return false;
    }
    await writeWhole(folder, file, bytes);
    this.#written += 1;
    return true;
  }
}

async function asked<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (cause) {
    if (!(cause instanceof BlobError)) throw cause;
    throw new StartupError(
      `Stopped: ${cause.message}. "npx diptych doctor" says what to do; then run the same command again to go on.`,
      { cause },
    );
  }
}
