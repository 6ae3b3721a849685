import { z } from 'zod';
/** A file somebody attached, before it is fetched. */
export const attachmentSchema = z.object({
  name: z.string(),
  /** As declared; not believed. */
  type: z.string(),
  bytes: z.number(),
  /** Where its surface fetches it from; a blob key for bytes that are here already. */
  source: z.string(),
});

export type Attachment = Readonly<z.infer<typeof attachmentSchema>>;

/** Fetches what somebody attached, from the surface's own files only. Aborts with `signal`. */
export interface AttachmentFetcher {
  /** Throws when it cannot be fetched; never returns more than `maxBytes` (throws). */
  fetch(attachment: Attachment, maxBytes: number, signal: AbortSignal): Promise<Uint8Array>;
}
