import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StartupError } from '../../core/base/startup-error.ts';
import { MEGABYTE } from '../../core/base/units.ts';
import { type About, mergedNotes, type ReadNote, readNote } from './notes.ts';
import { codeOf } from './outcome.ts';
import { type Entry, readCsv, readJson } from './sidecar-formats.ts';

/** An entry that names a picture. */
interface Row {
  readonly where: string;
  readonly note: ReadNote;
  /** Whether the walk found its picture. */
  found: boolean;
}

/** What one file says about the pictures at and below its folder. */
export interface Sidecar {
  readonly name: string;
  /** Its folder, relative to the imported one: empty, or ends with a slash. */
  readonly folder: string;
  readonly about: About | null;
  /** By the picture's path from the sidecar's folder, as `pathKey` writes it. */
  readonly rows: ReadonlyMap<string, Row>;
  /** Entries that name no picture. */
  readonly nameless: readonly { readonly where: string; readonly wrong: string }[];
}

export const SIDECAR_NAMES = ['references.csv', 'references.json'] as const;
const MAX_BYTES = 32 * MEGABYTE;
const fileSchema = z.object({ file: z.string().min(1) });

/** Normalizes a path: macOS decomposes letters, Windows writes backslashes. */
function pathKey(path: string): string {
  return path.normalize('NFC').replaceAll('\\', '/').replace(/^\.\//, '');
}

/** Reads the sidecars in the folder at `path`. Throws a `StartupError` for one that cannot be read. */
export async function readSidecars(path: string, folder: string): Promise<readonly Sidecar[]> {
  const found = await Promise.all(
    SIDECAR_NAMES.map((name) => readSidecar(join(path, name), name, folder)),
  );
  return found.filter((one) => one !== undefined);
}

/** Merges what the sidecars around a picture say about it; the nearest, the last in the list, wins. */
export function notesFor(sidecars: readonly Sidecar[], shown: string): ReadNote {
  let note: ReadNote = {};
  for (const { name, folder, rows } of sidecars.toReversed()) {
    const row = rows.get(pathKey(shown).slice(pathKey(folder).length));
    if (row === undefined) continue;
    row.found = true;
    if ('wrong' in note) continue;
    if ('wrong' in row.note) note = { wrong: `${folder}${name}, ${row.where}: ${row.note.wrong}` };
    else note = mergedNotes(note, row.note);
  }
  return note;
}

/** Entries that name no picture, or one that the walk did not find. Call it after the walk of the folder. */
export function* unusedEntries({ name, folder, rows, nameless }: Sidecar) {
  const shown = `${folder}${name}`;
  for (const { where, wrong } of nameless) yield { shown, detail: `${where} ${wrong}` };
  for (const [file, { where, found }] of rows) {
    if (!found) yield { shown, detail: `${where} names ${file}, which is not there` };
  }
}

async function readSidecar(
  path: string,
  name: string,
  folder: string,
): Promise<Sidecar | undefined> {
  // A file that `stat` cannot read is ignored here: the walk reports its folder.
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true) return undefined;
  if (found.size > MAX_BYTES) throw unreadable(path, `it is larger than ${MAX_BYTES >> 20} MB`);
  const text = await readText(path);
  try {
    const { entries, about } = name.endsWith('.csv') ? readCsv(text) : readJson(text);
    return { name, folder, about, ...rowsOf(entries) };
  } catch (cause) {
    throw unreadable(path, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

async function readText(path: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (cause) {
    const isText = codeOf(cause) === 'ERR_ENCODING_INVALID_ENCODED_DATA';
    throw unreadable(path, isText ? 'it is not UTF-8: save it as UTF-8' : codeOf(cause), cause);
  }
}

function unreadable(path: string, why: string, cause?: unknown): StartupError {
  const reason = why.replace(/\.$/, '');
  return new StartupError(`${path} cannot be read: ${reason}. Nothing was imported.`, { cause });
}

function rowsOf(entries: readonly Entry[]): Pick<Sidecar, 'rows' | 'nameless'> {
  const rows = new Map<string, Row>();
  const nameless: { where: string; wrong: string }[] = [];
  for (const { where, value, wrong } of entries) {
    const named = fileSchema.safeParse(value);
    if (!named.success) {
      nameless.push({ where, wrong: wrong ?? 'names no file' });
      continue;
    }
    const key = pathKey(named.data.file);
    const before = rows.get(key);
    const fault = before === undefined ? wrong : `names a file that ${before.where} names too`;
    const note = fault === null ? readNote(value) : { wrong: fault };
    rows.set(key, { where, note, found: false });
  }
  return { rows, nameless };
}
