import { beforeEach, describe, expect, it } from 'vitest';
import { ProviderError } from '../../src/core/domain/failure.ts';
import type { RenderJob } from '../../src/core/ports/render-queue.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { render } from '../../src/jobs/render.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { ScriptedImages } from '../fakes/scripted-images.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { aPicture } from '../pictures.ts';
import { aDraft } from '../values.ts';

const spec = { ...aDraft(), references: [], outputKey: 'library/web/2026-11/g1.png' };
const job: RenderJob = { version: 1, generationId: 'g1', spec, timeoutMs: 60_000 };

describe('a job is counted', () => {
  let clock: FakeClock;
  let provider: ScriptedImages;
  let stop: AbortController;
  let counted: string[];
  beforeEach(() => {
    [clock, provider, stop] = [new FakeClock(), new ScriptedImages(), new AbortController()];
    counted = [];
  });

  function start(keyed = true) {
    const meter = {
      called: (name: string, outcome: string, ms: number) =>
        counted.push(`call ${name} ${outcome} ${ms}`),
      jobEnded: (name: string, outcome: string) => counted.push(`job ${name} ${outcome}`),
    };
    const providers = new Map(keyed ? [[provider.name, provider]] : []);
    const world = { blobs: new MemoryBlobs(), images: new SharpImages(), log: new SilentLog() };
    const parts = { ...world, providers, clock, meter, onLate: () => undefined };
    return render(job, parts, stop.signal);
  }

  it('as an image, with the time of its call', async () => {
    const result = start();
    const call = await provider.call();
    await clock.advance(7_000);
    call.answer({ bytes: await aPicture(), costUsd: null });
    await result;
    expect(counted).toEqual(['call sample image 7000', 'job sample image']);
  });

  it('by the kind of its failure', async () => {
    const result = start();
    (await provider.call()).fail(new ProviderError({ kind: 'safety_block', detail: 'no' }));
    await result;
    expect(counted).toEqual(['call sample safety_block 0', 'job sample safety_block']);
  });

  it('without a call when none could be made', async () => {
    await start(false);
    expect(counted).toEqual(['job sample auth']);
  });

  it('as timed out, and its call when the provider lets go of it', async () => {
    const result = start();
    const call = await provider.call();
    await clock.advance(60_000);
    await result;
    expect(counted).toEqual(['job sample timeout']);
    call.fail(new Error('the connection was closed'));
    await expect.poll(() => counted).toContain('call sample timeout 60000');
  });

  it('as aborted when somebody cancels it', async () => {
    const result = start();
    const call = await provider.call();
    stop.abort(new Error('cancelled'));
    await expect(result).rejects.toThrow('cancelled');
    call.fail(new Error('the connection was closed'));
    await expect.poll(() => counted).toEqual(['job sample aborted', 'call sample aborted 0']);
  });
});
