import { existsSync } from 'node:fs';
import { within } from '../core/base/within.ts';
import { StorageError, type StorageFaultKind, storageFault } from '../core/ports/storage-fault.ts';
import type { Clock, Log } from '../core/ports/system.ts';
import { DatabaseFiles } from './database-files.ts';
import type { DurableWrites } from './durable.ts';
import type { Db, Watch } from './query.ts';
import { isLow, tryRoom } from './room.ts';

/** Milliseconds that the whole hub waits for another writer. After that only the work that writes waits. */
const PATIENCE_MS = 100;
const CHECK_MS = 5_000;
/** Milliseconds for which a look counts: anybody may ask whether the hub is ready. */
const RECENT_MS = 500;
/** Milliseconds after which a disk that does not answer fails. Prometheus waits ten seconds for all. */
const DISK_MS = 5_000;

/** What is wrong, for `/readyz` and the log. */
const REASONS: Readonly<Record<Exclude<StorageFaultKind, 'busy'>, string>> = {
  full: 'the storage is full: make room on the disk of the data folder',
  damaged: 'the database is damaged: stop the hub, and restore a copy of it',
  gone: 'the database file was moved, replaced or deleted: stop the hub, put it back, start again',
  denied: 'the data folder cannot be written: allow the user of the hub to',
  handles: 'too many files are open: raise the limit of open files (ulimit -n)',
  failed: 'the disk of the data folder fails: the log has the cause',
};
type Lasting = keyof typeof REASONS;

export interface HubWatchParts {
  readonly db: Db;
  readonly path: string;
  /** Folders that must take files. */
  readonly folders: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
  /** Commits that do not wait for the disk: a look waits for them. Is told of every change. */
  readonly writes?: Pick<DurableWrites, 'durable' | 'changed'>;
}

/** Watches a hub's storage: knows its fault and when it is over, and lets nothing be written into a deleted database. */
export class HubWatch implements Watch {
  readonly #parts: HubWatchParts;
  readonly #files: DatabaseFiles;
  #fault: Lasting | null = null;
  /** Another program holds the write lock: do not wait for it in each statement. */
  #isHeld = false;
  #isServing = false;
  #lookedAt = 0;
  #stop: (() => void) | null = null;
  #checking: Promise<void> | null = null;

  constructor(parts: HubWatchParts) {
    this.#parts = parts;
    this.#files = new DatabaseFiles(parts.path);
  }

  /** Call when people begin to wait for the hub: from then on the whole hub waits for another writer only a moment. */
  serve(): void {
    this.#isServing = true;
    this.#wait(PATIENCE_MS);
    this.#later();
  }

  async close(): Promise<void> {
    this.#isServing = false;
    this.#stop?.();
    await this.#checking;
  }

  readonly before = (): void => {
    if (this.#files.areThere()) return;
    const error = new StorageError('gone', `${this.#parts.path} is not the file that was opened`);
    this.failed(error);
    throw error;
  };

  readonly wrote = (): void => {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    if (this.#isServing) this.#wait(PATIENCE_MS);
  };

  readonly changed = (): void => this.#parts.writes?.changed();

  readonly failed = (cause: unknown): void => {
    const kind = storageFault(cause);
    if (kind === undefined) return;
    if (kind !== 'busy') return this.#note(kind, cause);
    if (!this.#isHeld && this.#isServing) this.#wait(0);
    this.#isHeld = true;
  };

  /** Looks at the storage now. Resolves with what is wrong, or null. */
  async check(): Promise<string | null> {
    const isRecent = this.#parts.clock.now() - this.#lookedAt < RECENT_MS;
    if (isRecent && this.#checking === null) return this.#reason();
    this.#checking ??= this.#look().finally(() => {
      this.#checking = null;
    });
    await this.#checking;
    return this.#reason();
  }

  #reason(): string | null {
    return this.#fault && REASONS[this.#fault];
  }

  async #look(): Promise<void> {
    const { folders, clock } = this.#parts;
    try {
      this.#lookForFiles();
      // What is damaged stays so until the database is opened anew.
      if (this.#fault === 'damaged' || this.#fault === 'gone') return;
      for (const folder of folders.filter((one) => existsSync(one))) {
        if (this.#fault !== null || (await isLow(folder))) await tryRoom(folder);
      }
      await this.#requireDisk();
      this.#note(null);
    } catch (cause) {
      this.#note(asLasting(storageFault(cause)), cause);
    }
    this.#lookedAt = clock.now();
  }

  /** A disk that hangs would keep everybody who asks: Prometheus, `/readyz`, and the stop of the hub. */
  async #requireDisk(): Promise<void> {
    const { writes, clock } = this.#parts;
    const late = () => new StorageError('failed', `no answer of the disk in ${DISK_MS / 1000} s`);
    await within({ clock, ms: DISK_MS, late }, async () => writes?.durable());
  }

  #lookForFiles(): void {
    const areThere = this.#files.areThere();
    if (areThere && this.#fault === 'gone') this.#note(null);
    if (!areThere) this.#note('gone', new StorageError('gone', `${this.#parts.path} is not there`));
  }

  /** Logs changes only. */
  #note(fault: Lasting | null, cause?: unknown): void {
    const { log } = this.#parts;
    // A full disk also breaks what comes after it.
    if (fault === this.#fault || (fault !== null && this.#fault === 'damaged')) return;
    this.#fault = fault;
    if (fault === null) log.info({}, 'storage works again');
    else log.error({ err: cause }, `storage failed: ${REASONS[fault]}`);
  }

  #later(): void {
    this.#stop = this.#parts.clock.after(CHECK_MS, () => {
      void this.check().finally(() => {
        if (this.#isServing) this.#later();
      });
    });
  }

  #wait(ms: number): void {
    this.#parts.db.pragma(`busy_timeout = ${ms}`);
  }
}

function asLasting(kind: StorageFaultKind | undefined): Lasting {
  return kind === undefined || kind === 'busy' ? 'failed' : kind;
}
