import { describe, expect, it, vi } from 'vitest';
import { resultKey } from '../../src/core/domain/output-key.ts';
import type { RenderJob } from '../../src/core/ports/render-queue.ts';
import { sha256Hex } from '../../src/digest.ts';
import { aPicture } from '../pictures.ts';
import { aCaller } from '../values.ts';
import { Hub, SIDE_MS } from './hub.ts';

/** The worker stored the image and its ending, and says so. */
async function made(hub: Hub, job: RenderJob, costUsd: number | null): Promise<void> {
  await hub.blobs.put(job.spec.outputKey, new Uint8Array([1]));
  await hub.blobs.put(resultKey(job.spec.outputKey), new Uint8Array([2]));
  hub.queue.deliver(job, { costUsd });
  await hub.settle();
}

const keys = (hub: Hub) => [...hub.blobs.blobs.keys()];
const credits = (hub: Hub) => hub.studio.galleries.credits(aCaller()).credits;

describe('an image in time', () => {
  it('is kept, its ending is not: the database has that now', async () => {
    const hub = await new Hub().start();
    await hub.generate();
    const job = hub.queue.jobOf('A');
    await made(hub, job, 0.04);
    expect(keys(hub)).toEqual([job.spec.outputKey]);
    expect(hub.store.calls.of(job.generationId)).toMatchObject([
      { outcome: 'image', costUsd: 0.04 },
    ]);
    expect(hub.meter.endings).toEqual(['succeeded']);
  });

  it('in the last millisecond is one', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    await hub.advance(SIDE_MS);
    await made(hub, hub.queue.jobOf('A'), 0.04);
    expect(hub.newest(pair, 'A').state).toBe('succeeded');
  });

  it('stays when a failure is told of it afterwards', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    const job = hub.queue.jobOf('A');
    await made(hub, job, null);
    const failure = { kind: 'network', detail: '' } as const;
    hub.queue.fail(job, failure, 0.04);
    await hub.settle();
    expect(hub.newest(pair, 'A').state).toBe('succeeded');
    expect(keys(hub)).toEqual([job.spec.outputKey]);
    expect(hub.store.calls.of(job.generationId)).toMatchObject([
      { outcome: 'image', costUsd: 0.04 },
    ]);
  });

  it('whose ending cannot be cleared away is shown all the same', async () => {
    const hub = await new Hub().start();
    await hub.generate();
    const job = hub.queue.jobOf('A');
    vi.spyOn(hub.blobs, 'delete').mockRejectedValue(new Error('the disk is away'));
    await made(hub, job, 0);
    expect(hub.surface.withNonce(job.generationId)).toHaveLength(1);
    expect(hub.log.lines.map((one) => one.message)).toContain(
      'an unneeded blob could not be deleted',
    );
  });
});

describe('an image that is late when it is committed, before anybody swept', () => {
  it('is dropped: booked so, its blob deleted, its cost kept, nothing shown or charged', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    const job = hub.queue.jobOf('A');
    await hub.advance(SIDE_MS + 1);
    expect(hub.newest(pair, 'A').state).toBe('running');
    await made(hub, job, 0.04);
    const failure = { kind: 'timeout' };
    expect(hub.newest(pair, 'A')).toMatchObject({ state: 'timed_out', failure, image: null });
    expect(hub.store.calls.of(job.generationId)).toMatchObject([
      { outcome: 'dropped', costUsd: 0.04 },
    ]);
    expect(keys(hub)).toEqual([]);
    expect(hub.meter.lateAnswers).toBe(1);
    expect(hub.meter.endings).toEqual(['timed_out']);
    expect(hub.message(job.generationId).card.image).toBeUndefined();
    expect(credits(hub)).toMatchObject({ today: 0, inFlight: 1 });
  });

  it('says so again without being counted again in the ledger', async () => {
    const hub = await new Hub().start();
    await hub.generate();
    const job = hub.queue.jobOf('A');
    await hub.advance(SIDE_MS + 1);
    await made(hub, job, 0.04);
    await made(hub, job, null);
    expect(hub.store.calls.of(job.generationId)).toMatchObject([
      { outcome: 'dropped', costUsd: 0.04 },
    ]);
    expect(keys(hub)).toEqual([]);
  });

  it('leaves a failure its own kind in the ledger', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    const job = hub.queue.jobOf('A');
    await hub.advance(SIDE_MS + 1);
    const failure = { kind: 'quota', detail: 'no money left' } as const;
    hub.queue.fail(job, failure, 0.03);
    await hub.settle();
    expect(hub.newest(pair, 'A').failure?.kind).toBe('timeout');
    expect(hub.store.calls.of(job.generationId)).toMatchObject([
      { outcome: 'quota', costUsd: 0.03 },
    ]);
    expect(hub.meter.lateAnswers).toBe(0);
  });
});

describe('a result of a generation that is not ours', () => {
  it('is swept away with its image, and changes nothing', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    const job = hub.queue.jobOf('A');
    const spec = { ...job.spec, outputKey: 'library/web/2026-11/stranger.png' };
    const stranger = { ...job, generationId: 'stranger', spec };
    await hub.blobs.put(spec.outputKey, new Uint8Array([1]));
    hub.queue.deliver(stranger);
    hub.queue.late(stranger, 0.5);
    const failure = { kind: 'network', detail: '' } as const;
    hub.queue.fail(stranger, failure);
    await hub.settle();
    expect(keys(hub)).toEqual([]);
    expect(hub.newest(pair, 'A').state).toBe('running');
    expect(hub.meter.lateAnswers).toBe(0);
  });
});

