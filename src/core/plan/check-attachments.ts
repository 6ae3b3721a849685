import { MEGABYTE } from '../base/units.ts';
import { MAX_ATTACHMENTS } from '../chat/command.ts';
import { ATTACHMENT_LIMITS } from '../domain/picture-limits.ts';
import type { Attachment } from '../ports/attachment.ts';
import type { ImageFault } from '../ports/images.ts';
import { UserError } from '../words/user-error.ts';

/**
 * Checks how many attachments there are and how large they say they are, before anything is stored. Their types are
 * decided later, by their bytes. Throws a `UserError`.
 */
export function checkAttachments(attachments: readonly Attachment[]): void {
  if (attachments.length > MAX_ATTACHMENTS) {
    throw new UserError('references_too_many', attachments.length, MAX_ATTACHMENTS);
  }
  for (const { name, bytes } of attachments) {
    if (bytes > ATTACHMENT_LIMITS.maxBytes) throw faultError(name, 'too_large');
  }
}

/** The refusal of an image that cannot be used. */
export function faultError(name: string, fault: ImageFault): UserError {
  const { maxBytes, maxPixels, maxSide } = ATTACHMENT_LIMITS;
  switch (fault) {
    case 'type':
      return new UserError('reference_type', name);
    case 'too_large':
      return new UserError('reference_too_large', name, maxBytes / MEGABYTE);
    case 'too_many_pixels':
      return new UserError('reference_too_many_pixels', name, maxPixels / 1_000_000);
    case 'too_long':
      return new UserError('reference_too_long', name, maxSide);
    case 'too_slow':
      return new UserError('reference_too_slow', name);
    case 'busy':
      return new UserError('reference_busy', name);
    case 'broken':
      return new UserError('reference_broken', name);
  }
}
