import { cut } from '../../core/base/text.ts';

/** Characters of a vendor's words that are kept. */
const MAX_WORDS = 500;
/** What looks like a key of one of the vendors, even if they mask its middle. */
const KEY = /\b(sk-|AIza|AQ\.|Bearer\s+)[\w*.-]{4,}/g;
/** A name or a password in an address, up to the last @ before its path. */
const CREDENTIALS = /:\/\/[^\s/?#\\]*@/g;

/** A vendor's words as they may be stored and shown: short, on one line, without keys and passwords. */
export function vendorWords(text: string, secret: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const hidden = secret === '' ? line : line.replaceAll(secret, '[key]');
  return cut(hidden.replace(CREDENTIALS, '://').replace(KEY, '[key]'), MAX_WORDS);
}
