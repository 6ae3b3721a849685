import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { BlobError } from '../../src/core/ports/blobs.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { HubWatch, type HubWatchParts } from '../../src/storage/hub-watch.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { watchedBlobs } from '../../src/storage/watched-blobs.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { tempFolder } from '../temp-folder.ts';

const GONE =
  'the database file was moved, replaced or deleted: stop the hub, put it back, start again';
const FULL = 'the storage is full: make room on the disk of the data folder';

async function watched(writes?: HubWatchParts['writes']) {
  const home = await tempFolder();
  const path = join(home, 'diptych.db');
  const db = openDatabase(path);
  const clock = new FakeClock();
  const log = new SilentLog();
  const folders = [home, join(home, 'blobs')];
  const watch = new HubWatch({ db, path, folders, clock, log, ...(writes && { writes }) });
  const store = sqliteStore(db, watch);
  onTestFinished(async () => {
    await watch.close();
    db.close();
  });
  /** Looks anew: a look counts for half a second. */
  const check = async () => {
    await clock.advance(1_000);
    return watch.check();
  };
  const put = (value: string) => store.settings.put('discord.upload.a', value);
  return { home, path, db, clock, log, watch, store, check, put };
}

function coded(code: string) {
  return Object.assign(new Error(`${code}: made to fail`), { code });
}

describe('the database file of a running hub', () => {
  it('is as it should be: the hub may write', async () => {
    const { check, put, log } = await watched();
    put('1');
    expect(await check()).toBeNull();
    expect(log.lines).toEqual([]);
  });

  it.each(['', '-wal'])(
    'that is deleted (%s) takes no writes, and the operator learns it',
    async (ending) => {
      const { path, check, put, store, log } = await watched();
      put('1');
      await rm(`${path}${ending}`);
      expect(() => put('2')).toThrow(expect.objectContaining({ kind: 'gone' }));
      expect(() => store.transaction(() => 1)).toThrow(expect.objectContaining({ kind: 'gone' }));
      expect(store.settings.get('discord.upload.a')).toBe('1');
      expect(await check()).toBe(GONE);
      expect(log.errors).toEqual([`storage failed: ${GONE}`]);
    },
  );

  it('that is replaced is noticed, and one that is put back can be used again', async () => {
    const { path, check, put, log } = await watched();
    put('1');
    await rename(path, `${path}.away`);
    await writeFile(path, 'another file');
    expect(await check()).toBe(GONE);
    expect(() => put('2')).toThrow(expect.objectContaining({ kind: 'gone' }));
    await rename(`${path}.away`, path);
    expect(await check()).toBeNull();
    put('3');
    expect(log.lines.at(-1)).toEqual({ level: 'info', message: 'storage works again' });
  });
});

describe('a disk that does not answer', () => {
  it('is a fault after five seconds, for whoever asks, until it answers', async () => {
    const disk = { answer: new Promise<void>(() => undefined) };
    const { clock, watch, check } = await watched({
      durable: () => disk.answer,
      changed: () => undefined,
    });
    let said: string | null = 'nothing';
    const asked = watch.check().then((reason) => {
      said = reason;
    });
    // The rest of the look is real: the time runs until it is over.
    await vi.waitUntil(() => clock.pending > 0, { timeout: 60_000 });
    await clock.advance(4_999);
    expect(said).toBe('nothing');
    await clock.advance(1);
    await asked;
    expect(said).toBe('the disk of the data folder fails: the log has the cause');
    disk.answer = Promise.resolve();
    expect(await check()).toBeNull();
  });
});

describe('a fault of storage', () => {
  it('is known until a file of a usual size can be written again', async () => {
    const { home, watch, check, log } = await watched();
    await mkdir(join(home, '.room'));
    watch.failed(new BlobError('storage', 'x', { cause: coded('ENOSPC') }));
    expect(await watch.check()).not.toBeNull();
    await rm(join(home, '.room'), { recursive: true });
    expect(await check()).toBeNull();
    expect(log.errors[0]).toBe(`storage failed: ${FULL}`);
    expect(log.lines.at(-1)?.message).toBe('storage works again');
  });

  it.each([
    ['ENOSPC', FULL],
    ['EDQUOT', FULL],
    ['EACCES', 'the data folder cannot be written: allow the user of the hub to'],
    ['EMFILE', 'too many files are open: raise the limit of open files (ulimit -n)'],
    ['EIO', 'the disk of the data folder fails: the log has the cause'],
  ])('%s of the blob store is named in the log with its cause, once', async (code, reason) => {
    const { watch, log } = await watched();
    const blobs = new MemoryBlobs();
    const failing = new BlobError('storage', 'x', { cause: coded(code) });
    blobs.put = () => Promise.reject(failing);
    const store = watchedBlobs(blobs, watch);
    for (let n = 0; n < 2; n += 1)
      await expect(store.put('a', new Uint8Array(), '')).rejects.toBe(failing);
    expect([log.errors, log.causes]).toEqual([[`storage failed: ${reason}`], [failing]]);
  });

  it('of a damaged page stays until the hub starts anew', async () => {
    const { watch, check } = await watched();
    watch.failed(coded('SQLITE_CORRUPT'));
    watch.failed(coded('SQLITE_FULL'));
    expect(await check()).toBe('the database is damaged: stop the hub, and restore a copy of it');
  });

  it('is no error of another kind', async () => {
    const { watch, check, log } = await watched();
    watch.failed(new Error('x'));
    watch.failed(coded('SQLITE_CONSTRAINT_UNIQUE'));
    watch.failed(coded('SQLITE_BUSY'));
    expect(await check()).toBeNull();
    expect(log.lines).toEqual([]);
  });

  it('is looked for by itself while the hub serves, until it stops', async () => {
    const { path, watch, clock, log } = await watched();
    watch.serve();
    await rm(path);
    await clock.advance(5_000);
    expect(log.errors).toEqual([`storage failed: ${GONE}`]);
    await watch.close();
    expect(clock.pending).toBe(0);
  });
});

describe('another program that holds the write lock', () => {
  const patience = (db: ReturnType<typeof openDatabase>) =>
    db.pragma('busy_timeout', { simple: true });

  it('is waited for a moment only while people wait for the hub, and then not in every statement', async () => {
    const { path, db, watch, put } = await watched();
    expect(patience(db)).toBe(5_000);
    watch.serve();
    expect(patience(db)).toBe(100);
    const other = openDatabase(path);
    other.exec('BEGIN IMMEDIATE');
    expect(() => put('1')).toThrow(expect.objectContaining({ code: 'SQLITE_BUSY' }));
    expect(patience(db)).toBe(0);
    other.exec('COMMIT');
    put('2');
    expect(patience(db)).toBe(100);
    other.close();
  });
});
