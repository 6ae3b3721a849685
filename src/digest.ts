import { hash } from 'node:crypto';

/** sha256 of a text or of bytes, in hex. */
export function sha256Hex(data: string | Uint8Array): string {
  return hash('sha256', data);
}
