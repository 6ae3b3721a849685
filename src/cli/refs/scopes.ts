import { mergedNotes, type Note } from './notes.ts';
import { pathKey, readSidecars, type Sidecar } from './sidecar.ts';

/** A sidecar and the folder from which it names pictures. */
export interface Scope {
  readonly sidecar: Sidecar;
  /** From the imported folder: empty, or ending with a slash. */
  readonly shown: string;
}

/** The sidecars of one folder. Throws a `StartupError` for one that cannot be read. */
export async function scopesAt(path: string, shown: string): Promise<readonly Scope[]> {
  return (await readSidecars(path)).map((sidecar) => ({ sidecar, shown }));
}

/** What the sidecars around a picture say of it, the nearest first; marks what they say as met. */
export function notesFor(
  scopes: readonly Scope[],
  shown: string,
): Note | { readonly wrong: string } {
  let note: Note = {};
  let wrong: string | null = null;
  for (const { sidecar, shown: folder } of scopes.toReversed()) {
    const row = sidecar.rows.get(pathKey(shown).slice(pathKey(folder).length));
    if (row === undefined) continue;
    row.seen = true;
    if ('wrong' in row.note) wrong ??= `${folder}${sidecar.name}, ${row.where}: ${row.note.wrong}`;
    else note = mergedNotes(note, row.note);
  }
  return wrong === null ? note : { wrong };
}

/** What sidecars say of pictures that are not there, or of none, once their folders were walked. */
export function* unmet(scopes: readonly Scope[]): Generator<{ shown: string; detail: string }> {
  for (const { sidecar, shown } of scopes) {
    const at = `${shown}${sidecar.name}`;
    for (const { where, wrong } of sidecar.lost) yield { shown: at, detail: `${where} ${wrong}` };
    for (const [file, { where, seen }] of sidecar.rows) {
      if (!seen) yield { shown: at, detail: `${where} names ${file}, which is not there` };
    }
  }
}
