import type { World } from '../base/world.ts';
import { ATTACHMENT_LIMITS } from '../../domain/limits.ts';
import { endingOf } from '../../domain/output-key.ts';
import type { SurfaceName } from '../../domain/person.ts';
import type { Attachment } from '../../ports/attachment.ts';
import type { OwnReference } from '../../domain/reference.ts';
import { faultError } from '../../plan/check-attachments.ts';
import { UserError } from '../../words/user-error.ts';

export type AttachmentParts = Pick<World, 'blobs' | 'images' | 'fetchers' | 'log'>;

/** Fetches attached images, decodes them as a check, and stores them for the workers. */
export class OwnReferences {
  readonly #parts: AttachmentParts;

  constructor(parts: AttachmentParts) {
    this.#parts = parts;
  }

  /** The stored references, in order. Throws a `UserError` that names an attachment that cannot be used. */
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
    if (fetcher === undefined) throw new UserError('reference_unavailable', attachment.name);
    try {
      return await fetcher.fetch(attachment, ATTACHMENT_LIMITS.maxBytes, signal);
    } catch (cause) {
      if (cause instanceof UserError) throw cause;
      this.#parts.log.warn({ err: cause, name: attachment.name }, 'an attachment was not fetched');
      throw new UserError('reference_unavailable', attachment.name);
    }
  }
}
