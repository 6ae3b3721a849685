import { MEGABYTE } from '../../core/base/units.ts';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StartupError } from '../../core/base/startup-error.ts';
import type { Entry } from './entries.ts';
import { type About, type Note, readNote } from './notes.ts';
import { codeOf } from './outcome.ts';
import { readCsv } from './sidecar-csv.ts';
import { readJson } from './sidecar-json.ts';

/** An entry that names a picture. */
export interface Row {
  readonly where: string;
  readonly note: Note | { readonly wrong: string };
  /** Whether its picture was met. */
  seen: boolean;
}

/** What one file says of the pictures at and below its folder. */
export interface Sidecar {
  readonly name: string;
  readonly about: About | null;
  /** By path from the sidecar's folder, as `pathKey` writes it. */
  readonly rows: ReadonlyMap<string, Row>;
  /** Entries that name no picture. */
  readonly lost: readonly { readonly where: string; readonly wrong: string }[];
}

export const SIDECAR_NAMES = ['references.csv', 'references.json'] as const;
const MAX_BYTES = 32 * MEGABYTE;
const fileSchema = z.object({ file: z.string().min(1) });

/** One way to write a path: macOS takes letters apart, Windows turns slashes around. */
export function pathKey(path: string): string {
  return path.normalize('NFC').replaceAll('\\', '/').replace(/^\.\//, '');
}

/** The sidecars of one folder. Throws a `StartupError` for one that cannot be read at all. */
export async function readSidecars(folder: string): Promise<readonly Sidecar[]> {
  const found = await Promise.all(
    SIDECAR_NAMES.map((name) => readSidecar(join(folder, name), name)),
  );
  return found.filter((one) => one !== undefined);
}

async function readSidecar(path: string, name: string): Promise<Sidecar | undefined> {
  const text = await readText(path);
  if (text === undefined) return undefined;
  try {
    const { entries, about } = name.endsWith('.csv') ? readCsv(text) : readJson(text);
    return { name, about, ...rowsOf(entries) };
  } catch (cause) {
    throw unreadable(path, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

async function readText(path: string): Promise<string | undefined> {
  // What cannot even be looked at is told as its folder.
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true) return undefined;
  if (found.size > MAX_BYTES) throw unreadable(path, `it is larger than ${MAX_BYTES >> 20} MB`);
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

function rowsOf(entries: readonly Entry[]): Pick<Sidecar, 'rows' | 'lost'> {
  const rows = new Map<string, Row>();
  const lost: { where: string; wrong: string }[] = [];
  for (const { where, value, wrong } of entries) {
    const named = fileSchema.safeParse(value);
    if (!named.success) {
      lost.push({ where, wrong: wrong ?? 'names no file' });
      continue;
    }
    const key = pathKey(named.data.file);
    const before = rows.get(key);
    const fault = before === undefined ? wrong : `names a file that ${before.where} names too`;
    const note = fault === null ? readNote(value) : { wrong: fault };
    rows.set(key, { where, note, seen: false });
  }
  return { rows, lost };
}
