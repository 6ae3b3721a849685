import { StartupError } from '../core/base/startup-error.ts';
import { BlobError } from '../core/ports/blobs.ts';
import { storageFault } from '../core/ports/storage-fault.ts';

/** The code of an error of the operating system; Node's own codes begin with `ERR_`. */
const SYSTEM = /^E[A-Z0-9]+$/;

/** What to throw for `cause`: a `StartupError` that names the folder when its storage is at fault, else the cause itself. */
export function faultIn(folder: string, cause: unknown): unknown {
  if (cause instanceof StartupError) return cause;
  const kind = storageFault(cause);
  if (kind === undefined && !isOfStorage(cause)) return cause;
  const why = wordsOf(cause);
  const sentence =
    kind === 'full'
      ? `There is no room left in ${folder} (${why}): make room on its disk, then run this again.`
      : `${folder} cannot be read or written (${why}): let this user do both, look at its disk, then run this again.`;
  return new StartupError(sentence, { cause });
}

/** What to throw when a folder that is only read cannot be: a `StartupError` that names it. */
export function unreadable(folder: string, cause: unknown): StartupError {
  const sentence = `${folder} cannot be read (${wordsOf(cause)}): let this user read it, look at its disk, then run this again.`;
  return new StartupError(sentence, { cause });
}

function isOfStorage(cause: unknown): boolean {
  if (cause instanceof BlobError) return true;
  return cause instanceof Error && 'code' in cause && SYSTEM.test(String(cause.code));
}

/** The system's own words, which are those of the innermost cause. */
export function wordsOf(error: unknown): string {
  let innermost = error;
  while (innermost instanceof Error && innermost.cause instanceof Error) {
    innermost = innermost.cause;
  }
  return innermost instanceof Error ? innermost.message : String(innermost);
}
