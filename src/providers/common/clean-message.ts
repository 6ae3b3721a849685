import { cut } from '../../core/base/text.ts';
import { hideSecret } from './hide-secret.ts';

/** Characters of a vendor's message that we keep. */
const MAX_WORDS = 500;
/** Characters of a vendor's message that we read: a long page costs no time. */
const MAX_READ = 10_000;
/** Keys of the vendors, also with a masked middle: a gateway's own key is not ours, and no less secret. */
const KEY = /\b(sk[-_]|AIza|AQ\.|Bearer\s+)[\w*.•●·…-]{4,}/g;
/** A name or a password in an address, up to the last @ before its path. */
const CREDENTIALS = /:\/\/[^\s/?#\\]*@/g;

/** Makes a vendor's message safe to store and show: short, on one line, without keys and passwords. */
export function cleanMessage(text: string, secret: string): string {
  const line = text.slice(0, MAX_READ).toWellFormed().replace(/\s+/g, ' ').trim();
  const hidden = hideSecret(line, secret);
  return cut(hidden.replace(CREDENTIALS, '://').replace(KEY, '[key]'), MAX_WORDS);
}
