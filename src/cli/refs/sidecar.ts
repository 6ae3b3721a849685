import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StartupError } from '../../core/base/startup-error.ts';
import { MEGABYTE } from '../../core/base/units.ts';
import { type About, mergedNotes, type ReadNote, readNote } from './notes.ts';
import { codeOf } from './outcome.ts';
import { pathKey, sameName } from './same-name.ts';
import { type Entry, readCsv, readJson } from './sidecar-formats.ts';

/** An entry that names a picture. */
interface Row {
  readonly where: string;
  readonly note: ReadNote;
  /** Whether the walk found its picture. */
  found: boolean;
  /** Whether the walk found several pictures that it could mean. */
  isUnclear: boolean;
}

/** What one file says about the pictures at and below its folder. */
export interface Sidecar {
  readonly name: string;
  /** Its folder, relative to the imported one: empty, or ends with a slash. */
  readonly folder: string;
  readonly about: About | null;
  /** By the picture's path from the sidecar's folder, as `pathKey` writes it. */
  readonly rows: ReadonlyMap<string, Row>;
  /** The rows whose path no other row has but for case and blanks, by the path as `sameName` writes it. */
  readonly similar: ReadonlyMap<string, Row>;
  /** Entries that name no picture. */
  readonly nameless: readonly { readonly where: string; readonly wrong: string }[];
}

const MAX_BYTES = 32 * MEGABYTE;
const fileSchema = z.object({ file: z.string().min(1) });

/** A folder whose sidecars are read. */
export interface SidecarFolder {
  readonly path: string;
  /** Its path from the imported folder: empty, or ends with a slash. */
  readonly shown: string;
}

/** Reads the sidecars of these names in a folder. Throws a `StartupError` for one that cannot be read. */
export async function readSidecars(
  { path, shown }: SidecarFolder,
  names: readonly string[],
): Promise<readonly Sidecar[]> {
  const found = await Promise.all(names.map((name) => readSidecar(join(path, name), name, shown)));
  return found.filter((one) => one !== undefined);
}

/**
 * Merges what the sidecars around a picture say about it; the nearest, the last in the list, wins. An entry names the
 * picture by its path, or, unless `exactly`, by a path that differs in case and blanks alone.
 */
export function notesFor(sidecars: readonly Sidecar[], shown: string, exactly: boolean): ReadNote {
  let note: ReadNote = {};
  for (const { name, folder, rows, similar } of sidecars.toReversed()) {
    const path = pathKey(shown).slice(pathKey(folder).length);
    const like = similar.get(sameName(path));
    const row = rows.get(path) ?? (exactly ? undefined : like);
    if (row === undefined && like !== undefined) like.isUnclear = true;
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
  for (const [file, { where, found, isUnclear }] of rows) {
    const why = isUnclear
      ? 'which could be several files: write its name exactly'
      : 'which is not there';
    if (!found) yield { shown, detail: `${where} names ${file}, ${why}` };
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
    const { entries, about } = /csv$/i.test(name.trim()) ? readCsv(text) : readJson(text);
    return { name, folder, about, ...rowsOf(entries) };
  } catch (cause) {
    throw unreadable(path, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

async function readText(path: string): Promise<string> {
  try {
    const bytes = await readFile(path);
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch (cause) {
    const isText = codeOf(cause) === 'ERR_ENCODING_INVALID_ENCODED_DATA';
    throw unreadable(path, isText ? 'it is not UTF-8: save it as UTF-8' : codeOf(cause), cause);
  }
}

/** Spreadsheets save "Unicode text" as UTF-16, with a mark at its beginning. */
function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

function unreadable(path: string, why: string, cause?: unknown): StartupError {
  const reason = why.replace(/\.$/, '');
  return new StartupError(`${path} cannot be read: ${reason}. Nothing was imported.`, { cause });
}

function rowsOf(entries: readonly Entry[]): Pick<Sidecar, 'rows' | 'similar' | 'nameless'> {
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
    rows.set(key, { where, note, found: false, isUnclear: false });
  }
  return { rows, similar: similarOf(rows), nameless };
}

function similarOf(rows: ReadonlyMap<string, Row>): ReadonlyMap<string, Row> {
  const groups = Map.groupBy(rows, ([path]) => sameName(path));
  return new Map(
    [...groups].flatMap(([path, [one, ...others]]) => {
      return one === undefined || others.length > 0 ? [] : [[path, one[1]] as const];
    }),
  );
}
