import type { Images } from '../../core/ports/images.ts';
import type { BlobStore } from '../../core/ports/blobs.ts';
import type { Digest, Ids } from '../../core/ports/system.ts';
import { faultError } from '../../core/plan/check-attachments.ts';
import { ATTACHMENT_LIMITS } from '../../core/domain/limits.ts';
import { endingOf, typeByEnding } from '../../core/domain/output-key.ts';
import type { Attachment, AttachmentFetcher } from '../../core/ports/attachment.ts';
import type { Person } from '../../core/domain/person.ts';
import { UserError } from '../../core/words/user-error.ts';

const ID = /^[0-9A-Za-z]{20}\.[a-z]+$/;

/** An image a person sent ahead of `/generate`, by the id they name it with. */
export interface Upload {
  readonly id: string;
  readonly name: string;
}

export interface UploadParts {
  readonly blobs: BlobStore;
  readonly images: Images;
  readonly ids: Ids;
  readonly digest: Digest;
}

/** Images that people attach in the web chat: sent first, each under its own person, then named. */
export class WebUploads implements AttachmentFetcher {
  readonly #parts: UploadParts;

  constructor(parts: UploadParts) {
    this.#parts = parts;
  }

  /** The new upload's id. Throws a `UserError` that names the file and says what is wrong with it. */
  async keep(person: Person, name: string, bytes: Uint8Array): Promise<string> {
    const { images, ids, blobs } = this.#parts;
    const seen = await images.inspect(bytes, ATTACHMENT_LIMITS);
    if (typeof seen === 'string') throw faultError(name, seen);
    const id = `${ids.next()}.${endingOf(seen.type)}`;
    await blobs.put(this.#key(person, id), bytes, seen.type);
    return id;
  }

  /** The uploads as attachments. Throws a `UserError` for one that is not this person's, or gone. */
  async attachments(person: Person, uploads: readonly Upload[]): Promise<readonly Attachment[]> {
    return Promise.all(
      uploads.map(async ({ id, name }) => {
        const type = ID.test(id) ? typeByEnding(id) : undefined;
        if (type === undefined) throw new UserError('reference_unavailable', name);
        const source = this.#key(person, id);
        const bytes = await this.#parts.blobs.size(source);
        if (bytes === undefined) throw new UserError('reference_unavailable', name);
        return { name, type, bytes, source };
      }),
    );
  }

  async fetch({ source, name }: Attachment, maxBytes: number): Promise<Uint8Array> {
    const bytes = await this.#parts.blobs.get(source);
    if (bytes === undefined) throw new UserError('reference_unavailable', name);
    if (bytes.length > maxBytes) throw faultError(name, 'too_large');
    return bytes;
  }

  #key(person: Person, id: string): string {
    return `uploads/${this.#parts.digest(person.id).slice(0, 24)}/${id}`;
  }
}
