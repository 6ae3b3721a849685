import { open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ATTACHMENT_LIMITS } from '../../core/domain/limits.ts';
import type { ImageFault } from '../../core/ports/images.ts';
import { ownSidecarNames } from './files.ts';
import { mergedNotes, type Note, readNote } from './notes.ts';
import { codeOf, type Refused, refused } from './outcome.ts';
import type { FoundFile } from './walk.ts';

const { maxBytes, maxPixels } = ATTACHMENT_LIMITS;
const TOO_LARGE = refused(`larger than ${maxBytes / 1024 / 1024} MB`);
/** A sidecar of one picture is small; what is not is something else. */
const MAX_NOTE_BYTES = 256 * 1024;

/** The refusal of a picture that its bytes ruled out. */
export function faultOf(fault: ImageFault): Refused {
  switch (fault) {
    case 'type':
      return refused('not a PNG, JPEG or WebP image');
    case 'too_large':
      return TOO_LARGE;
    case 'too_many_pixels':
      return refused(`more than ${maxPixels / 1_000_000} megapixels`);
    case 'broken':
      return refused('damaged or cut short');
  }
}

/** A file's bytes, unless it is empty, too large, or cannot be read. */
export async function readPicture(path: string): Promise<Uint8Array | Refused> {
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

/** What is known of a picture: its own sidecar first, then those of the folders around it. */
export async function noteOf({ path, name, note, group }: FoundFile): Promise<Note | Refused> {
  let known: Note = {};
  for (const sidecar of ownSidecarNames(name)) {
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

async function readOwn(path: string): Promise<Note | { readonly wrong: string }> {
  const bytes = await readFile(path).catch((cause: unknown) => codeOf(cause));
  if (bytes === 'ENOENT' || bytes === 'ENAMETOOLONG') return {};
  if (typeof bytes === 'string') return { wrong: `cannot be read (${bytes})` };
  if (bytes.length > MAX_NOTE_BYTES)
    return { wrong: 'is too large for what is said of one picture' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return readNote(JSON.parse(text));
  } catch (cause) {
    return { wrong: cause instanceof Error ? cause.message : String(cause) };
  }
}
