import { z } from 'zod';

/** A text that is not empty. */
export const text = z.string().trim().min(1);

/** An http(s) address without a password, because messages and logs show it. */
export const address = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) address', abort: true })
  .refine(hasNoCredentials, 'must have no user name or password in it')
  .transform((url) => url.replace(/\/+$/, ''));

/** The secret of an account at a vendor. */
export const secretKey = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]+$/, 'must be a key: letters and signs without spaces');

function hasNoCredentials(url: string): boolean {
  const { username, password } = new URL(url);
  return username === '' && password === '';
}

/** A problem of one setting that depends on another. */
export type Problem = readonly [name: string, message: string];
