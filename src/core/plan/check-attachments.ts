import { MEGABYTE } from '../base/units.ts';
import { MAX_ATTACHMENTS } from '../chat/command.ts';
import { ATTACHMENT_LIMITS } from '../domain/limits.ts';
import { IMAGE_TYPES } from '../domain/side.ts';
import type { Attachment } from '../ports/attachment.ts';
import type { ImageFault } from '../ports/images.ts';
import { UserError } from '../words/user-error.ts';

const TYPES: ReadonlySet<string> = new Set(IMAGE_TYPES);

/** Checks what was declared of attachments, before anything is stored. Throws a `UserError`. */
export function checkAttachments(attachments: readonly Attachment[]): void {
  if (attachments.length > MAX_ATTACHMENTS) {
    throw new UserError('references_too_many', attachments.length, MAX_ATTACHMENTS);
  }
  for (const { name, type, bytes } of attachments) {
    if (!TYPES.has(type)) throw new UserError('reference_type', name);
    if (bytes > ATTACHMENT_LIMITS.maxBytes) throw faultError(name, 'too_large');
  }
}

/** The refusal of an image with invalid bytes. */
export function faultError(name: string, fault: ImageFault): UserError {
  const { maxBytes, maxPixels } = ATTACHMENT_LIMITS;
  switch (fault) {
    case 'type':
      return new UserError('reference_type', name);
    case 'too_large':
      return new UserError('reference_too_large', name, maxBytes / MEGABYTE);
    case 'too_many_pixels':
      return new UserError('reference_too_many_pixels', name, maxPixels / 1_000_000);
    case 'broken':
      return new UserError('reference_broken', name);
  }
}
