import { loadConfig, type Env } from '../../config.ts';
import { StartupError } from '../../core/base/startup-error.ts';
import type { BlobStore } from '../../core/ports/blobs.ts';
import type { Store } from '../../core/ports/store.ts';
import { openBlobs } from '../../open-blobs.ts';
import { lockBlobs } from '../../storage/locks.ts';
import { sqliteStore } from '../../storage/store.ts';
import { openBesideHub, withBlobs } from '../on-store.ts';

/** The person in the pool's history for changes by the command line. */
export const COMMAND_LINE = { id: 'cli', name: 'command line' } as const;

export interface OpenPool {
  readonly store: Store;
  readonly blobs: BlobStore;
}

/** Opens the pool for `work`, also beside a running hub, then closes it. Throws a `StartupError`. */
export async function withPool<T>(env: Env, work: (pool: OpenPool) => T | Promise<T>): Promise<T> {
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
    return await withBlobs(openBlobs(config, store.settings), async (blobs) =>
      work({ store, blobs }),
    );
  } catch (cause) {
    throw explained(cause);
  } finally {
    unlock?.();
    db.close();
  }
}

/** Turns an error of a busy, full or unwritable database into a `StartupError`. */
function explained(cause: unknown): unknown {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (!(cause instanceof Error) || !/^SQLITE_(BUSY|FULL|IOERR|READONLY)/.test(code)) return cause;
  return new StartupError(
    `The database could not be written (${cause.message}): run the same command again to go on.`,
    { cause },
  );
}
