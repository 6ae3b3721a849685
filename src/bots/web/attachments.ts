import { faultError } from '../../core/plan/check-attachments.ts';
import type { Attachment, AttachmentFetcher } from '../../core/ports/attachment.ts';
import type { BlobStore } from '../../core/ports/blobs.ts';
import { UserError } from '../../core/words/user-error.ts';

/** Fetches images that people sent ahead of `/generate` from where `Uploads` stored them. */
export class WebAttachments implements AttachmentFetcher {
  readonly #blobs: Pick<BlobStore, 'get'>;

  constructor(blobs: Pick<BlobStore, 'get'>) {
    this.#blobs = blobs;
  }

  /** Throws a `UserError` for an image that is gone, or larger than `maxBytes`. */
  async fetch({ source, name }: Attachment, maxBytes: number): Promise<Uint8Array> {
    const bytes = await this.#blobs.get(source);
    if (bytes === undefined) throw new UserError('reference_unavailable', name);
    if (bytes.length > maxBytes) throw faultError(name, 'too_large');
    return bytes;
  }
}
