import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { DurableWrites, type LogFile } from '../../src/storage/durable.ts';
import { HubWatch } from '../../src/storage/hub-watch.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { tempFolder } from '../temp-folder.ts';

/** Milliseconds after which what has not come never comes. */
const PATIENCE_MS = 20_000;

async function until(look: () => boolean): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!look()) {
    if (performance.now() > end) throw new Error(`it never came about: ${look.toString()}`);
    await turn();
  }
}

/** A log whose syncs end when a test says so. */
class HeldLog implements LogFile {
  readonly syncs: PromiseWithResolvers<void>[] = [];

  datasync(): Promise<void> {
    const sync = Promise.withResolvers<void>();
    this.syncs.push(sync);
    return sync.promise;
  }

  async close(): Promise<void> {}

  began(count: number): Promise<void> {
    return until(() => this.syncs.length === count);
  }

  async end(index: number, fault?: unknown): Promise<void> {
    await this.began(index + 1);
    const sync = this.syncs[index];
    if (sync === undefined) throw new Error(`sync ${index} never began`);
    if (fault === undefined) sync.resolve();
    else sync.reject(fault);
    await turn();
  }
}

async function opened(longestMs = PATIENCE_MS) {
  const path = join(await tempFolder(), 'd.db');
  const db = openDatabase(path);
  const log = new HeldLog();
  const writes = new DurableWrites(db, { openLog: async () => log, longestMs });
  const clock = new FakeClock();
  const watch = new HubWatch({ db, path, folders: [], clock, log: new SilentLog(), writes });
  const store = sqliteStore(db, watch, writes);
  onTestFinished(() => void db.close());
  const put = (value: string) => store.settings.put('discord.upload.a', value);
  const settled: string[] = [];
  /** Waits, and notes what became of it. */
  const wait = async (name: string) => {
    const done = store.durable().then(
      () => settled.push(name),
      (cause: unknown) => settled.push(`${name}: ${String(cause)}`),
    );
    await turn();
    return done;
  };
  return { db, store, path, log, writes, watch, clock, put, wait, settled };
}

function coded(code: string) {
  return Object.assign(new Error(code), { code });
}

describe('commits that do not wait for the disk', () => {
  it('are on the disk before anybody goes on who waits for them', async () => {
    const { log, put, wait, settled } = await opened();
    put('1');
    void wait('one');
    await log.began(1);
    expect(settled).toEqual([]);
    await log.end(0);
    expect(settled).toEqual(['one']);
  });

  it('cost no sync when nothing was committed since, or nothing was changed', async () => {
    const { store, log, put, wait, settled, writes } = await opened();
    await wait('before');
    put('1');
    void wait('one');
    await log.end(0);
    await wait('again');
    store.transaction(() => undefined);
    store.access.unblock('web:nobody');
    await wait('nothing changed');
    expect(settled).toEqual(['before', 'one', 'again', 'nothing changed']);
    expect([log.syncs.length, writes.syncs]).toEqual([1, 1]);
  });

  it('share a sync: all who come before it begins to write, and all who come after that the next', async () => {
    const { log, put, wait, settled } = await opened();
    put('1');
    void wait('a');
    void wait('b');
    await log.began(1);
    put('2');
    void wait('c');
    put('3');
    void wait('d');
    await log.end(0);
    expect(settled).toEqual(['a', 'b']);
    await log.end(1);
    expect(settled).toEqual(['a', 'b', 'c', 'd']);
    expect(log.syncs).toHaveLength(2);
  });

  it('are a fault when the disk does not answer, and on the disk once it does', async () => {
    const { log, put, wait, settled, writes } = await opened(1);
    put('1');
    await wait('one');
    expect(settled).toEqual(['one: StorageError: the disk does not answer']);
    await writes.close();
    await log.end(0);
    await wait('again');
    expect(settled.slice(1)).toEqual(['again']);
    expect(log.syncs).toHaveLength(1);
  });

  it('that are in no hurry are on the disk with those of others', async () => {
    const { log, put, wait, settled, writes } = await opened();
    put('1');
    void writes.durableSoon().then(() => settled.push('soon'));
    for (let n = 0; n < 20; n += 1) await turn();
    expect([log.syncs.length, settled]).toEqual([0, []]);
    void wait('one');
    await log.end(0);
    expect(settled.toSorted()).toEqual(['one', 'soon']);
    const mark = writes.mark();
    put('2');
    await writes.durable(mark);
    expect(log.syncs).toHaveLength(1);
  });

  it('of a database in memory are as safe as they can be', async () => {
    const db = openDatabase(':memory:');
    const writes = new DurableWrites(db);
    sqliteStore(db, undefined, writes).settings.put('discord.upload.a', '1');
    await writes.durable();
    expect(writes.syncs).toBe(0);
    await writes.close();
    db.close();
  });

  it('are synced in a real file, also after a checkpoint let the log begin anew', async () => {
    const path = join(await tempFolder(), 'd.db');
    const db = openDatabase(path);
    const writes = new DurableWrites(db);
    const store = sqliteStore(db, undefined, writes);
    for (const value of ['1', '2']) {
      store.settings.put('discord.upload.a', value);
      await store.durable();
      db.pragma('wal_checkpoint(TRUNCATE)');
    }
    expect(db.pragma('synchronous', { simple: true })).toBe(1);
    expect(writes.syncs).toBe(2);
    await writes.close();
    db.close();
  });
});

