import anyAscii from 'any-ascii';
import { parse } from 'node:path';
import { cleanName, slugFor } from '../../core/domain/names.ts';
import { endingOf } from '../../core/domain/output-key.ts';
import type { PoolEntry } from '../../core/domain/pool.ts';
import type { Reference, ReferenceKind } from '../../core/domain/reference.ts';
import type { Store } from '../../core/ports/store.ts';
import type { ImageType } from '../../core/domain/side.ts';
import { dayOf } from '../../core/base/text.ts';
import { FOLDERS } from './layout.ts';
import type { Note } from './notes.ts';
import type { Outcome } from './outcome.ts';
import type { ImportTarget } from './targets.ts';
import type { FoundFile } from './walk.ts';

const HASH_IN_KEY = 12;

/** The content of a picture, and what it would be in the pool. */
export interface Content {
  readonly kind: ReferenceKind;
  readonly sha256: string;
  readonly target: ImportTarget;
  /** Whether the pool may hold it elsewhere: an export brings back all it had. */
  readonly oncePerTarget: boolean;
}

/** A picture that may come into the pool. */
export interface Candidate extends Content {
  readonly file: FoundFile;
  readonly note: Note;
  readonly bytes: Uint8Array;
  readonly type: ImageType;
  readonly key: string;
}

/** Why a content does not come in: it stands already, or somebody took it out. Null when it may. */
export function heldAs(store: Store, content: Content): Outcome | null {
  const { kind, sha256, target, oncePerTarget } = content;
  const held = store.pool.withContent(kind, sha256).filter(({ reference, purgedAt }) => {
    const isThere = !oncePerTarget || (reference.category ?? reference.persona) === target.slug;
    return purgedAt === null && isThere;
  });
  const standing = held.find((one) => one.removed === null);
  if (standing !== undefined) {
    return { kind: 'duplicate', why: `in the pool already (${standing.targetName})` };
  }
  const [last] = held;
  return last === undefined ? null : { kind: 'removed', why: removal(last) };
}

function removal({ reference, removed }: PoolEntry): string {
  const day = dayOf(removed?.at ?? 0);
  return `removed by ${removed?.byName ?? 'nobody'} on ${day}: \`refs restore ${reference.id}\` brings it back`;
}

/** Milliseconds in which the next import takes over what a killed one left; after an hour the janitor does. */
const TAKEN_OVER_MS = 30 * 60_000;

/**
 * Where a picture goes: the same wherever it is imported again, so that what a killed import left is found
 * by the next. A purged reference keeps its key, so its content gets a new one; and so does what the janitor
 * may be deleting at this moment.
 */
export function keyFor(
  { store, now }: { readonly store: Store; readonly now: number },
  content: Content,
  name: string,
  type: ImageType,
): string {
  const { kind, sha256, target } = content;
  const folder = `refs/${FOLDERS[target.kind]}/${target.slug}`;
  const stem = slugFor(stemOf(name, sha256).replace(/[()]/g, '-'), [], anyAscii);
  const hash = sha256.slice(0, HASH_IN_KEY);
  const view = kind === 'angle' ? '-angle' : '';
  const taken = new Set(store.pool.withContent(kind, sha256).map((one) => one.reference.key));
  for (let number = 1; ; number += 1) {
    const again = number === 1 ? '' : `-${number}`;
    const key = `${folder}/${stem}-${hash}${view}${again}.${endingOf(type)}`;
    const begun = store.unsettled.at(key) ?? now;
    if (!taken.has(key) && now - begun < TAKEN_OVER_MS) return key;
  }
}

export function referenceOf(id: string, candidate: Candidate): Reference {
  const { kind, target, note, key, type, sha256, file } = candidate;
  return {
    id,
    kind,
    category: kind === 'model' ? null : target.slug,
    persona: kind === 'model' ? target.slug : null,
    location: note.location ?? null,
    tags: note.tags ?? [],
    caption: note.caption ?? (cleanName(stemOf(file.name, sha256)) || target.displayName),
    key,
    type,
    sha256,
  };
}

/** A file's name without its ending, and without what an earlier import put behind it. */
function stemOf(name: string, sha256: string): string {
  const hash = sha256.slice(0, HASH_IN_KEY);
  const { name: stem } = parse(name);
  return stem.replace(new RegExp(`-${hash}(?:-angle)?(?:-\\d+)?$`), '');
}
