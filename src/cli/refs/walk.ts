import type { Dirent } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReferenceKind } from '../../core/domain/reference.ts';
import { isBesidePicture, isIgnored, linkFault } from './files.ts';
import type { Layout } from './layout.ts';
import type { About, Note } from './notes.ts';
import { codeOf, type Refused, refused } from './outcome.ts';
import { notesFor, type Scope, scopesAt, unmet } from './scopes.ts';

/** A folder whose pictures, at whatever depth, belong to one category or persona. */
export interface Group {
  readonly kind: ReferenceKind;
  readonly folder: string;
  readonly about: About | null;
}

/** A file that may be a picture. */
export interface FoundFile {
  readonly path: string;
  /** From the imported folder. */
  readonly shown: string;
  readonly name: string;
  readonly group: Group;
  /** What the sidecars of the folders around it say. */
  readonly note: Note | { readonly wrong: string };
}

/** What the walk meets: files, and what it can say no to already. */
export type Found =
  | { readonly file: FoundFile }
  | { readonly file: null; readonly shown: string; readonly outcome: Refused };

/** A folder on the way. `kinds` says what it is above the categories; `group` which category it is in. */
interface Place {
  readonly root: string;
  readonly path: string;
  /** Empty, or ending with a slash. */
  readonly shown: string;
  readonly kinds: Layout['kinds'];
  readonly group: Omit<Group, 'about'> | null;
  /** Undefined until the category's own folder was looked at. */
  readonly about: About | null | undefined;
  readonly scopes: readonly Scope[];
}

/**
 * Everything in a folder that is no picture's sidecar and no system's leftover, one at a time: however many
 * there are, only the folders on the way are held. Throws a `StartupError` for a sidecar that cannot be read.
 */
export async function* walk({ folder, kinds }: Layout): AsyncGenerator<Found> {
  const above = { group: null, about: undefined, scopes: [] };
  yield* walkPlace({ root: folder, path: folder, shown: '', kinds, ...above });
}

async function* walkPlace(outer: Place): AsyncGenerator<Found> {
  const scopes = await scopesAt(outer.path, outer.shown);
  const about = outer.about === undefined && outer.group !== null ? aboutIn(scopes) : outer.about;
  const place = { ...outer, about, scopes: [...outer.scopes, ...scopes] };
  try {
    for await (const entry of await opendir(place.path)) {
      if (!isIgnored(entry)) yield* walkEntry(place, entry);
    }
  } catch (cause) {
    if (!isSystemFault(cause)) throw cause;
    yield no(place.shown, refused('a folder that cannot be read', codeOf(cause)));
  }
  for (const { shown, detail } of unmet(scopes)) {
    yield no(shown, refused('a sidecar entry that cannot be used', detail));
  }
}

async function* walkEntry(place: Place, entry: Dirent): AsyncGenerator<Found> {
  const path = join(place.path, entry.name);
  const shown = `${place.shown}${entry.name}`;
  if (entry.isDirectory()) {
    yield* walkBelow(place, path, shown, entry.name);
    return;
  }
  const fault = await faultOf(place, entry, path);
  const note = notesFor(place.scopes, shown);
  if (fault !== null) yield no(shown, fault);
  else if (place.group === null) yield no(shown, refused('not in a folder of its category'));
  else if (await isBesidePicture(place.path, entry.name)) return;
  else yield { file: { path, shown, name: entry.name, group: groupOf(place, place.group), note } };
}

function walkBelow(place: Place, path: string, shown: string, name: string): AsyncGenerator<Found> {
  const below = { ...place, path, shown: `${shown}/` };
  if (place.group !== null) return walkPlace(below);
  if (typeof place.kinds === 'string') {
    return walkPlace({ ...below, group: { kind: place.kinds, folder: name } });
  }
  const kinds = place.kinds.get(name);
  return kinds === undefined ? strange(below.shown) : walkPlace({ ...below, kinds });
}

async function* strange(shown: string): AsyncGenerator<Found> {
  yield no(shown, refused('beside the folders of the pool'));
}

async function faultOf(place: Place, entry: Dirent, path: string): Promise<Refused | null> {
  if (entry.isFile()) return null;
  return entry.isSymbolicLink() ? linkFault(place.root, path) : refused('not a file');
}

/** A category's own folder may say what it is called. */
function aboutIn(scopes: readonly Scope[]): About | null {
  return scopes.map((one) => one.sidecar.about).find((one) => one !== null) ?? null;
}

function groupOf({ about = null }: Place, group: Omit<Group, 'about'>): Group {
  return { ...group, about };
}

function no(shown: string, outcome: Refused): Found {
  return { file: null, shown, outcome };
}

function isSystemFault(cause: unknown): boolean {
  return cause instanceof Error && 'syscall' in cause;
}
