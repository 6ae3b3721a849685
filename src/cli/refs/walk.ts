import type { Dirent } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReferenceKind } from '../../core/domain/reference.ts';
import { isBesidePicture, isIgnored, isUndecoded, linkFault, ownSidecars } from './files.ts';
import { type FolderNames, folderNames } from './folder-names.ts';
import type { Layout } from './layout.ts';
import type { About, ReadNote } from './notes.ts';
import { codeOf, type Refused, refused } from './outcome.ts';
import { notesFor, readSidecars, type Sidecar, unusedEntries } from './sidecar.ts';

/** A folder of one category or persona; the pictures in its subfolders belong to it too. */
export interface Group {
  readonly kind: ReferenceKind;
  readonly folder: string;
  /** From the folder's own sidecar. Absent until that is read, null when there is none. */
  readonly about?: About | null;
}

/** A file that may be a picture. */
export interface FoundFile {
  readonly path: string;
  /** Its path from the imported folder. */
  readonly shown: string;
  readonly name: string;
  readonly group: Group;
  /** From the sidecars of the folders around it. */
  readonly note: ReadNote;
  /** The names of its own sidecars, in its folder. */
  readonly ownSidecars: readonly string[];
}

/** A file to check, or one that the walk refuses. */
export type Found = FoundFile | { readonly shown: string; readonly outcome: Refused };

/** A folder of the walk. `group` is null above the categories' folders. */
interface Place {
  readonly root: string;
  readonly path: string;
  /** Its path from the imported folder: empty, or ends with a slash. */
  readonly shown: string;
  readonly kinds: Layout['kinds'];
  readonly group: Group | null;
  /** Of this folder and those above it, the nearest last. */
  readonly sidecars: readonly Sidecar[];
}

/** A folder whose names and sidecars are read. */
interface OpenPlace extends Place {
  readonly names: FolderNames;
}

/**
 * Yields every file in a folder except sidecars and leftovers of operating systems. It holds only the names in the
 * folders on its path in memory. Throws a `StartupError` for a sidecar that cannot be read.
 */
export async function* walk({ folder, kinds }: Layout): AsyncGenerator<Found> {
  yield* walkPlace({ root: folder, path: folder, shown: '', kinds, group: null, sidecars: [] });
}

const UNDECODED = refused(
  'a name that is not UTF-8',
  'unpack the archive again with the right encoding (unzip -O cp949), or convert the names (convmv -f cp949 -t utf8 -r --notest FOLDER)',
);

async function* walkPlace(outer: Place): AsyncGenerator<Found> {
  const names = await folderNames(outer.path);
  const own = await readSidecars(outer, names.sidecars);
  const about = own.map((one) => one.about).find((one) => one !== null) ?? null;
  // The sidecar of the category's folder wins over those of its subfolders.
  const group = outer.group && { about, ...outer.group };
  const place: OpenPlace = { ...outer, names, group, sidecars: [...outer.sidecars, ...own] };
  try {
    for await (const entry of await opendir(place.path)) {
      if (!isIgnored(entry)) yield* walkEntry(place, entry);
    }
  } catch (cause) {
    if (!(cause instanceof Error) || !('syscall' in cause)) throw cause;
    const outcome = refused('a folder that cannot be read', codeOf(cause));
    yield { shown: place.shown, outcome };
  }
  for (const { shown, detail } of own.flatMap((one) => [...unusedEntries(one)])) {
    yield { shown, outcome: refused('a sidecar entry that cannot be used', detail) };
  }
}

async function* walkEntry(place: OpenPlace, entry: Dirent): AsyncGenerator<Found> {
  const { name } = entry;
  const path = join(place.path, name);
  const shown = `${place.shown}${name}`;
  if (await isUndecoded(path, name)) {
    yield { shown, outcome: UNDECODED };
    return;
  }
  if (entry.isDirectory()) {
    yield* walkFolder({ ...place, path, shown: `${shown}/` }, name);
    return;
  }
  const fault = await faultOf(place, entry, path);
  const note = notesFor(place.sidecars, shown, place.names.isDouble(name));
  if (fault !== null) yield { shown, outcome: fault };
  else if (place.group === null)
    yield { shown, outcome: refused('not in a folder of its category') };
  else if (isBesidePicture(place.names, name)) return;
  else {
    const own = ownSidecars(place.names, name);
    yield { path, shown, name, group: place.group, note, ownSidecars: own };
  }
}

async function* walkFolder(place: Place, name: string): AsyncGenerator<Found> {
  if (place.group !== null) {
    yield* walkPlace(place);
  } else if (typeof place.kinds === 'string') {
    yield* walkPlace({ ...place, group: { kind: place.kinds, folder: name } });
  } else {
    const kinds = place.kinds.get(name);
    if (kinds !== undefined) yield* walkPlace({ ...place, kinds });
    else yield { shown: place.shown, outcome: refused('beside the folders of the pool') };
  }
}

async function faultOf(place: Place, entry: Dirent, path: string): Promise<Refused | null> {
  if (entry.isFile()) return null;
  return entry.isSymbolicLink() ? linkFault(place.root, path) : refused('not a file');
}
