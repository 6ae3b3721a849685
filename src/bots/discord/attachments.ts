import { faultError } from '../../core/plan/check-attachments.ts';
import type { Attachment, AttachmentFetcher } from '../../core/ports/attachment.ts';

/**
 * Fetches what people attached from where Discord's own payload says it lies: the address comes with the
 * interaction, never from what somebody wrote. Follows no redirect to anywhere else.
 */
export class DiscordAttachments implements AttachmentFetcher {
  /** Throws a `UserError` for more than `maxBytes`, whatever was declared. */
  async fetch(
    { source, name }: Attachment,
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    const response = await fetch(source, { signal, redirect: 'error' });
    if (!response.ok || response.body === null) {
      throw new Error(`Discord answered ${response.status} for the attachment ${name}`);
    }
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of response.body) {
      length += chunk.length;
      if (length > maxBytes) throw faultError(name, 'too_large');
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }
}
