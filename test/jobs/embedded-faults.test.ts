import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readResult, type RenderJob } from '../../src/core/ports/render-queue.ts';
import type { RenderMeter } from '../../src/core/ports/system.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { EmbeddedQueue } from '../../src/jobs/embedded.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { ScriptedImages } from '../fakes/scripted-images.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { PATIENT } from '../patient.ts';
import { aPicture } from '../pictures.ts';
import { aDraft } from '../values.ts';

function aJob(generationId: string): RenderJob {
  const outputKey = `library/web/2026-11/${generationId}.png`;
  const spec = { ...aDraft(), references: [], outputKey };
  return { version: 1, generationId, spec, timeoutMs: 60_000 };
}

describe('the queue in the hub’s own process', () => {
  let blobs: MemoryBlobs;
  let log: SilentLog;
  let provider: ScriptedImages;
  let finished: string[];
  /** Whether the listener stores what it is told. */
  let takes: boolean;
  beforeEach(() => {
    [blobs, log, provider] = [new MemoryBlobs(), new SilentLog(), new ScriptedImages()];
    [finished, takes] = [[], true];
  });

  function theQueue({
    keyed = true,
    concurrency = 1,
    meter,
    clock = new FakeClock(),
  }: {
    keyed?: boolean;
    concurrency?: number;
    meter?: RenderMeter;
    clock?: FakeClock;
  } = {}): EmbeddedQueue {
    const providers = new Map(keyed ? [[provider.name, provider]] : []);
    const images = new SharpImages();
    const parts = { providers, blobs, images, clock, concurrency, log };
    const queue = new EmbeddedQueue({ ...parts, ...(meter && { meter }) });
    queue.subscribe({
      finished: (id) => finished.push(id) > 0 && takes,
      late: () => true,
    });
    return queue;
  }
  const until = (id: string) => vi.waitFor(() => expect(finished).toContain(id), 20_000);

  it('says how much it was made to take', async () => {
    expect(await theQueue({ concurrency: 7 }).capacity()).toBe(7);
  });

  it('remembers the last thousand endings, and not one more', async () => {
    // Without a provider a job ends at once.
    const queue = theQueue({ keyed: false, concurrency: 8 });
    for (let n = 0; n < 1_000; n += 1) await queue.submit(aJob(`g${n}`));
    await until('g999');
    expect((await queue.status('g0')).state).toBe('finished');
    await queue.submit(aJob('g1000'));
    await until('g1000');
    expect((await queue.status('g0')).state).toBe('unknown');
    expect((await queue.status('g1')).state).toBe('finished');
  });

  it('tells all the others when one who listens breaks, and logs it', async () => {
    const queue = theQueue({ keyed: false });
    const later: string[] = [];
    queue.subscribe({
      finished: () => {
        throw new Error('a listener broke');
      },
      late: () => true,
    });
    queue.subscribe({ finished: (id) => later.push(id) > 0, late: () => true });
    await queue.submit(aJob('g1'));
    await vi.waitFor(() => expect(later).toEqual(['g1']));
    expect(finished).toEqual(['g1']);
    expect(log.errors).toEqual(['a listener of the render queue failed']);
    expect(log.about('a listener of the render queue failed')).toEqual([{ generation: 'g1' }]);
  });

  it('logs a job that breaks down, forgets it, and goes on', async () => {
    const jobEnded = vi.fn<RenderMeter['jobEnded']>().mockImplementationOnce(() => {
      throw new TypeError('a fault of ours');
    });
    const queue = theQueue({ keyed: false, meter: { jobEnded, called: () => undefined } });
    await queue.submit(aJob('g1'));
    await queue.submit(aJob('g2'));
    await until('g2');
    expect(finished).toEqual(['g2']);
    expect(log.errors).toEqual(['a render job failed unexpectedly']);
    expect(await queue.status('g1')).toEqual({ state: 'unknown' });
  });

  it('leaves no copy of an ending that is stored, and one of an ending that is not', async () => {
    const queue = theQueue({ keyed: false });
    const copyOf = (id: string) => blobs.get(`library/web/2026-11/${id}.png.json`);
    await queue.submit(aJob('g1'));
    await until('g1');
    takes = false;
    await queue.submit(aJob('g2'));
    const text = await vi.waitFor(async () => {
      const bytes = await copyOf('g2');
      if (bytes === undefined) throw new Error('there is no copy yet');
      return new TextDecoder().decode(bytes);
    }, PATIENT);
    const { result } = { result: undefined, ...(await queue.status('g2')) };
    expect(readResult(JSON.parse(text), aJob('g2'))).toEqual(result);
    expect(await copyOf('g1')).toBeUndefined();
  });

  it('logs nothing of jobs that were cancelled, running or waiting', async () => {
    const queue = theQueue();
    await queue.submit(aJob('g1'));
    await queue.submit(aJob('g2'));
    await queue.submit(aJob('g3'));
    await provider.call();
    await queue.cancel('g2');
    await queue.cancel('g1');
    (await provider.call(1)).answer({ bytes: await aPicture(), costUsd: 0 });
    await until('g3');
    expect(provider.calls.map(({ spec }) => spec.outputKey)).toEqual([
      'library/web/2026-11/g1.png',
      'library/web/2026-11/g3.png',
    ]);
    expect(finished).toEqual(['g3']);
    expect(log.lines).toEqual([]);
  });

  it('when it closes waits two seconds for an upload that hangs, and not longer', async () => {
    const clock = new FakeClock();
    const uploading = Promise.withResolvers<void>();
    blobs.put = () => {
      uploading.resolve();
      return new Promise(() => undefined);
    };
    const queue = theQueue({ clock });
    await queue.submit(aJob('g1'));
    (await provider.call()).answer({ bytes: await aPicture(), costUsd: 0 });
    await uploading.promise;
    let isClosed = false;
    const closing = queue.close().then(() => {
      isClosed = true;
    });
    await clock.advance(1_999);
    expect(isClosed).toBe(false);
    await clock.advance(1);
    await closing;
    expect(finished).toEqual([]);
  });

  it('when it closes starts nothing that still waits', async () => {
    const queue = theQueue();
    await queue.submit(aJob('g1'));
    await queue.submit(aJob('g2'));
    const call = await provider.call();
    await queue.close();
    expect(call.signal.reason).toMatchObject({ message: 'shutting down' });
    expect(provider.calls).toHaveLength(1);
    expect(finished).toEqual([]);
    expect(log.lines).toEqual([]);
    expect(await queue.status('g2')).toEqual({ state: 'unknown' });
  });
});
