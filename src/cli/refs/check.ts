import { open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ATTACHMENT_LIMITS } from '../../core/domain/picture-limits.ts';
import type { ImageFault } from '../../core/ports/images.ts';
import { sha256Hex } from '../../digest.ts';
import {
  type Candidate,
  type Content,
  type Held,
  heldInPool,
  type ImportWorld,
  keyFor,
} from './candidate.ts';
import { mergedNotes, type Note, type ReadNote, readNote } from './notes.ts';
import { codeOf, type Outcome, type Refused, refused } from './outcome.ts';
import type { FoundFile } from './walk.ts';

const { maxBytes, maxPixels, maxSide } = ATTACHMENT_LIMITS;
const TOO_LARGE = refused(`larger than ${maxBytes / 1024 / 1024} MB`);
/** The limit of a sidecar of one picture. */
const MAX_NOTE_BYTES = 256 * 1024;

const FAULTS: Readonly<Record<ImageFault, Refused>> = {
  type: refused('not a PNG, JPEG or WebP image'),
  too_large: TOO_LARGE,
  too_many_pixels: refused(`more than ${maxPixels / 1_000_000} megapixels`),
  too_long: refused(`more than ${maxSide.toLocaleString('en')} pixels wide or high`),
  too_slow: refused('takes too long to read'),
  busy: refused('too many pictures are read at once'),
  broken: refused('damaged or cut short'),
};

/** A picture whose content the pool has, and what is said about it now. */
export interface HeldPicture extends Held {
  readonly note: Note;
}

/**
 * Reads a file, decides whether it is imported, and makes the picture plain. It looks for the file's content in the pool
 * before it decodes the picture, so that a repeated import is quick; then for the picture, which several files may hold.
 */
export async function check(
  world: ImportWorld,
  file: FoundFile,
): Promise<Candidate | HeldPicture | Outcome> {
  const { store, images, targets, clock } = world;
  const { group } = file;
  const note = await noteOf(file);
  if (note.kind === 'refused') return note;
  const target = targets.of(group);
  if (target.kind === 'refused') return target;
  const came = await readPicture(file.path);
  if (!(came instanceof Uint8Array)) return came;
  const original: Content = {
    kind: note.kind ?? group.kind,
    sha256: sha256Hex(came),
    target,
    oncePerTarget: group.about?.name !== undefined,
  };
  const held = heldInPool(store, original);
  if (held !== null) return { ...held, note };
  const plain = await images.plain(came, ATTACHMENT_LIMITS);
  if (typeof plain === 'string') return FAULTS[plain];
  const { type, bytes } = plain;
  const content = { ...original, sha256: sha256Hex(bytes) };
  const heldPlain = heldInPool(store, content);
  if (heldPlain !== null) return { ...heldPlain, note };
  const key = keyFor({ store, now: clock.now() }, content, file.name, type);
  return { ...content, originalSha256: original.sha256, file, note, bytes, type, key };
}

/** The file's bytes, unless it is empty, too large or unreadable. */
async function readPicture(path: string): Promise<Uint8Array | Refused> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      if (size > maxBytes) return TOO_LARGE;
      return size === 0 ? refused('empty') : await file.readFile();
    } finally {
      await file.close();
    }
  } catch (cause) {
    return refused('cannot be read', codeOf(cause));
  }
}

/** Merges the picture's own sidecars with those of the folders around it; its own win. */
async function noteOf({ path, ownSidecars, note, group }: FoundFile): Promise<Note | Refused> {
  let known: Note = {};
  for (const sidecar of ownSidecars) {
    const own = await readOwn(join(dirname(path), sidecar));
    if ('wrong' in own) return unusable(`${sidecar}: ${own.wrong}`);
    known = mergedNotes(known, own);
  }
  if ('wrong' in note) return unusable(note.wrong);
  const merged = mergedNotes(known, note);
  const fits = merged.kind === undefined || (merged.kind === 'model') === (group.kind === 'model');
  return fits ? merged : unusable(`kind ${merged.kind} is for another folder`);
}

function unusable(detail: string): Refused {
  return refused('a sidecar entry that cannot be used', detail);
}

async function readOwn(path: string): Promise<ReadNote> {
  const bytes = await readFile(path).catch((cause: unknown) => codeOf(cause));
  if (bytes === 'ENOENT' || bytes === 'ENAMETOOLONG') return {};
  if (typeof bytes === 'string') return { wrong: `cannot be read (${bytes})` };
  if (bytes.length > MAX_NOTE_BYTES) {
    return { wrong: 'is too large for what is said of one picture' };
  }
  try {
    return readNote(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (cause) {
    return { wrong: cause instanceof Error ? cause.message : String(cause) };
  }
}
