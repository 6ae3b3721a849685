import { ATTACHMENT_LIMITS } from '../../domain/limits.ts';
import { endingOf, typeByEnding } from '../../domain/output-key.ts';
import { cleanName } from '../../domain/names.ts';
import type { Caller, Person } from '../../domain/person.ts';
import { faultError } from '../../plan/check-attachments.ts';
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

export type UploadParts = Pick<World, 'blobs' | 'images' | 'ids' | 'digest'> & {
  readonly door: Pick<Door, 'enter'>;
};

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
    const seen = await images.inspect(bytes, ATTACHMENT_LIMITS);
    if (typeof seen === 'string') throw faultError(cleanName(name) || 'image', seen);
    const id = `${ids.next()}.${endingOf(seen.type)}`;
    await blobs.put(this.#key(person, id), bytes, seen.type);
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
        return { name, type, bytes, source };
      }),
    );
  }

  #key(person: Person, id: string): string {
    return `uploads/${this.#parts.digest(person.id).slice(0, 24)}/${id}`;
  }
}
