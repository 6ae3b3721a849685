import { readResult, type RenderJob } from '../../src/core/ports/render-queue.ts';
import sharp from 'sharp';
import type { ImageType } from '../../src/core/domain/side.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { MadeCall } from '../../src/core/domain/provider-call.ts';
import { ProviderError } from '../../src/core/domain/failure.ts';
import { keyOfType, resultKey } from '../../src/core/domain/output-key.ts';
import { sha256Hex } from '../../src/digest.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { render, type RenderParts } from '../../src/jobs/render.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { ScriptedImages } from '../fakes/scripted-images.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { PATIENT } from '../patient.ts';
import { aPicture, phonePhoto, toldPicture, warnedPicture, withChunks } from '../pictures.ts';
import { aDraft } from '../values.ts';

const KEY = 'library/web/2026-11/g1.png';
const job: RenderJob = {
  version: 1,
  generationId: 'g1',
  spec: { ...aDraft(), references: [], outputKey: KEY },
  timeoutMs: 270_000,
};

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
      log: new SilentLog(),
      onLate: (_id, call) => late.push(call),
    };
  });

  it('leaves its ending beside the image, for a hub that missed it', async () => {
    const result = start();
    (await provider.call()).answer({ bytes: await aPicture(), costUsd: 0.02 });
    expect(await result).toMatchObject({ ok: true, image: { width: 64, height: 48 } });
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

  it.each<[asked: ImageType, came: 'png' | 'jpeg' | 'webp', ending: string]>([
    ['image/png', 'png', 'png'],
    ['image/png', 'jpeg', 'jpg'],
    ['image/jpeg', 'png', 'png'],
    ['image/webp', 'webp', 'webp'],
    ['image/webp', 'jpeg', 'jpg'],
  ])('asked for %s stores a %s as it came, under a key with its ending', async (...row) => {
    const [outputType, came, ending] = row;
    const outputKey = keyOfType(KEY, outputType);
    const result = start({ ...job, spec: { ...job.spec, outputType, outputKey } });
    const bytes = await aPicture(came);
    (await provider.call()).answer({ bytes, costUsd: 0 });
    const key = `library/web/2026-11/g1.${ending}`;
    expect(await result).toMatchObject({ ok: true, image: { type: `image/${came}`, key } });
    expect(Buffer.from(blobs.blobs.get(key) ?? [])).toEqual(Buffer.from(bytes));
    expect([...blobs.blobs.keys()]).toEqual([key, resultKey(outputKey)]);
  });

  it.each<ImageType>(['image/png', 'image/jpeg'])(
    'asked for %s stores a WebP, which not every chat shows, as a PNG of the same pixels',
    async (outputType) => {
      const outputKey = keyOfType(KEY, outputType);
      const result = start({ ...job, spec: { ...job.spec, outputType, outputKey } });
      const bytes = await aPicture('webp');
      (await provider.call()).answer({ bytes, costUsd: 0 });
      expect(await result).toMatchObject({ ok: true, image: { type: 'image/png', key: KEY } });
      const stored = blobs.blobs.get(KEY) ?? new Uint8Array();
      expect(await sharp(stored).raw().toBuffer()).toEqual(await sharp(bytes).raw().toBuffer());
    },
  );

  it('stores an image upright, with the size that people see', async () => {
    const result = start();
    (await provider.call()).answer({ bytes: await phonePhoto(96, 128), costUsd: 0 });
    const key = 'library/web/2026-11/g1.jpg';
    expect(await result).toMatchObject({ ok: true, image: { key, width: 96, height: 128 } });
    const { width, height, orientation } = await sharp(blobs.blobs.get(key)).metadata();
    expect({ width, height, orientation }).toEqual({
      width: 96,
      height: 128,
      orientation: undefined,
    });
  });

  it('stores an image that decoders warn of so that none does', async () => {
    const result = start();
    (await provider.call()).answer({ bytes: await warnedPicture(96, 64), costUsd: 0.02 });
    expect(await result).toMatchObject({ ok: true, image: { width: 96, height: 64 } });
    const stored = sharp(blobs.blobs.get('library/web/2026-11/g1.jpg'), { failOn: 'warning' });
    await expect(stored.raw().toBuffer()).resolves.toHaveLength(96 * 64 * 3);
  });

  it('takes place and device from an image, and leaves where it comes from', async () => {
    const told = withChunks(await toldPicture('png'), [['caBX', Buffer.from('made by a model')]]);
    const result = start();
    (await provider.call()).answer({ bytes: told, costUsd: 0 });
    expect(await result).toMatchObject({ ok: true, image: { key: KEY } });
    const stored = Buffer.from(blobs.blobs.get(KEY) ?? []);
    expect(['secret', 'Spycam', 'made by a model'].map((one) => stored.includes(one))).toEqual([
      false,
      false,
      true,
    ]);
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
