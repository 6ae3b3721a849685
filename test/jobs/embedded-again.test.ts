import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProviderError } from '../../src/core/domain/failure.ts';
import type { RenderJob, RenderResult } from '../../src/core/ports/render-queue.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { EmbeddedQueue } from '../../src/jobs/embedded.ts';
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

describe('EmbeddedQueue, asked again', () => {
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
      finished: (id, result) => finished.push([id, result]) > 0,
      late: () => true,
    });
  });
  afterEach(() => queue.close());

  const aJob = (generationId: string): RenderJob => {
    const outputKey = `library/web/2026-11/${generationId}.png`;
    const spec = { ...aDraft(), references: [], outputKey };
    return { version: 1, generationId, spec, timeoutMs: 60_000 };
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
    const result = { ok: false, failure, calls: [{ outcome: 'network', costUsd: 0 }] };
    expect(await queue.status('g1')).toMatchObject({ state: 'finished', result });
  });
});