describe('a sync that fails', () => {
  it('is told to all who wait, as a fault of storage, and to the operator', async () => {
    const { log, put, wait, settled, watch, clock } = await opened();
    put('1');
    void wait('one');
    void wait('other');
    await log.began(1);
    put('2');
    void wait('later');
    await log.end(0, coded('EIO'));
    expect(settled).toEqual(['one: Error: EIO', 'other: Error: EIO']);
    await log.end(1, new Error('who knows'));
    expect(settled[2]).toContain('StorageError');
    expect(settled).toHaveLength(3);
    const looking = watch.check();
    await log.end(2, coded('ENOSPC'));
    expect(await looking).toContain('make room on the disk');
    await clock.advance(1_000);
    const again = watch.check();
    await log.end(3);
    expect(await again).toBeNull();
  });

  it('is believed to be over only when all was written as pages, and the emptied log was synced', async () => {
    const { db, log, put, wait, settled } = await opened();
    put('1');
    void wait('one');
    await log.end(0, coded('EIO'));
    const pages = () => db.prepare('PRAGMA wal_checkpoint').raw().get();
    // Nothing was committed since, and still nobody may go on.
    void wait('two');
    await log.began(2);
    expect(pages()).toEqual([0, 0, 0]);
    expect(settled).toEqual(['one: Error: EIO']);
    await log.end(1);
    expect(settled).toEqual(['one: Error: EIO', 'two']);
    expect(log.syncs).toHaveLength(2);
  });

  it('is not over while another program reads what would be moved', async () => {
    const { db, log, put, wait, settled, path } = await opened();
    put('1');
    const other = openDatabase(path);
    db.pragma('busy_timeout = 0');
    other.exec('BEGIN; SELECT * FROM settings');
    void wait('one');
    await log.end(0, coded('EIO'));
    put('2');
    void wait('two');
    await until(() => settled.length === 2);
    expect(settled[1]).toContain('another program uses');
    other.exec('COMMIT');
    other.close();
    void wait('three');
    await log.end(1);
    expect(settled[2]).toBe('three');
  });

  it('may be that its log could not be opened, which is tried again', async () => {
    const path = join(await tempFolder(), 'd.db');
    const db = openDatabase(path);
    const log = new HeldLog();
    let tries = 0;
    const openLog = async () => {
      tries += 1;
      if (tries === 1) throw coded('EMFILE');
      return log;
    };
    const writes = new DurableWrites(db, { openLog });
    sqliteStore(db, undefined, writes).settings.put('discord.upload.a', '1');
    await expect(writes.durable()).rejects.toThrow('EMFILE');
    const again = writes.durable();
    await log.end(0);
    await again;
    expect(tries).toBe(2);
    await writes.close();
    db.close();
  });
});