describe('what the ledger has of a call', () => {
  it('is open while it runs, and closed by Cancel at once; its cost may still come', async () => {
    const hub = await new Hub().start();
    await hub.generate();
    const job = hub.queue.jobOf('A');
    const id = job.generationId;
    expect(hub.store.calls.of(id)).toMatchObject([{ outcome: null, costUsd: null }]);
    await hub.press({ type: 'cancel', generation: id });
    expect(hub.store.calls.of(id)).toMatchObject([{ outcome: 'dropped', costUsd: null }]);
    hub.queue.late(job, 0.04);
    expect(hub.store.calls.of(id)).toMatchObject([{ outcome: 'dropped', costUsd: 0.04 }]);
    hub.queue.late(job, null);
    expect(hub.store.calls.of(id)).toMatchObject([{ outcome: 'dropped', costUsd: 0.04 }]);
  });

  it('is nothing for a side that was cancelled while it waited', async () => {
    const hub = await new Hub({ slots: 1 }).start();
    const pair = await hub.generate();
    const { id } = hub.newest(pair, 'B');
    await hub.press({ type: 'cancel', generation: id });
    expect(hub.store.calls.of(id)).toEqual([]);
  });

  it('is a timeout as soon as the deadline is swept, whatever comes later', async () => {
    const hub = await new Hub().start();
    await hub.generate();
    const id = hub.queue.jobOf('A').generationId;
    await hub.advance(SIDE_MS + 2_000);
    expect(hub.store.calls.of(id)).toMatchObject([{ outcome: 'timeout', costUsd: null }]);
  });

  it('is that the job was lost when the queue took none', async () => {
    const hub = await new Hub().start();
    hub.queue.submit = () => Promise.reject(new Error('redis is gone'));
    const pair = await hub.generate();
    const { id } = hub.newest(pair, 'A');
    expect(hub.store.calls.of(id)).toMatchObject([{ outcome: 'worker_lost', costUsd: null }]);
  });
});

describe('a job that the queue does not know', () => {
  it('may not have reached it yet: it is lost only after five seconds', async () => {
    const hub = await new Hub().start();
    // The queue is asked for the first time after a second, then every ten.
    await hub.advance(7_000);
    const pair = await hub.generate();
    hub.queue.forget(hub.queue.jobOf('A'));
    await hub.advance(4_500);
    expect(hub.newest(pair, 'A').state).toBe('running');
    await hub.advance(10_000);
    expect(hub.newest(pair, 'A').failure?.kind).toBe('worker_lost');
    expect(hub.newest(pair, 'B').state).toBe('running');
  });

  it('is lost when it is asked about after eight', async () => {
    const hub = await new Hub().start();
    await hub.advance(3_000);
    const pair = await hub.generate();
    hub.queue.forget(hub.queue.jobOf('A'));
    await hub.advance(8_000);
    expect(hub.newest(pair, 'A').failure?.kind).toBe('worker_lost');
  });

  it('is found by what the worker stored of it', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    const job = hub.queue.jobOf('A');
    const failure = { kind: 'safety_block', detail: 'no', stage: 'input' } as const;
    const result = { ok: false, failure, costUsd: 0.01 };
    const text = new TextEncoder().encode(JSON.stringify(result));
    await hub.blobs.put(resultKey(job.spec.outputKey), text);
    hub.queue.forget(job);
    await hub.advance(21_000);
    expect(hub.newest(pair, 'A')).toMatchObject({ state: 'blocked', failure });
    expect(hub.store.calls.of(job.generationId)).toMatchObject([
      { outcome: 'safety_block', costUsd: 0.01 },
    ]);
  });

  it.each(['not json', '{"ok":true}'])(
    'and whose stored ending is %j is found by its image, which is measured and hashed',
    async (written) => {
      const hub = await new Hub().start();
      const pair = await hub.generate();
      const job = hub.queue.jobOf('A');
      const bytes = await aPicture('png', { width: 33, height: 22 });
      await hub.blobs.put(job.spec.outputKey, bytes);
      await hub.blobs.put(resultKey(job.spec.outputKey), new TextEncoder().encode(written));
      await hub.crash();
      expect(hub.newest(pair, 'A').image).toEqual({
        key: job.spec.outputKey,
        type: 'image/png',
        width: 33,
        height: 22,
        bytes: bytes.length,
        sha256: sha256Hex(bytes),
      });
      expect(keys(hub)).toEqual([job.spec.outputKey]);
    },
  );

  it('is found by its image, though people may attach none so large', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    const job = hub.queue.jobOf('A');
    // What follows a PNG's end is no part of the picture: it only makes the file large.
    const bytes = Buffer.concat([await aPicture(), Buffer.alloc(21 * 1024 * 1024)]);
    await hub.blobs.put(job.spec.outputKey, bytes);
    await hub.crash();
    expect(hub.newest(pair, 'A').image).toMatchObject({ width: 64, bytes: bytes.length });
  });

  it('is asked about again when the blobs cannot be read just now', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    hub.queue.forget(hub.queue.jobOf('A'));
    hub.blobs.failing = true;
    await hub.advance(21_000);
    expect(hub.newest(pair, 'A').state).toBe('running');
    hub.blobs.failing = false;
    await hub.advance(10_000);
    expect(hub.newest(pair, 'A').failure?.kind).toBe('worker_lost');
  });
});
