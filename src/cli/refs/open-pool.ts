import { loadConfig } from '../../config.ts';
import type { BlobStore } from '../../core/ports/blobs.ts';
import type { Store } from '../../core/ports/store.ts';
import { StartupError } from '../../core/base/startup-error.ts';
import { openBlobs } from '../../open-blobs.ts';
import { lockBlobs } from '../../storage/locks.ts';
import { sqliteStore } from '../../storage/store.ts';
import { openBesideHub } from '../beside-hub.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** Who the pool's history names for what the command line did. */
export const COMMAND_LINE = { id: 'cli', name: 'command line' } as const;

/** The pool of a data folder, beside whatever hub runs on it. */
export interface OpenPool {
  readonly store: Store;
  readonly blobs: BlobStore;
}

/** Opens the pool for `work`, and closes it whatever happens. Throws a `StartupError` that says what to do. */
export async function withPool<T>(env: Env, work: (pool: OpenPool) => Promise<T>): Promise<T> {
  const config = loadConfig(env);
  const db = openBesideHub(config.home);
  const unlock = lockBlobs(config.home, 'shared');
  try {
    if (unlock === undefined) {
      throw new StartupError(
        `The images of ${config.home} are being moved: run this again when that is done.`,
      );
    }
    const store = sqliteStore(db);
    const { blobs, close } = await openBlobs(config, store.settings);
    try {
      return await work({ store, blobs });
    } finally {
      close();
    }
  } catch (cause) {
    throw explained(cause);
  } finally {
    unlock?.();
    db.close();
  }
}

/** A database that is busy or full is no fault of ours: a sentence instead of a stack. */
function explained(cause: unknown): unknown {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (!(cause instanceof Error) || !/^SQLITE_(BUSY|FULL|IOERR|READONLY)/.test(code)) return cause;
  return new StartupError(
    `The database could not be written (${cause.message}): run the same command again to go on.`,
    { cause },
  );
}
