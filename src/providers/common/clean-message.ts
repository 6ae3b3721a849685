import { cut } from '../../core/base/text.ts';

/** Characters of a vendor's message that we keep. */
const MAX_WORDS = 500;
/** Keys of the vendors, also with a masked middle. */
const KEY = /\b(sk-|AIza|AQ\.|Bearer\s+)[\w*.-]{4,}/g;
/** A name or a password in an address, up to the last @ before its path. */
const CREDENTIALS = /:\/\/[^\s/?#\\]*@/g;

/** Makes a vendor's message safe to store and show: short, on one line, without keys and passwords. */
export function cleanMessage(text: string, secret: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const hidden = secret === '' ? line : line.replaceAll(secret, '[key]');
  return cut(hidden.replace(CREDENTIALS, '://').replace(KEY, '[key]'), MAX_WORDS);
}
