import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '../core/base/startup-error.ts';
import { nameFile, PRIVATE_FILE } from './private-files.ts';

const BYTES = 32;
/** 32 bytes as base64url, or a longer secret of somebody's own. */
const SECRET = /^[\w-]{43,500}$/;

/**
 * The secret that signs links: created once, stored beside the database, readable by this user only. Throws a `StartupError`
 * for a file that holds none.
 */
export function linkSecret(home: string): string {
  const path = join(home, 'link.secret');
  if (!existsSync(path)) {
    // A secret that a power cut made empty would sign what anybody can sign.
    const finished = `${path}.new`;
    writeFileSync(finished, randomBytes(BYTES).toString('base64url'), { mode: PRIVATE_FILE });
    nameFile(finished, path);
  }
  const secret = statSync(path).isFile() ? readFileSync(path, 'utf8').trim() : '';
  if (SECRET.test(secret)) return secret;
  throw new StartupError(
    `${path} holds no secret any more: delete it, and the next start makes a new one. Links to images that were given out before then end.`,
  );
}
