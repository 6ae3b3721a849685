import { readResult } from '../../src/core/ports/render-queue.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { MadeCall } from '../../src/core/domain/provider-call.ts';
import { ProviderError } from '../../src/core/domain/failure.ts';
import { resultKey } from '../../src/core/domain/output-key.ts';
import { copyResult, render, type RenderParts } from '../../src/jobs/render.ts';
import type { FakeClock } from '../fakes/fake-clock.ts';
import type { MemoryBlobs } from '../fakes/memory-blobs.ts';
import type { ScriptedImages } from '../fakes/scripted-images.ts';
import { PATIENT } from '../patient.ts';
import { aPicture } from '../pictures.ts';
import { job, KEY, renderKit } from './render-kit.ts';

const FAILED = { kind: 'network', detail: 'no way there' } as const;
/** The one call that a job makes, as its result has it. */
function called(outcome: MadeCall['outcome'], costUsd: number | null): MadeCall {
  const call = { id: 'g1', purpose: 'image', provider: 'sample', modelId: 'sample-basic' } as const;
  return { ...call, outcome, costUsd, tokens: null };
}

describe('the render job', () => {
  let clock: FakeClock;
  let blobs: MemoryBlobs;
  let provider: ScriptedImages;
  let late: MadeCall[];
  let parts: RenderParts;
  let stop: AbortController;
  const start = (what = job) => render(what, parts, stop.signal);

  beforeEach(() => {
    ({ clock, blobs, provider, late, stop, parts } = renderKit());
  });

  it('has a copy of its ending beside the image, for a hub that missed it', async () => {
    const result = start();
    (await provider.call()).answer({ bytes: await aPicture(), costUsd: 0.02 });
    expect(await result).toMatchObject({ ok: true, image: { width: 64, height: 48 } });
    await copyResult(job, await result, parts);
    const text = new TextDecoder().decode(blobs.blobs.get(resultKey(KEY)));
    expect(readResult(JSON.parse(text), job)).toEqual(await result);
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
    expect(result).toMatchObject({ ok: false, failure, calls: [] });
    expect(provider.calls).toEqual([]);
  });

  it('without the provider’s key fails as auth', async () => {
    parts = { ...parts, providers: new Map() };
    const failure = { kind: 'auth', unasked: true };
    expect(await start()).toMatchObject({ ok: false, failure, calls: [] });
  });

  it('gives up at its own clock, aborts the call, and counts what comes after', async () => {
    const result = start();
    const call = await provider.call();
    await clock.advance(270_000);
    expect(await result).toMatchObject({
      ok: false,
      failure: { kind: 'timeout' },
      calls: [called('timeout', null)],
    });
    expect(call.signal.aborted).toBe(true);
    call.answer({ bytes: await aPicture(), costUsd: 0.04 });
    await clock.advance(0);
    expect(late).toEqual([called('dropped', 0.04)]);
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
    expect(late.map((one) => one.costUsd)).toEqual(counted);
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
    expect(await result).toMatchObject({
      ok: false,
      failure: { kind: 'timeout', detail: 'no answer within 90 s' },
      calls: [{ outcome: 'timeout', costUsd: null }],
    });
  });

  it('takes what a provider throws without a kind for its fault', async () => {
    const result = start();
    (await provider.call()).fail(new TypeError('no such thing'));
    const failure = { kind: 'provider_error', detail: 'no such thing' };
    expect(await result).toMatchObject({ ok: false, failure, calls: [{ costUsd: null }] });
  });

  it('tells its ending although it could not be left beside the image', async () => {
    const result = start();
    const call = await provider.call();
    blobs.failing = true;
    call.fail(new ProviderError(FAILED, { costUsd: 0.01 }));
    expect(await result).toMatchObject({
      ok: false,
      failure: FAILED,
      calls: [{ outcome: 'network', costUsd: 0.01 }],
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
    expect(late).toEqual([called('dropped', 0.06)]);
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
      calls: [called('provider_error', 0.03)],
    });
    expect(blobs.blobs.has(KEY)).toBe(false);
  });

  it('tells a store that fails from a provider that fails, and keeps the cost', async () => {
    const result = start();
    const call = await provider.call();
    blobs.failing = true;
    call.answer({ bytes: await aPicture(), costUsd: 0.05 });
    const calls = [called('storage', 0.05)];
    expect(await result).toMatchObject({ failure: { kind: 'storage' }, calls });
  });

  it('keeps the tokens of an image and of a failure, and none that cannot be counted', async () => {
    const tokens = { textIn: 5, imageIn: 800, textOut: 0, imageOut: 272 };
    const made = start();
    (await provider.call(0)).answer({ bytes: await aPicture(), costUsd: 0.02, tokens });
    expect((await made).calls).toEqual([{ ...called('image', 0.02), tokens }]);
    const blocked = start();
    const failure = { kind: 'safety_block', detail: 'no' } as const;
    (await provider.call(1)).fail(new ProviderError(failure, { costUsd: 0.01, tokens }));
    expect((await blocked).calls).toEqual([{ ...called('safety_block', 0.01), tokens }]);
    const odd = start();
    const half = { ...tokens, textIn: 0.5 };
    (await provider.call(2)).answer({ bytes: await aPicture(), costUsd: 0.02, tokens: half });
    expect((await odd).calls).toEqual([called('image', 0.02)]);
  });

  it('reports no call that an adapter never sent', async () => {
    const result = start();
    const failure = { kind: 'invalid_request', detail: 'no PNG', unasked: true } as const;
    (await provider.call()).fail(new ProviderError(failure, { costUsd: 0 }));
    expect(await result).toEqual({ version: 2, ok: false, failure, calls: [] });
  });

  it('passes the provider’s own failure on', async () => {
    const result = start();
    const failure = { kind: 'rate_limited', detail: 'slow down', retryAfterMs: 2_000 } as const;
    (await provider.call()).fail(new ProviderError(failure));
    const calls = [called('rate_limited', null)];
    expect(await result).toEqual({ version: 2, ok: false, failure, calls });
  });
});
