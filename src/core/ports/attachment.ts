import { z } from 'zod';

/** An attached file, before it is fetched. */
export const attachmentSchema = z.object({
  name: z.string(),
  /** How many there are, as declared and unchecked. */
  bytes: z.number(),
  /** The address for the surface's fetcher, or the blob key of bytes that are stored already. */
  source: z.string(),
});

export type Attachment = Readonly<z.infer<typeof attachmentSchema>>;

/** Fetches attachments, only from the surface's own file storage. */
export interface AttachmentFetcher {
  /** Throws when the file cannot be fetched, or is larger than `maxBytes`. */
  fetch(attachment: Attachment, maxBytes: number, signal: AbortSignal): Promise<Uint8Array>;
}
