import anyAscii from 'any-ascii';
import { parse } from 'node:path';
import { cleanName, slugFor } from '../../core/domain/names.ts';
import { endingOf } from '../../core/domain/output-key.ts';
import type { PoolEntry } from '../../core/domain/pool.ts';
import type { Reference, ReferenceKind } from '../../core/domain/reference.ts';
import type { Images } from '../../core/ports/images.ts';
import type { Store } from '../../core/ports/store.ts';
import type { Clock, Ids } from '../../core/ports/system.ts';
import type { ImageType } from '../../core/domain/side.ts';
import { dayOf } from '../../core/base/text.ts';
import { FOLDERS } from './layout.ts';
import type { Note } from './notes.ts';
import type { OpenPool } from './open-pool.ts';
import type { Outcome } from './outcome.ts';
import type { ImportTarget, Targets } from './targets.ts';
import type { FoundFile } from './walk.ts';

const HASH_IN_KEY = 12;

/** What every step of an import works with. */
export interface ImportWorld extends OpenPool {
  readonly images: Images;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly targets: Targets;
}

/** A picture's content and its place in the pool. */
export interface Content {
  readonly kind: ReferenceKind;
  readonly sha256: string;
  readonly target: ImportTarget;
  /** Whether other categories or personas may hold the same content, so that an export imports completely. */
  readonly oncePerTarget: boolean;
}

/** A picture that passed the checks. */
export interface Candidate extends Content {
  readonly file: FoundFile;
  readonly note: Note;
  /** The plain picture. */
  readonly bytes: Uint8Array;
  /** Of the file as it came. */
  readonly originalSha256: string;
  readonly type: ImageType;
  readonly key: string;
}

/** A content that the pool has, or that was removed from it. */
export interface Held {
  readonly outcome: Outcome;
  /** The reference in the picture's own category or persona, when it is not removed; else null. */
  readonly reference: Reference | null;
}

/** What the pool has of a content; null when it has nothing. */
export function heldInPool(store: Store, content: Content): Held | null {
  const { kind, sha256, target, oncePerTarget } = content;
  const isOfTarget = ({ reference }: PoolEntry) =>
    (reference.category ?? reference.persona) === target.slug;
  const held = store.pool
    .withContent(kind, sha256)
    .filter((one) => one.purgedAt === null && (!oncePerTarget || isOfTarget(one)));
  const available = held.filter((one) => one.removed === null);
  const own = available.find(isOfTarget);
  const [one = own] = available;
  if (one !== undefined) {
    const why = `in the pool already (${(own ?? one).targetName})`;
    return { outcome: { kind: 'duplicate', why }, reference: own?.reference ?? null };
  }
  const [last] = held;
  return last === undefined ? null : { outcome: removedBefore(last), reference: null };
}

function removedBefore({ reference, removed }: PoolEntry): Outcome {
  const by = `removed by ${removed?.byName ?? 'nobody'} on ${dayOf(removed?.at ?? 0)}`;
  return { kind: 'removed', why: `${by}: \`refs restore ${reference.id}\` brings it back` };
}

/** Up to this age an import reuses the key of a killed import; the janitor deletes its blob after an hour. */
const REUSE_MS = 30 * 60_000;

/**
 * The blob key of a picture. It is the same in every import, so that the next import finds the blob of a killed
 * one. The content gets another key when a purged reference has that key, or the janitor may be deleting its blob.
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
    if (!taken.has(key) && now - begun < REUSE_MS) return key;
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

/** A file's name without its ending and the suffix that an earlier import added. */
function stemOf(name: string, sha256: string): string {
  const hash = sha256.slice(0, HASH_IN_KEY);
  return parse(name).name.replace(new RegExp(`-${hash}(?:-angle)?(?:-\\d+)?$`), '');
}
