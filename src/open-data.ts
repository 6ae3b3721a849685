import { join } from 'node:path';
import { blobFolder } from './blob-place.ts';
import type { SessionRows } from './bots/web/sessions.ts';
import type { WebMessages } from './bots/web/web-messages.ts';
import type { CleanUp } from './clean-up.ts';
import type { Config } from './config.ts';
import { StartupError } from './core/base/startup-error.ts';
import type { BlobStore } from './core/ports/blobs.ts';
import { storageFault } from './core/ports/storage-fault.ts';
import type { Store } from './core/ports/store.ts';
import type { Clock, Ids, Log } from './core/ports/system.ts';
import { identifyReferences } from './core/studio/pool/identify.ts';
import { sha256Hex } from './digest.ts';
import { BlobWatch } from './blob-watch.ts';
import { blobAdvice, openBlobs } from './open-blobs.ts';
import { installStarterPool } from './providers/sample/starter-pool.ts';
import { openDatabase, requireSound } from './storage/database.ts';
import { DurableWrites } from './storage/durable.ts';
import { HubWatch } from './storage/hub-watch.ts';
import { lockHub, waitForWriter } from './storage/locks.ts';
import { requireOwnLog } from './storage/own-log.ts';
import { makePrivateFolder, tightenHome } from './storage/private-files.ts';
import { seedStore } from './storage/seed.ts';
import { sessionRows } from './storage/session-rows.ts';
import { sqliteStore } from './storage/store.ts';
import { watchedBlobs } from './storage/watched-blobs.ts';
import { webMessageRows } from './storage/web-message-rows.ts';

export interface DataWorld {
  readonly log: Log;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Stops the wait for another hub. */
  readonly signal: AbortSignal;
  /** Called with the milliseconds of each sync of the database's log. */
  readonly onSync?: (ms: number) => void;
}

/** A hub's database and images. */
export interface Data {
  readonly store: Store;
  readonly messages: WebMessages;
  readonly sessions: SessionRows;
  readonly blobs: BlobStore;
  readonly watch: HubWatch;
  /** What is wrong with the bucket of the images, as of the last look; null for nothing. Folders are watched by `watch`. */
  readonly blobsFault: () => string | null;
}

/** Locks and opens the data folder, and fills a new one. Throws a `StartupError` that says what to do. */
export async function openData(
  config: Config,
  { log, clock, ids, signal, onSync }: DataWorld,
  cleanUp: CleanUp,
): Promise<Data> {
  const { home } = config;
  makeFolder(home);
  cleanUp.defer(
    await lockHub(home, clock, signal, () =>
      log.warn({ home }, 'another hub runs on this folder: waiting up to 30 s for it'),
    ),
  );
  const path = join(home, 'diptych.db');
  // The look for a writer opens the database, too.
  requireOwnLog(path);
  await waitForWriter(path, clock, signal, () =>
    log.warn({ path }, 'another program holds the database: waiting up to 30 s for it'),
  );
  const db = openDatabase(path);
  cleanUp.defer(() => void db.close());
  requireSound(db, path);
  const tightened = await tightenHome(home);
  if (tightened > 0) log.info({ home, tightened }, 'the data folder is for this user alone now');
  const folders = config.s3 === null ? [home, blobFolder(home)] : [home];
  const writes = new DurableWrites(db, onSync && { onSync });
  cleanUp.defer(() => writes.close());
  const watch = new HubWatch({ db, path, folders, clock, log, writes });
  cleanUp.defer(() => watch.close());
  const store = sqliteStore(db, watch, writes);
  seedStore(store);
  // Throws when no model is the default.
  store.models.default();
  const opened = await openBlobs(config, store.settings);
  cleanUp.defer(opened.close);
  // A bucket's room is not this machine's.
  const blobs = config.s3 === null ? watchedBlobs(opened.blobs, watch) : opened.blobs;
  const blobWatch = new BlobWatch({
    blobs,
    clock,
    log,
    advice: (cause) => blobAdvice(cause, config.s3),
  });
  if (config.s3 !== null) blobWatch.start();
  cleanUp.defer(() => blobWatch.close());
  await installStarterPool({ store, blobs, ids, clock, digest: sha256Hex });
  await identifyReferences({ store, blobs, digest: sha256Hex });
  return {
    store,
    messages: webMessageRows(db, watch),
    sessions: sessionRows(db, watch),
    blobs,
    watch,
    blobsFault: () => blobWatch.fault,
  };
}

function makeFolder(home: string): void {
  try {
    makePrivateFolder(home);
  } catch (cause) {
    if (storageFault(cause) !== 'denied' && !isNoFolder(cause)) throw cause;
    throw new StartupError(
      `The data folder ${home} cannot be made: allow this user to write there, or set DIPTYCH_HOME.`,
      { cause },
    );
  }
}

/** Whether a file, a broken link or a name that is too long is in the way of a folder. */
function isNoFolder(cause: unknown): boolean {
  const code = cause instanceof Error && 'code' in cause ? cause.code : '';
  return ['ENOTDIR', 'EEXIST', 'ENOENT', 'ELOOP', 'ENAMETOOLONG'].some((one) => one === code);
}
