import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { BlobError } from '../../src/core/ports/blobs.ts';
import { storageRefusal } from '../../src/core/words/storage-refusal.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { seedStore } from '../../src/storage/seed.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { PATIENT } from '../patient.ts';
import { aPicture } from '../pictures.ts';
import { tempFolder } from '../temp-folder.ts';
import { aCaller } from '../values.ts';
import { webOf } from '../web/app.ts';
import { Hub } from './hub.ts';

/** A studio over a database in a file, and a program beside it that can take the write lock. */
async function withFile() {
  const path = join(await tempFolder(), 'd.db');
  const db = openDatabase(path);
  db.pragma('busy_timeout = 0');
  const other = openDatabase(path);
  const store = sqliteStore(db);
  seedStore(store);
  const hub = new Hub({ store });
  onTestFinished(async () => {
    await hub.studio.close();
    db.close();
    other.close();
  });
  await hub.start();
  return {
    hub,
    db,
    hold: () => void other.exec('BEGIN IMMEDIATE'),
    free: () => void other.exec('COMMIT'),
  };
}

const LONG = '서'.repeat(2_500);

describe('a full database', () => {
  it('refuses a request in words, starts nothing, and goes on when there is room', async () => {
    const { hub, db } = await withFile();
    const { ask } = webOf(hub);
    db.exec('VACUUM');
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`);
    const headers = { 'idempotency-key': 'k1' };
    const send = () => ask('/api/generate', { body: { prompt: LONG }, headers });
    const refused = await send();
    expect([refused.status, refused.json.code]).toEqual([507, 'storage_full']);
    await hub.advance(1_000);
    expect([hub.queue.jobs, hub.store.pairs.planning()]).toEqual([[], []]);
    db.pragma('max_page_count = 1000000');
    const accepted = await send();
    await hub.settle();
    expect(accepted.status).toBe(202);
    expect((await send()).json).toEqual(accepted.json);
    expect(hub.queue.jobs).toHaveLength(2);
  });

  it('lets people read', async () => {
    const { hub, db } = await withFile();
    const { as } = webOf(hub);
    db.exec('VACUUM');
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`);
    // So many people that the table of people needs another page.
    for (let n = 0; n < 200; n += 1) {
      const { status } = await as(`person-${n}`)('/api/diptych?word=help');
      expect(status).toBe(200);
    }
    expect(hub.store.access.localeOf('web:person-199')).toBeUndefined();
  });
});

describe('a blob store without room', () => {
  const full = () => {
    const cause = Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });
    return new BlobError('storage', 'the file store failed', { cause });
  };

  it('refuses an upload in words', async () => {
    const hub = await new Hub().start();
    vi.spyOn(hub.blobs, 'put').mockRejectedValueOnce(full());
    const kept = hub.studio.uploads.keep(aCaller(), 'a.png', await aPicture());
    const error: unknown = await kept.catch((cause: unknown) => cause);
    expect(storageRefusal(error)).toMatchObject({ code: 'storage_full', status: 507 });
  });
});

describe('another program that holds the database', () => {
  it('delays what was asked, and loses nothing of it', async () => {
    const { hub, hold, free } = await withFile();
    hold();
    const asked = hub.accept(aCaller(), {
      options: { prompt: 'a cat' },
      attachments: [],
      requestKey: null,
    });
    await hub.advance(1_500);
    expect(hub.queue.jobs).toEqual([]);
    free();
    await hub.advance(100);
    await asked;
    await hub.advance(1_500);
    expect(hub.queue.jobs).toHaveLength(2);
  });

  it('has a request refused after two seconds: nothing of it stays', async () => {
    const { hub, hold, free } = await withFile();
    hold();
    const asked = webOf(hub).ask('/api/generate', { body: { prompt: 'a cat' } });
    let refused: Awaited<typeof asked> | undefined;
    asked.then((answer) => (refused = answer)).catch(() => undefined);
    await vi.waitFor(async () => {
      await hub.advance(500);
      expect([refused?.status, refused?.json.code]).toEqual([503, 'storage_busy']);
    }, PATIENT);
    free();
    await hub.advance(2_000);
    expect([hub.queue.jobs, hub.store.pairs.planning()]).toEqual([[], []]);
  });

  it('loses no image: it is stored once the database is free', async () => {
    const { hub, hold, free } = await withFile();
    const id = await hub.generate();
    const job = hub.queue.jobOf('A');
    hold();
    hub.queue.deliver(job, { costUsd: 0.04, silent: false });
    await hub.advance(3_000);
    expect(hub.newest(id, 'A').state).toBe('running');
    const { generationId: generation } = job;
    const tries = hub.log.about('a result is not stored yet; it is tried every second');
    expect(tries).toEqual([{ generation }]);
    free();
    await hub.advance(1_000);
    expect(hub.newest(id, 'A').state).toBe('succeeded');
    expect(hub.store.calls.of(job.generationId)).toMatchObject([
      { outcome: 'image', costUsd: 0.04 },
    ]);
    expect(hub.meter.endings).toEqual(['succeeded']);
  });

  it('loses no cost of an answer that came late', async () => {
    const { hub, hold, free } = await withFile();
    const id = await hub.generate();
    const job = hub.queue.jobOf('A');
    await hub.press({ type: 'cancel', generation: hub.newest(id, 'A').id });
    hold();
    hub.queue.late(job, 0.07);
    await hub.advance(3_000);
    // A queue tells again what was not stored.
    hub.queue.late(job, 0.07);
    await hub.advance(3_000);
    const tries = hub.log.about('a result is not stored yet; it is tried every second');
    expect(tries).toEqual([{ generation: job.generationId }]);
    free();
    await hub.advance(1_000);
    hub.queue.late(job, 0.07);
    expect(hub.store.calls.of(job.generationId)).toMatchObject([{ costUsd: 0.07 }]);
    expect(hub.meter.lateAnswers).toBe(1);
  });

  it('lets a pair be planned and run that was accepted just before', async () => {
    const { hub, hold, free } = await withFile();
    const asked = hub.accept(aCaller(), {
      options: { prompt: 'a cat' },
      attachments: [],
      requestKey: null,
    });
    const [id = ''] = await asked;
    hold();
    await hub.advance(5_000);
    expect(hub.view(id).pair.state).toBe('planning');
    free();
    await hub.advance(2_000);
    expect(hub.view(id).pair.state).toBe('planned');
    expect(hub.queue.jobs).toHaveLength(2);
  });

  it('is no reason to leave the line alone: what waits starts a second later', async () => {
    const { hub, hold, free } = await withFile();
    hub.queue.slots = 0;
    await hub.generate();
    hold();
    hub.queue.slots = 2;
    hub.studio.dispatcher.wake();
    await hub.advance(900);
    free();
    await hub.advance(1_000);
    expect(hub.queue.jobs).toHaveLength(2);
  });

  it('is logged once by what comes every second', async () => {
    const { hub, hold, free } = await withFile();
    await hub.generate();
    hold();
    await hub.advance(320_000);
    expect(hub.log.errors.filter((one) => one === 'the deadlines could not be swept')).toHaveLength(
      1,
    );
    free();
  });
});
