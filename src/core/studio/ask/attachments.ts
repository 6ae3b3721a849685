import type { ImageFault, Images } from '../../ports/images.ts';
import type { BlobStore } from '../../ports/blobs.ts';
import type { Log } from '../../ports/system.ts';
import { ATTACHMENT_LIMITS, MAX_ATTACHMENTS } from '../../domain/limits.ts';
import { endingOf } from '../../domain/output-key.ts';
import type { SurfaceName } from '../../domain/person.ts';
import type { Attachment, AttachmentFetcher } from '../../ports/attachment.ts';
import type { OwnReference } from '../../domain/reference.ts';
import { UserError } from '../../words/user-error.ts';

const MEGABYTE = 1024 * 1024;
const DECLARED = new Set(['image/png', 'image/jpeg', 'image/webp']);

/** What the payload alone rules out, before anything is stored. Throws a `UserError`. */
export function checkAttachments(attachments: readonly Attachment[]): void {
  if (attachments.length > MAX_ATTACHMENTS) {
    throw new UserError(422, 'references_too_many', attachments.length, MAX_ATTACHMENTS);
  }
  for (const { name, type, bytes } of attachments) {
    if (!DECLARED.has(type)) throw new UserError(415, 'reference_type', name);
    if (bytes > ATTACHMENT_LIMITS.maxBytes) throw faultError(name, 'too_large');
  }
}

/** The refusal of an image that its bytes ruled out. */
export function faultError(name: string, fault: ImageFault): UserError {
  const { maxBytes, maxPixels } = ATTACHMENT_LIMITS;
  switch (fault) {
    case 'type':
      return new UserError(415, 'reference_type', name);
    case 'too_large':
      return new UserError(413, 'reference_too_large', name, maxBytes / MEGABYTE);
    case 'too_many_pixels':
      return new UserError(413, 'reference_too_many_pixels', name, maxPixels / 1_000_000);
    case 'broken':
      return new UserError(422, 'reference_broken', name);
  }
}

export interface AttachmentParts {
  readonly blobs: BlobStore;
  readonly images: Images;
  readonly fetchers: ReadonlyMap<SurfaceName, AttachmentFetcher>;
  readonly log: Log;
}

/** Fetches what people attached, checks it by decoding, and keeps it for workers. */
export class OwnReferences {
  readonly #parts: AttachmentParts;

  constructor(parts: AttachmentParts) {
    this.#parts = parts;
  }

  /** All of them, in order, or a `UserError` that names the first that will not do. */
  async keep(
    pairId: string,
    surface: SurfaceName,
    attachments: readonly Attachment[],
    signal: AbortSignal,
  ): Promise<readonly OwnReference[]> {
    return Promise.all(
      attachments.map(async (attachment, index) => {
        const bytes = await this.#fetch(surface, attachment, signal);
        const seen = await this.#parts.images.inspect(bytes, ATTACHMENT_LIMITS);
        if (typeof seen === 'string') throw faultError(attachment.name, seen);
        const key = `own/${pairId}/${index + 1}.${endingOf(seen.type)}`;
        await this.#parts.blobs.put(key, bytes, seen.type);
        return { ...seen, key, name: attachment.name, bytes: bytes.length };
      }),
    );
  }

  async #fetch(
    surface: SurfaceName,
    attachment: Attachment,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    const fetcher = this.#parts.fetchers.get(surface);
    if (fetcher === undefined) throw new UserError(422, 'reference_unavailable', attachment.name);
    try {
      return await fetcher.fetch(attachment, ATTACHMENT_LIMITS.maxBytes, signal);
    } catch (cause) {
      if (cause instanceof UserError) throw cause;
      this.#parts.log.warn({ err: cause, name: attachment.name }, 'an attachment was not fetched');
      throw new UserError(422, 'reference_unavailable', attachment.name);
    }
  }
}
