import type { World } from '../base/world.ts';
import { ATTACHMENT_LIMITS } from '../../domain/picture-limits.ts';
import { endingOf } from '../../domain/output-key.ts';
import type { Pair } from '../../domain/pair.ts';
import type { Attachment } from '../../ports/attachment.ts';
import type { OwnReference } from '../../domain/reference.ts';
import { faultError } from '../../plan/check-attachments.ts';
import { UserError } from '../../words/user-error.ts';

export type AttachmentParts = Pick<World, 'blobs' | 'images' | 'fetchers' | 'log'>;

/** Fetches attached images, makes them plain, and stores them for the workers and for who may see them. */
export class OwnReferences {
  readonly #parts: AttachmentParts;

  constructor(parts: AttachmentParts) {
    this.#parts = parts;
  }

  /** The stored references, in order. Throws a `UserError` that names an attachment that cannot be used. */
  async keep(
    { id, place, asker }: Pick<Pair, 'id' | 'place' | 'asker'>,
    attachments: readonly Attachment[],
    signal: AbortSignal,
  ): Promise<readonly OwnReference[]> {
    const kept: OwnReference[] = [];
    // One by one, because each may be 20 MB, and a person may have many pairs in planning.
    for (const [index, attachment] of attachments.entries()) {
      const bytes = await this.#fetch({ id, place }, attachment, signal);
      const turn = { by: asker.id, signal };
      const plain = await this.#parts.images.plain(bytes, ATTACHMENT_LIMITS, turn);
      if (typeof plain === 'string') throw faultError(attachment.name, plain);
      const key = `own/${id}/${index + 1}.${endingOf(plain.type)}`;
      await this.#parts.blobs.put(key, plain.bytes, plain.type);
      kept.push({ ...plain, key, name: attachment.name, bytes: plain.bytes.length });
    }
    return kept;
  }

  async #fetch(
    { id, place }: Pick<Pair, 'id' | 'place'>,
    attachment: Attachment,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    const fetcher = this.#parts.fetchers.get(place.surface);
    if (fetcher === undefined) throw new UserError('reference_unavailable', attachment.name);
    try {
      return await fetcher.fetch(attachment, ATTACHMENT_LIMITS.maxBytes, signal);
    } catch (cause) {
      if (cause instanceof UserError) throw cause;
      const { name } = attachment;
      this.#parts.log.warn({ err: cause, pair: id, name }, 'an attachment was not fetched');
      throw new UserError('reference_unavailable', attachment.name);
    }
  }
}
