import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProviderError } from '../../src/core/errors.ts';
import type { RenderJob, RenderResult } from '../../src/core/ports.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { EmbeddedQueue } from '../../src/jobs/embedded.ts';
import { renderQueueContract } from '../contracts/render-queue.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { ScriptedImages } from '../fakes/scripted-images.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { aDraft } from '../values.ts';

function newQueue(provider: ScriptedImages, blobs: MemoryBlobs, log: SilentLog): EmbeddedQueue {
  return new EmbeddedQueue({
    providers: new Map([[provider.name, provider]]),
    blobs,
    images: new SharpImages(),
    clock: new FakeClock(),
    concurrency: 2,
    log,
  });
}

renderQueueContract('EmbeddedQueue', async (provider) => {
  const blobs = new MemoryBlobs();
  const queue = newQueue(provider, blobs, new SilentLog());
  return { queue, blobs, cleanUp: () => queue.close() };
});

describe('EmbeddedQueue', () => {
  let provider: ScriptedImages;
  let blobs: MemoryBlobs;
  let log: SilentLog;
  let queue: EmbeddedQueue;
  let finished: [string, RenderResult][];
  beforeEach(() => {
    [provider, blobs, log, finished] = [
      new ScriptedImages(),
      new MemoryBlobs(),
      new SilentLog(),
      [],
    ];
    queue = newQueue(provider, blobs, log);
    queue.subscribe({
      finished: (id, result) => finished.push([id, result]),
      late: () => undefined,
    });
  });
  afterEach(() => queue.close());

  const aJob = (generationId: string): RenderJob => {
    const outputKey = `library/web/2026-11/${generationId}.png`;
    return { generationId, spec: { ...aDraft(), references: [], outputKey }, timeoutMs: 60_000 };
  };
  const failure = { kind: 'network', detail: 'no route' } as const;
  const fail = async (index: number) =>
    (await provider.call(index)).fail(new ProviderError(failure, { costUsd: 0 }));
  const ended = (count: number) => vi.waitFor(() => expect(finished).toHaveLength(count));

  it('never makes a call twice, though a job is handed over again: running or ended', async () => {
    await queue.submit(aJob('g1'));
    await provider.call();
    await queue.submit(aJob('g1'));
    await fail(0);
    await ended(1);
    await queue.submit(aJob('g1'));
    await queue.submit(aJob('g2'));
    await fail(1);
    await ended(2);
    expect(provider.calls).toHaveLength(2);
    expect(finished.map(([id]) => id)).toEqual(['g1', 'g2']);
  });

  it('makes no call for what was cancelled, though it is handed over again', async () => {
    for (const id of ['g1', 'g2', 'g3']) await queue.submit(aJob(id));
    await provider.call(1);
    await queue.cancel('g3');
    await queue.submit(aJob('g3'));
    await fail(0);
    await fail(1);
    await ended(2);
    expect(await queue.status('g3')).toEqual({ state: 'unknown' });
    expect(provider.calls).toHaveLength(2);
  });

  it('leaves what has ended as it ended when it is cancelled afterwards', async () => {
    await queue.submit(aJob('g1'));
    await fail(0);
    await ended(1);
    await queue.cancel('g1');
    const result = { ok: false, failure, costUsd: 0 };
    expect(await queue.status('g1')).toEqual({ state: 'finished', result });
  });

  it('works on as many at once as it says, and on the next as soon as one ends', async () => {
    for (const id of ['g1', 'g2', 'g3']) await queue.submit(aJob(id));
    await provider.call(1);
    expect(await queue.capacity()).toBe(2);
    expect(provider.calls).toHaveLength(2);
    expect(await queue.status('g3')).toEqual({ state: 'queued' });
    await fail(0);
    await provider.call(2);
    expect(await queue.status('g3')).toEqual({ state: 'active' });
  });

  it('remembers the last thousand endings', async () => {
    for (let n = 0; n <= 1_000; n += 1) {
      await queue.submit(aJob(`g${n}`));
      await fail(n);
    }
    await ended(1_001);
    expect(await queue.status('g0')).toEqual({ state: 'unknown' });
    expect((await queue.status('g1')).state).toBe('finished');
    expect((await queue.status('g1000')).state).toBe('finished');
  });

  it('goes on after a job that broke down, which is logged', async () => {
    blobs.put = () => Promise.reject(new TypeError('a fault of ours'));
    await queue.submit(aJob('g1'));
    await fail(0);
    await vi.waitFor(() => expect(log.errors).toEqual(['a render job broke down']));
    expect(await queue.status('g1')).toEqual({ state: 'unknown' });
    for (const id of ['g2', 'g3']) await queue.submit(aJob(id));
    await provider.call(2);
  });

  it('tells others what one listener could not take in, and logs it', async () => {
    queue = newQueue(provider, blobs, log);
    const heard: string[] = [];
    queue.subscribe({
      finished: () => {
        throw new Error('a listener broke');
      },
      late: () => undefined,
    });
    queue.subscribe({ finished: (id) => heard.push(id), late: () => undefined });
    await queue.submit(aJob('g1'));
    await fail(0);
    await vi.waitFor(() => expect(heard).toEqual(['g1']));
    expect(log.errors).toEqual(['what a render job told could not be taken in']);
  });

  it('starts nothing that waited when it is closed', async () => {
    for (const id of ['g1', 'g2', 'g3']) await queue.submit(aJob(id));
    const [one, two] = [await provider.call(0), await provider.call(1)];
    await queue.close();
    expect([one.signal.aborted, two.signal.aborted]).toEqual([true, true]);
    expect(provider.calls).toHaveLength(2);
    expect(finished).toEqual([]);
    expect(log.errors).toEqual([]);
  });
});
