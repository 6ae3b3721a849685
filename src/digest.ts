import { createHash } from 'node:crypto';

/** sha256 of a text or of bytes, in hex. */
export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
