import { sorted } from '../../base/canonical.ts';
import { withoutLeftOut } from '../../base/left-out.ts';
import { tidied, withTexts } from '../../base/written.ts';
import type { Digest } from '../../ports/system.ts';
import type { Attachment } from '../../ports/attachment.ts';

interface Asked {
  readonly options: unknown;
  readonly attachments: readonly Attachment[] | (() => unknown);
  /** What the request names beside its options, when `attachments` is a function. */
  readonly sent?: readonly unknown[];
}

/** The digest of everything that a request for pairs says, in whatever spelling and order. */
export function fingerprintOf({ options, attachments, sent }: Asked, digest: Digest): string {
  const files =
    typeof attachments === 'function' ? [] : attachments.map(({ name, bytes }) => [name, bytes]);
  const given = sorted(withTexts(withoutLeftOut(options), tidied));
  return digest(JSON.stringify([given, sent ?? files]));
}
