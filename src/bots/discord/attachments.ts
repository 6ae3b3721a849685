import { bytesWithin } from '../../core/base/bytes-within.ts';
import { faultError } from '../../core/plan/check-attachments.ts';
import type { Attachment, AttachmentFetcher } from '../../core/ports/attachment.ts';

/** Fetches attachments from the address in Discord's payload, never from one that a person typed. Follows no redirect. */
export class DiscordAttachments implements AttachmentFetcher {
  /** Throws a `UserError` for more than `maxBytes`, also when fewer were declared. */
  async fetch(
    { source, name }: Attachment,
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    const response = await fetch(source, { signal, redirect: 'error' });
    if (!response.ok || response.body === null) {
      throw new Error(`Discord answered ${response.status} for the attachment ${name}`);
    }
    const bytes = await bytesWithin(response.body, maxBytes);
    if (bytes === undefined) throw faultError(name, 'too_large');
    return bytes;
  }
}
