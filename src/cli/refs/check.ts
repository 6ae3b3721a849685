import type { Clock } from '../../core/ports/system.ts';
import { ATTACHMENT_LIMITS } from '../../core/domain/limits.ts';
import type { Images } from '../../core/ports/images.ts';
import type { Store } from '../../core/ports/store.ts';
import { sha256Hex } from '../../digest.ts';
import { type Candidate, type Content, heldAs, keyFor } from './candidate.ts';
import type { Outcome } from './outcome.ts';
import { faultOf, noteOf, readPicture } from './picture.ts';
import type { Targets } from './targets.ts';
import type { FoundFile } from './walk.ts';

export interface CheckParts {
  readonly store: Store;
  readonly images: Images;
  readonly targets: Targets;
  readonly clock: Clock;
}

/**
 * Reads a file and decides whether it comes into the pool. What the pool has is known by its bytes, before
 * anything is decoded: an import that goes on is quick.
 */
export async function check(parts: CheckParts, file: FoundFile): Promise<Candidate | Outcome> {
  const { store, images, targets, clock } = parts;
  const { group } = file;
  const note = await noteOf(file);
  if (note.kind === 'refused') return note;
  const target = targets.of(group);
  if (target.kind === 'refused') return target;
  const bytes = await readPicture(file.path);
  if (!(bytes instanceof Uint8Array)) return bytes;
  const content: Content = {
    kind: note.kind ?? group.kind,
    sha256: sha256Hex(bytes),
    target,
    oncePerTarget: group.about?.name !== undefined,
  };
  const held = heldAs(store, content);
  if (held !== null) return held;
  const seen = await images.inspect(bytes, ATTACHMENT_LIMITS);
  if (typeof seen === 'string') return faultOf(seen);
  const key = keyFor({ store, now: clock.now() }, content, file.name, seen.type);
  return { ...content, file, note, bytes, type: seen.type, key };
}
