import { ATTACHMENT_LIMITS } from '../../domain/picture-limits.ts';
import { endingOf, typeByEnding } from '../../domain/output-key.ts';
import { cleanName } from '../../domain/names.ts';
import type { Caller, Person } from '../../domain/person.ts';
import { faultError } from '../../plan/check-attachments.ts';
import { timeOf } from '../../base/id-time.ts';
import { sizeText } from '../../base/units.ts';
import type { Attachment } from '../../ports/attachment.ts';
import { UserError } from '../../words/user-error.ts';
import type { Door } from '../base/door.ts';
import type { World } from '../base/world.ts';

const ID = /^[0-9A-Za-z]{20}\.[a-z]+$/;

/** An image that a person sent ahead of `/generate`, by the id they name it with. */
export interface Upload {
  readonly id: string;
  readonly name: string;
}

export type UploadParts = Pick<World, 'blobs' | 'images' | 'ids' | 'clock' | 'digest'> & {
  readonly door: Pick<Door, 'enter'>;
};

/** Uploads that a person may hold. A pair that is made keeps its own copies. */
export const MAX_HELD = 28;
/** Bytes of the uploads that a person may hold: two commands full of the largest. */
export const MAX_HELD_BYTES = 14 * ATTACHMENT_LIMITS.maxBytes;
/** Milliseconds in which an upload is not given up for newer ones of its sender. */
const FRESH_MS = 10 * 60_000;

/** Images that people send ahead of `/generate`. Each is stored under its sender: nobody else can name it. */
export class Uploads {
  readonly #parts: UploadParts;

  constructor(parts: UploadParts) {
    this.#parts = parts;
  }

  /** The new upload's id. Throws a `UserError` that names the file and says what is wrong with it. */
  async keep(caller: Caller, name: string, bytes: Uint8Array): Promise<string> {
    const { door, images, ids, blobs } = this.#parts;
    const { person } = door.enter(caller);
    const plain = await images.plain(bytes, ATTACHMENT_LIMITS, { by: person.id });
    if (typeof plain === 'string') throw faultError(cleanName(name) || 'image', plain);
    await this.#makeRoom(person, plain.bytes.length);
    const id = `${ids.next()}.${endingOf(plain.type)}`;
    await blobs.put(this.#key(person, id), plain.bytes, plain.type);
    return id;
  }

  /** The uploads as attachments, in their order. Throws a `UserError` for one that is another person's, or gone. */
  async attachments(caller: Caller, uploads: readonly Upload[]): Promise<readonly Attachment[]> {
    const { person } = this.#parts.door.enter(caller);
    return Promise.all(
      uploads.map(async ({ id, name }) => {
        const type = ID.test(id) ? typeByEnding(id) : undefined;
        const source = this.#key(person, id);
        const bytes = type && (await this.#parts.blobs.size(source));
        if (type === undefined || bytes === undefined) {
          throw new UserError('reference_unavailable', name);
        }
        return { name, bytes, source };
      }),
    );
  }

  /** Deletes a person's oldest uploads beyond the limits. Throws a `UserError` when those are in use still. */
  async #makeRoom(person: Person, bytes: number): Promise<void> {
    const { blobs, clock } = this.#parts;
    const held: { readonly key: string; readonly bytes: number }[] = [];
    for await (const key of blobs.list(this.#key(person, ''))) {
      held.push({ key, bytes: (await blobs.size(key)) ?? 0 });
    }
    held.sort((a, b) => (a.key < b.key ? -1 : 1));
    let total = held.reduce((sum, one) => sum + one.bytes, bytes);
    for (let count = held.length + 1; count > MAX_HELD || total > MAX_HELD_BYTES; count -= 1) {
      const oldest = held.shift();
      if (oldest === undefined) return;
      const madeAt = timeOf(oldest.key.split('/').at(-1) ?? '') ?? 0;
      if (clock.now() - madeAt < FRESH_MS) {
        const size = sizeText(MAX_HELD_BYTES);
        throw new UserError('uploads_held', MAX_HELD, size, FRESH_MS / 60_000);
      }
      await blobs.delete(oldest.key);
      total -= oldest.bytes;
    }
  }

  #key(person: Person, id: string): string {
    return `uploads/${this.#parts.digest(person.id).slice(0, 24)}/${id}`;
  }
}
