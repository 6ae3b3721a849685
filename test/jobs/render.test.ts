import { renderResultSchema, type RenderJob } from '../../src/core/ports/render-queue.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ProviderError } from '../../src/core/domain/failure.ts';
import { resultKey } from '../../src/core/domain/output-key.ts';
import { sha256Hex } from '../../src/digest.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { render, type RenderParts } from '../../src/jobs/render.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { ScriptedImages } from '../fakes/scripted-images.ts';
import { PATIENT } from '../patient.ts';
import { aPicture } from '../pictures.ts';
import { aDraft } from '../values.ts';

const KEY = 'library/web/2026-11/g1.png';
const job: RenderJob = {
  generationId: 'g1',
  spec: { ...aDraft(), references: [], outputKey: KEY },
  timeoutMs: 270_000,
};

const FAILED = { kind: 'network', detail: 'no way there' } as const;

describe('the render job', () => {
  let clock: FakeClock;
  let blobs: MemoryBlobs;
  let provider: ScriptedImages;
  let late: (number | null)[];
  let parts: RenderParts;
  let stop: AbortController;
  const start = (what = job) => render(what, parts, stop.signal);

  beforeEach(() => {
    clock = new FakeClock();
    blobs = new MemoryBlobs();
    provider = new ScriptedImages();
    late = [];
    stop = new AbortController();
    parts = {
      providers: new Map([['sample', provider]]),
      blobs,
      images: new SharpImages(),
      clock,
      onLate: (_id, costUsd) => late.push(costUsd),
    };
  });

  it('leaves its ending beside the image, for a hub that missed it', async () => {
    const result = start();
    (await provider.call()).answer({ bytes: await aPicture(), costUsd: 0.02 });
    expect(await result).toMatchObject({ ok: true, image: { width: 64, height: 48 } });
    const text = new TextDecoder().decode(blobs.blobs.get(resultKey(KEY)));
    expect(renderResultSchema.parse(JSON.parse(text))).toEqual(await result);
  });

  it('gives the provider the references in the spec’s order', async () => {
    await blobs.put('refs/b', new Uint8Array([2]));
    await blobs.put('refs/a', new Uint8Array([1]));
    const references = ['refs/b', 'refs/a'].map((key) => ({
      role: 'tone' as const,
      id: null,
      key,
      label: key,
    }));
    const result = start({ ...job, spec: { ...job.spec, references } });
    const call = await provider.call();
    expect(call.references.map((one) => one.label)).toEqual(['refs/b', 'refs/a']);
    call.fail(new Error('enough'));
    await result;
  });

  it('without a reference’s blob calls no provider and says that it was withdrawn', async () => {
    const references = [{ role: 'tone', id: 't', key: 'refs/gone', label: 'Film 1' }] as const;
    const result = await start({ ...job, spec: { ...job.spec, references } });
    const failure = { kind: 'invalid_request', withdrawn: true };
    // Nobody was paid.
    expect(result).toMatchObject({ ok: false, failure, costUsd: 0 });
    expect(provider.calls).toEqual([]);
  });

  it('without the provider’s key fails as auth', async () => {
    parts = { ...parts, providers: new Map() };
    const failure = { kind: 'auth', unasked: true };
    expect(await start()).toMatchObject({ ok: false, failure, costUsd: 0 });
  });

  it('gives up at its own clock, aborts the call, and counts what comes after', async () => {
    const result = start();
    const call = await provider.call();
    await clock.advance(270_000);
    expect(await result).toMatchObject({ ok: false, failure: { kind: 'timeout' }, costUsd: null });
    expect(call.signal.aborted).toBe(true);
    call.answer({ bytes: await aPicture(), costUsd: 0.04 });
    await clock.advance(0);
    expect(late).toEqual([0.04]);
    expect(blobs.blobs.has(KEY)).toBe(false);
  });

  it.each<[string, unknown, (number | null)[]]>([
    ['with a cost counts it', new ProviderError(FAILED, { costUsd: 0.02 }), [0.02]],
    ['for nothing counts that', new ProviderError(FAILED, { costUsd: 0 }), [0]],
    ['without a known cost counts nothing', new ProviderError(FAILED), []],
    ['by a fault counts nothing', new Error('cut'), []],
  ])('that was given up, and then fails %s', async (_what, cause, counted) => {
    const result = start();
    const call = await provider.call();
    await clock.advance(270_000);
    await result;
    call.fail(cause);
    await clock.advance(0);
    expect(late).toEqual(counted);
  });

  it('counts nothing as late that came in time', async () => {
    const answered = start();
    (await provider.call()).answer({ bytes: await aPicture(), costUsd: 0.02 });
    await answered;
    const failed = start();
    (await provider.call(1)).fail(new ProviderError(FAILED, { costUsd: 0.02 }));
    await failed;
    expect(late).toEqual([]);
  });

  it('gives up not a moment before its time, and says how long that was', async () => {
    const ended = vi.fn<(result: unknown) => void>();
    const result = start({ ...job, timeoutMs: 89_600 });
    void result.then(ended);
    await provider.call();
    await clock.advance(89_599);
    expect(ended).not.toHaveBeenCalled();
    await clock.advance(1);
    expect(await result).toEqual({
      ok: false,
      failure: { kind: 'timeout', detail: 'no answer within 90 s' },
      costUsd: null,
    });
  });

  it('takes what a provider throws without a kind for its fault', async () => {
    const result = start();
    (await provider.call()).fail(new TypeError('no such thing'));
    const failure = { kind: 'provider_error', detail: 'no such thing' };
    expect(await result).toEqual({ ok: false, failure, costUsd: null });
  });

  it('tells its ending although it could not be left beside the image', async () => {
    const result = start();
    const call = await provider.call();
    blobs.failing = true;
    call.fail(new ProviderError(FAILED, { costUsd: 0.01 }));
    expect(await result).toEqual({ ok: false, failure: FAILED, costUsd: 0.01 });
  });

  it('keeps of an image what was stored, not what was answered', async () => {
    const result = start();
    (await provider.call()).answer({ bytes: await aPicture('webp'), costUsd: 0 });
    const told = await result;
    const kept = Buffer.from(blobs.blobs.get(KEY) ?? []);
    expect(told).toMatchObject({
      ok: true,
      image: { key: KEY, type: 'image/png', bytes: kept.length, sha256: sha256Hex(kept) },
    });
  });

  it('leaves no timer behind', async () => {
    const result = start();
    (await provider.call()).answer({ bytes: await aPicture(), costUsd: 0 });
    await result;
    expect(clock.pending).toBe(0);
  });

  it('stores nothing and rejects when it is stopped', async () => {
    const result = start();
    await provider.call();
    const rejected = expect(result).rejects.toThrow('stopped');
    stop.abort(new Error('stopped'));
    await rejected;
    expect([...blobs.blobs.keys()]).toEqual([]);
  });

  it('stopped while it loads references calls no provider', async () => {
    const references = [{ role: 'tone', id: 't', key: 'refs/a', label: 'a' }] as const;
    const loading = Promise.withResolvers<Uint8Array>();
    blobs.get = () => loading.promise;
    const result = start({ ...job, spec: { ...job.spec, references } });
    stop.abort(new Error('stopped'));
    loading.resolve(new Uint8Array([1]));
    await expect(result).rejects.toThrow('stopped');
    expect(provider.calls).toEqual([]);
  });

  it('stopped while it keeps the image still tells what it cost', async () => {
    const keeping = Promise.withResolvers<undefined>();
    blobs.put = () => keeping.promise;
    const result = start();
    (await provider.call()).answer({ bytes: await aPicture(), costUsd: 0.06 });
    await vi.waitFor(() => expect(clock.pending).toBe(0), PATIENT);
    stop.abort(new Error('stopped'));
    keeping.resolve(undefined);
    await expect(result).rejects.toThrow('stopped');
    expect(late).toEqual([0.06]);
  });

  it.each([
    ['text', new TextEncoder().encode('<html>sorry</html>')],
    ['nothing', new Uint8Array()],
  ])('never takes %s for an image, and keeps what it cost', async (_what, bytes) => {
    const result = start();
    (await provider.call()).answer({ bytes, costUsd: 0.03 });
    expect(await result).toMatchObject({
      ok: false,
      failure: { kind: 'provider_error' },
      costUsd: 0.03,
    });
    expect(blobs.blobs.has(KEY)).toBe(false);
  });

  it('stores an image of another type as the type that the spec says', async () => {
    const result = start();
    (await provider.call()).answer({ bytes: await aPicture('jpeg'), costUsd: 0 });
    expect(await result).toMatchObject({ ok: true, image: { type: 'image/png' } });
    const stored = blobs.blobs.get(KEY) ?? new Uint8Array();
    expect(Buffer.from(stored.subarray(1, 4)).toString()).toBe('PNG');
  });

  it('tells a store that fails from a provider that fails, and keeps the cost', async () => {
    const result = start();
    const call = await provider.call();
    blobs.failing = true;
    call.answer({ bytes: await aPicture(), costUsd: 0.05 });
    expect(await result).toMatchObject({ failure: { kind: 'storage' }, costUsd: 0.05 });
  });

  it('passes the provider’s own failure on', async () => {
    const result = start();
    const failure = { kind: 'rate_limited', detail: 'slow down', retryAfterMs: 2_000 } as const;
    (await provider.call()).fail(new ProviderError(failure));
    expect(await result).toEqual({ ok: false, failure, costUsd: null });
  });
});
