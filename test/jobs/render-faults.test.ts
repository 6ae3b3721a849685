import { beforeEach, describe, expect, it, vi } from 'vitest';
import { BlobError } from '../../src/core/ports/blobs.ts';
import { ProviderError } from '../../src/core/domain/failure.ts';
import type { RenderJob } from '../../src/core/ports/render-queue.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { copyResult, render, type RenderParts } from '../../src/jobs/render.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { ScriptedImages } from '../fakes/scripted-images.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { aPicture } from '../pictures.ts';
import { aDraft } from '../values.ts';

const KEY = 'library/web/2026-11/g1.png';
const job: RenderJob = {
  version: 1,
  generationId: 'g1',
  spec: { ...aDraft(), references: [], outputKey: KEY },
  timeoutMs: 270_000,
};

describe('the render job, when something goes wrong', () => {
  let clock: FakeClock;
  let blobs: MemoryBlobs;
  let provider: ScriptedImages;
  let late: (number | null)[];
  let parts: RenderParts;
  let stop: AbortController;
  let log: SilentLog;
  const start = (what = job) => render(what, parts, stop.signal);

  beforeEach(() => {
    clock = new FakeClock();
    blobs = new MemoryBlobs();
    log = new SilentLog();
    provider = new ScriptedImages();
    late = [];
    stop = new AbortController();
    parts = {
      providers: new Map([['sample', provider]]),
      blobs,
      images: new SharpImages(),
      clock,
      log,
      onLate: (_id, { costUsd }) => late.push(costUsd),
    };
  });

  it('keeps no copy of its ending when only that cannot be stored', async () => {
    const put = blobs.put.bind(blobs);
    blobs.put = async (key, bytes) => {
      if (key.endsWith('.json')) throw new BlobError('storage', 'the disk is full');
      return put(key, bytes);
    };
    const result = start();
    (await provider.call()).answer({ bytes: await aPicture(), costUsd: 0.02 });
    expect(await result).toMatchObject({ ok: true, calls: [{ costUsd: 0.02 }] });
    expect([...blobs.blobs.keys()]).toEqual([KEY]);
  });

  it('hides no fault of ours that only shows when the ending is copied', async () => {
    const put = blobs.put.bind(blobs);
    blobs.put = async (key, bytes) => {
      if (key.endsWith('.json')) throw new TypeError('a fault of ours');
      return put(key, bytes);
    };
    const result = start();
    (await provider.call()).answer({ bytes: await aPicture(), costUsd: 0.02 });
    await expect(copyResult(job, await result, parts)).rejects.toThrow('a fault of ours');
  });

  it('that could not read a reference asked nobody, and cost nothing', async () => {
    const references = [{ role: 'tone', id: 't', key: 'refs/a', label: 'a' }] as const;
    blobs.failing = true;
    const result = await start({ ...job, spec: { ...job.spec, references } });
    const failure = { kind: 'storage', detail: 'made to fail', unasked: true };
    expect(result).toMatchObject({ ok: false, failure, calls: [] });
    expect(provider.calls).toEqual([]);
  });

  it.each([
    ['ENOSPC', true],
    ['EDQUOT', true],
    ['EIO', undefined],
    ['EACCES', undefined],
  ])(
    'says of an image that could not be stored (%s) whether there was room',
    async (code, full) => {
      const system = Object.assign(new Error(`${code}: write`), { code });
      const broken = new BlobError('storage', 'the file store failed', { cause: system });
      blobs.put = () => Promise.reject(broken);
      const result = start();
      (await provider.call()).answer({ bytes: await aPicture(), costUsd: 0.02 });
      const detail = `the file store failed: ${code}: write`;
      const { failure } = await result.then((one) => (one.ok ? { failure: null } : one));
      expect(failure).toEqual({ kind: 'storage', detail, ...(full && { full }) });
      expect(log.errors).toEqual(['storage failed while an image was made']);
      expect(log.causes).toContain(broken);
    },
  );

  it('keeps what a failure cost that came in time, and tells it once', async () => {
    const result = start();
    const failure = { kind: 'safety_block', detail: 'no' } as const;
    (await provider.call()).fail(new ProviderError(failure, { costUsd: 0.03 }));
    expect(await result).toMatchObject({
      ok: false,
      failure,
      calls: [{ outcome: 'safety_block', costUsd: 0.03 }],
    });
    expect(late).toEqual([]);
  });

  it('is stopped while it keeps the image, which fails: what it cost is still told', async () => {
    const keeping = Promise.withResolvers<undefined>();
    blobs.put = () => keeping.promise;
    const result = start();
    (await provider.call()).answer({ bytes: await aPicture(), costUsd: 0.06 });
    await vi.waitFor(() => expect(clock.pending).toBe(0));
    stop.abort(new Error('stopped'));
    keeping.reject(new BlobError('storage', 'the disk is full'));
    await expect(result).rejects.toThrow('stopped');
    expect(late).toEqual([0.06]);
  });

  it('that was stopped before it began asks nobody', async () => {
    stop.abort(new Error('stopped'));
    await expect(start()).rejects.toThrow('stopped');
    expect([provider.calls, late, clock.pending]).toEqual([[], [], 0]);
  });

  it('aborts no call that has been answered', async () => {
    const result = start();
    const call = await provider.call();
    call.answer({ bytes: await aPicture(), costUsd: 0 });
    await result;
    stop.abort(new Error('stopped'));
    expect(call.signal.aborted).toBe(false);
  });

  it('that is stopped before an answer has no cost to tell of yet', async () => {
    const result = start();
    await provider.call();
    const rejected = expect(result).rejects.toThrow('stopped');
    stop.abort(new Error('stopped'));
    await rejected;
    expect(late).toEqual([]);
  });
});
