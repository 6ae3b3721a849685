import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../../core/base/startup-error.ts';
import { cleanName } from '../../core/domain/names.ts';
import type { Reference } from '../../core/domain/reference.ts';
import { BlobError } from '../../core/ports/blobs.ts';
import { STOPPED } from '../stopping.ts';
import { openExport, writeWhole } from './export-folder.ts';
import { type FilterFlags, filterOf } from './filter.ts';
import type { OpenPool } from './open-pool.ts';
import type { Terminal } from './progress.ts';
import { type ExportGroup, exportGroups } from './export-groups.ts';

/** How many pictures are read at once. */
const AT_ONCE = 4;

/**
 * Writes available references into a folder that `refs import` takes. Resolves with the exit code: 2 when
 * pictures were missing, 130 when it was stopped, else 0. Throws a `StartupError`.
 */
export async function exportRefs(
  folder: string,
  flags: Omit<FilterFlags, 'removed'>,
  parts: OpenPool & Terminal,
): Promise<number> {
  const { store, progress, out, signal } = parts;
  const filter = filterOf(store, flags);
  const groups = exportGroups(store, filter);
  if (groups.length === 0) throw new StartupError('There is nothing of that in the pool.');
  await openExport(folder, filter);
  const exporter = new Exporter(folder, parts);
  progress.start(groups.reduce((sum, { files }) => sum + files.size, 0));
  try {
    for (const group of groups) await exporter.write(group);
  } finally {
    progress.stop();
    out(`${exporter.line}.`);
  }
  if (!signal.aborted) return exporter.missing === 0 ? 0 : 2;
  out('Stopped: run the same command again to go on.');
  return STOPPED;
}

class Exporter {
  readonly #parts: OpenPool & Terminal;
  readonly #root: string;
  #written = 0;
  #skipped = 0;
  missing = 0;

  constructor(root: string, parts: OpenPool & Terminal) {
    this.#root = root;
    this.#parts = parts;
  }

  /** The counts in one line. */
  get line(): string {
    const skipped = this.#skipped === 0 ? '' : `, ${this.#skipped} there already`;
    return `${this.#written} exported${skipped}${this.missing === 0 ? '' : `, ${this.missing} missing`}`;
  }

  /** Does nothing once the signal is aborted. */
  async write(group: ExportGroup): Promise<void> {
    const { signal } = this.#parts;
    if (signal.aborted) return;
    const folder = join(this.#root, group.folder);
    await mkdir(folder, { recursive: true });
    try {
      await writeWhole(folder, 'references.json', this.#sidecar(folder, group));
    } catch (cause) {
      // The abort makes `writeWhole` fail, so that a partial list never replaces a whole one.
      if (cause !== signal.reason) throw cause;
    }
  }

  /** The sidecar's text. Saves each picture before it yields its entry. */
  async *#sidecar(folder: string, { target, files }: ExportGroup): AsyncGenerator<string> {
    const { progress, signal } = this.#parts;
    const [name, words] = [target.displayName, target.tags].map((one) => JSON.stringify(one));
    yield `{\n  "name": ${name},\n  "tags": ${words},\n  "references": [`;
    let before = '\n';
    const all = [...files];
    for (let from = 0; from < all.length; from += AT_ONCE) {
      signal.throwIfAborted();
      const some = all.slice(from, from + AT_ONCE);
      const saved = await Promise.all(some.map(([file, one]) => this.#save(folder, file, one)));
      progress.update(this.#written + this.#skipped + this.missing, this.line);
      for (const [index, [file, { kind, location, tags, caption }]] of some.entries()) {
        if (saved[index] !== true) continue;
        yield `${before}    ${JSON.stringify({ file, kind, location, tags, caption })}`;
        before = ',\n';
      }
    }
    yield '\n  ]\n}\n';
  }

  /** False when the blob store has no such picture. */
  async #save(folder: string, file: string, { id, key, caption }: Reference): Promise<boolean> {
    const { blobs, out } = this.#parts;
    const size = await blobs.size(key).catch(stopped);
    const before = await stat(join(folder, file)).catch(() => undefined);
    if (size !== undefined && size === before?.size) {
      this.#skipped += 1;
      return true;
    }
    const bytes = await blobs.get(key).catch(stopped);
    if (bytes === undefined) {
      this.missing += 1;
      out(`${id} (${cleanName(caption)}): its picture is not in the image store.`);
      return false;
    }
    await writeWhole(folder, file, bytes);
    this.#written += 1;
    return true;
  }
}

function stopped(cause: unknown): never {
  if (!(cause instanceof BlobError)) throw cause;
  throw new StartupError(
    `Stopped: ${cause.message}. "npx diptych doctor" says what to do; then run the same command again to go on.`,
    { cause },
  );
}
