import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { StorageError, storageFault } from '../core/ports/storage-fault.ts';
import type { Db } from './query.ts';

/** The database's log, as a file. */
export interface LogFile {
  /** Resolves when everything that was written to the file before the call is on the disk. */
  datasync(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Milliseconds that a sync waits while the event loop is busy: the work that it has ready will want to be on the disk too, so that
 * many share what each alone would pay. An idle hub does not wait.
 */
const GATHER_MS = 40;
/** The same while few wait: a busy machine makes every turn of the event loop look like work. */
const MOMENT_MS = 2;
/** Milliseconds of a turn of the event loop that had work to do. */
const BUSY_TURN_MS = 0.5;

/** So many who waited for one sync are a crowd: the next one then waits for as many. */
const CROWD = 2;
/** Milliseconds from one sync's beginning to the next one's, in a crowd. */
const SPACING_MS = 8;

/** Milliseconds that anybody waits for the disk. */
const LONGEST_MS = 30_000;

export interface DurableParts {
  /** Opens the log of the database; called once that exists. */
  readonly openLog: () => Promise<LogFile>;
  /** Told how many milliseconds the disk took. */
  readonly onSync: (ms: number) => void;
  /** Milliseconds after which a disk that does not answer is a fault. */
  readonly longestMs: number;
}

interface Sync {
  /** Changes that it puts on the disk: all of them until it begins to write. */
  upTo: number;
  /** Calls that wait for it. */
  waiting: number;
  readonly done: Promise<void>;
}

/**
 * Lets the commits of a connection return before they are on the disk, and puts them there in one go, off the event loop,
 * when somebody waits for it.
 *
 * Why a sync of the log is enough: in WAL mode a commit is whole once its frames are in the `-wal` file, and after a power cut
 * SQLite replays the frames up to the first that is incomplete, so that commits are lost in their order, from the end. A
 * checkpoint, also with `synchronous = NORMAL`, first syncs the log, then writes and syncs the database, and only then
 * lets the log begin anew, with a header that it syncs at once. So whatever was committed before `durable()` is either in
 * frames of the log, which it syncs, or in pages of the database that a checkpoint has synced. The log's file is the
 * same as long as this connection is open: SQLite deletes it when the last connection closes. Closing our own handle of it is
 * harmless: SQLite has its locks on the database and on `-shm`, never on the log.
 *
 * Commits of other connections (the command line's) are `synchronous = FULL`: nobody sees them before they are on the disk.
 */
export class DurableWrites {
  readonly #db: Db;
  readonly #parts: DurableParts;
  /** Statements that changed something. */
  #changes = 0;
  #log: Promise<LogFile> | null = null;
  /** Changes that are on the disk. */
  #safe = 0;
  #running: Sync | null = null;
  #next: (PromiseWithResolvers<void> & { waiting: number }) | null = null;
  /** How many the last sync was for, and when it began. */
  #last = { waiting: 0, at: 0 };
  /** The last sync failed. */
  #isBroken = false;
  #syncs = 0;
  /** Those who wait for a sync of others. */
  #patient: { readonly mark: number; readonly resolve: () => void }[] = [];

  /** Takes over an open database whose commits are on the disk. */
  constructor(db: Db, parts: Partial<DurableParts> = {}) {
    this.#db = db;
    this.#parts = {
      openLog: () => openFile(`${db.name}-wal`),
      onSync: () => undefined,
      longestMs: LONGEST_MS,
      ...parts,
    };
    db.pragma('synchronous = NORMAL');
  }

  /** Call after each statement of the connection that changed something: `Sql` does, by its watch. */
  readonly changed = (): void => {
    this.#changes += 1;
  };

  /** Syncs of the log so far. */
  get syncs(): number {
    return this.#syncs;
  }

  /**
   * Resolves when everything that was committed before the call is on the disk; at once when it is there already. One sync runs at a
   * time; all who come meanwhile share the next. Rejects, for all who wait, with a fault of storage, and so does every later call until
   * the disk has proved to keep what was committed: each tries. Rejects too when the disk does not answer in time. `mark`: waits for
   * what was committed before that.
   */
  async durable(mark?: number): Promise<void> {
    const waiting = this.#wait(mark);
    if (waiting !== null) await this.#inTime(waiting);
  }

  /** Null when there is nothing to wait for. */
  #wait(mark?: number): Promise<void> | null {
    if (this.#db.memory) return null;
    const wanted = mark ?? this.#changes;
    if (wanted <= this.#safe && !this.#isBroken) return null;
    if (this.#running === null) return this.#start(1);
    if (wanted <= this.#running.upTo && !this.#isBroken) {
      this.#running.waiting += 1;
      return this.#running.done;
    }
    this.#next ??= { ...Promise.withResolvers<void>(), waiting: 0 };
    this.#next.waiting += 1;
    return this.#next.promise;
  }

  /** As `durable`, without causing a sync. Never rejects; it may never resolve. */
  async durableSoon(): Promise<void> {
    const mark = this.#changes;
    if (this.#db.memory || (mark <= this.#safe && !this.#isBroken)) return;
    await new Promise<void>((resolve) => this.#patient.push({ mark, resolve }));
  }

  /** Names everything that is committed now. */
  mark(): number {
    return this.#changes;
  }

  /** Closes the log, when the sync that runs has ended, or does not end in time. Call it before the database closes. */
  async close(): Promise<void> {
    if (this.#running !== null) await this.#inTime(this.#running.done).catch(() => undefined);
    const log = await this.#log?.catch(() => undefined);
    await log?.close();
  }

  async #inTime(waiting: Promise<void>): Promise<void> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      late.reject(new StorageError('failed', 'the disk does not answer'));
    }, this.#parts.longestMs);
    try {
      await Promise.race([waiting, late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  #start(waiting: number): Promise<void> {
    const begun = Promise.withResolvers<Sync>();
    const done = begun.promise
      .then((sync) => this.#sync(sync))
      .finally(() => {
        this.#running = null;
        const next = this.#next;
        this.#next = null;
        if (next !== null) next.resolve(this.#start(next.waiting));
      });
    this.#running = { upTo: Infinity, waiting, done };
    begun.resolve(this.#running);
    return done;
  }

  async #sync(sync: Sync): Promise<void> {
    const { waiting, at } = this.#last;
    const spacing = at + SPACING_MS - performance.now();
    if (waiting >= CROWD && spacing > 0) await pause(spacing);
    // After a while without a sync somebody is alone, and in a hurry.
    if (spacing > 0) await untilIdle(waiting >= CROWD ? GATHER_MS : MOMENT_MS);
    this.#syncs += 1;
    this.#last = { waiting: sync.waiting, at: performance.now() };
    try {
      const upTo = this.#changes;
      sync.upTo = upTo;
      const log = await this.#opened();
      if (this.#isBroken) this.#moveIntoDatabase();
      const began = performance.now();
      await log.datasync();
      this.#parts.onSync(performance.now() - began);
      this.#safe = upTo;
      this.#isBroken = false;
      for (const { mark, resolve } of this.#patient) if (mark <= upTo) resolve();
      this.#patient = this.#patient.filter(({ mark }) => mark > upTo);
    } catch (cause) {
      this.#isBroken = true;
      if (storageFault(cause) !== undefined) throw cause;
      throw new StorageError('failed', 'the log of the database could not be synced', { cause });
    }
  }

  async #opened(): Promise<LogFile> {
    try {
      return await (this.#log ??= this.#parts.openLog());
    } catch (cause) {
      this.#log = null;
      throw cause;
    }
  }

  /**
   * After a failed sync the system may take what it could not write for written, and a later sync of it proves nothing. So
   * the log's content is written and synced as pages of the database, and the log is emptied: its next sync is of that.
   * Blocks the event loop. Throws when that fails, or when another program reads or writes at the time.
   */
  #moveIntoDatabase(): void {
    const busy = this.#db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').pluck().get();
    if (busy !== 0) throw new StorageError('failed', 'another program uses the database’s log');
  }
}

/** Resolves when the event loop has nothing else to do, or after `ms`. */
async function untilIdle(ms: number): Promise<void> {
  const until = performance.now() + ms;
  let idleTurns = 0;
  for (let before = performance.now(); idleTurns < 2 && before < until; ) {
    await turn();
    const now = performance.now();
    idleTurns = now - before < BUSY_TURN_MS ? idleTurns + 1 : 0;
    before = now;
  }
}

/** Also syncs its folder, so that a file that was just made has its name after a power cut. */
async function openFile(path: string): Promise<LogFile> {
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
  return open(path, 'r+');
}
