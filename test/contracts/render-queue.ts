import type { BlobStore } from '../../src/core/ports/blobs.ts';
import type { RenderResult, RenderJob, RenderQueue } from '../../src/core/ports/render-queue.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MadeCall } from '../../src/core/domain/provider-call.ts';
import { ProviderError } from '../../src/core/domain/failure.ts';
import { sha256Hex } from '../../src/digest.ts';
import { ScriptedImages } from '../fakes/scripted-images.ts';
import { PATIENT } from '../patient.ts';
import { aPicture } from '../pictures.ts';
import { aDraft } from '../values.ts';

export interface QueueUnderTest {
  readonly queue: RenderQueue;
  readonly blobs: BlobStore;
  readonly cleanUp: () => Promise<void>;
}

/** Whether the queue does the jobs itself, or workers do that it does not end. */
export type Workers = 'inside' | 'apart';

function aJob(generationId: string): RenderJob {
  const spec = {
    ...aDraft(),
    references: [],
    outputKey: `library/web/2026-11/${generationId}.png`,
  };
  return { version: 1, generationId, spec, timeoutMs: 60_000 };
}

/** The one call of a job, as it is reported. */
function aCall(generationId: string, end: Pick<MadeCall, 'outcome' | 'costUsd'>): MadeCall {
  const call = { id: generationId, purpose: 'image', provider: 'sample' } as const;
  return { ...call, modelId: 'sample-basic', tokens: null, ...end };
}

/**
 * What every render queue must do. `make` gives one that works on two jobs at once with the given
 * provider.
 */
export function renderQueueContract(
  name: string,
  make: (provider: ScriptedImages) => Promise<QueueUnderTest>,
  workers: Workers = 'inside',
): void {
  describe(`${name}, as a render queue`, () => {
    let under: QueueUnderTest;
    let provider: ScriptedImages;
    let finished: [string, RenderResult][];
    let late: [string, MadeCall][];
    let picture: Uint8Array;

    beforeEach(async () => {
      provider = new ScriptedImages();
      under = await make(provider);
      [finished, late] = [[], []];
      picture = await aPicture('png', { width: 512, height: 512 });
      under.queue.subscribe({
        finished: (id, result) => finished.push([id, result]) > 0,
        late: (id, call) => late.push([id, call]) > 0,
      });
    });
    afterEach(() => under.cleanUp());

    const state = async (id: string) => (await under.queue.status(id)).state;
    const settled = (id: string) =>
      vi.waitFor(() => expect(finished.map(([one]) => one)).toContain(id), PATIENT);

    it('says how much it takes, and what it serves', async () => {
      expect(await under.queue.capacity()).toBeGreaterThanOrEqual(2);
      expect(await under.queue.providers()).toEqual(['sample']);
    });

    it('renders a job: the image at its key, the ending as event and as status', async () => {
      await under.queue.submit(aJob('g1'));
      const tokens = { textIn: 5, imageIn: 0, textOut: 0, imageOut: 272 };
      (await provider.call()).answer({ bytes: picture, costUsd: 0.02, tokens });
      await settled('g1');
      const { outputKey } = aJob('g1').spec;
      const image = { key: outputKey, type: 'image/png', width: 512, height: 512 };
      const read = { bytes: picture.length, sha256: sha256Hex(picture) };
      const calls = [{ ...aCall('g1', { outcome: 'image', costUsd: 0.02 }), tokens }];
      const result = { version: 2, ok: true, image: { ...image, ...read }, calls };
      expect(finished).toEqual([['g1', result]]);
      expect(await under.queue.status('g1')).toEqual({ state: 'finished', result });
      expect(await under.blobs.size(outputKey)).toBe(picture.length);
    });

    it('tells a failure with its kind and cost', async () => {
      await under.queue.submit(aJob('g1'));
      const failure = { kind: 'safety_block', detail: 'no', stage: 'output' } as const;
      (await provider.call()).fail(new ProviderError(failure, { costUsd: 0.01 }));
      await settled('g1');
      const calls = [aCall('g1', { outcome: 'safety_block', costUsd: 0.01 })];
      expect(finished[0]?.[1]).toEqual({ version: 2, ok: false, failure, calls });
    });

    it('takes a generation once, also after it ended', async () => {
      await under.queue.submit(aJob('g1'));
      await under.queue.submit(aJob('g1'));
      (await provider.call()).answer({ bytes: picture, costUsd: 0 });
      await settled('g1');
      await under.queue.submit(aJob('g1'));
      await under.queue.submit(aJob('g2'));
      await provider.call(1);
      expect(provider.calls.map((one) => one.spec.outputKey)).toEqual([
        aJob('g1').spec.outputKey,
        aJob('g2').spec.outputKey,
      ]);
    });

    it('works on two at once and keeps the third waiting', async () => {
      for (const id of ['g1', 'g2', 'g3']) await under.queue.submit(aJob(id));
      await provider.call(1);
      expect([await state('g1'), await state('g2'), await state('g3')]).toEqual([
        'active',
        'active',
        'queued',
      ]);
      (await provider.call(0)).answer({ bytes: picture, costUsd: 0 });
      await provider.call(2);
    });

    it('never starts a job that was cancelled while it waited', async () => {
      for (const id of ['g1', 'g2', 'g3']) await under.queue.submit(aJob(id));
      await provider.call(1);
      await under.queue.cancel('g3');
      expect(await state('g3')).toBe('unknown');
      for (const index of [0, 1]) {
        (await provider.call(index)).answer({ bytes: picture, costUsd: 0 });
      }
      await settled('g1');
      await settled('g2');
      expect(provider.calls).toHaveLength(2);
    });

    it('aborts a running job that is cancelled; what still comes is told as late', async () => {
      await under.queue.submit(aJob('g1'));
      const call = await provider.call();
      await under.queue.cancel('g1');
      await vi.waitFor(() => expect(call.signal.aborted).toBe(true), PATIENT);
      call.answer({ bytes: picture, costUsd: 0.04 });
      const dropped = aCall('g1', { outcome: 'dropped', costUsd: 0.04 });
      await vi.waitFor(() => expect(late).toEqual([['g1', dropped]]), PATIENT);
      expect(finished).toEqual([]);
      expect(await under.blobs.get(aJob('g1').spec.outputKey)).toBeUndefined();
    });

    it.each([
      [{ version: 2 }, 'a render job of version 2 cannot be read: only version 1'],
      [{ spec: { ...aJob('g1').spec, version: 2 } }, 'a spec of version 2 cannot be read'],
      [{ spec: { ...aJob('g1').spec, prompt: 7 } }, 'a spec cannot be read: prompt: '],
      [{ timeoutMs: 'soon' }, 'a render job cannot be read: timeoutMs: '],
    ])('refuses a job it cannot read, and says what is wrong with it: %j', async (more, why) => {
      const job = JSON.parse(JSON.stringify({ ...aJob('g1'), ...more }));
      await expect(under.queue.submit(job)).rejects.toThrow(why);
      expect(await state('g1')).toBe('unknown');
      expect(provider.calls).toEqual([]);
    });

    it('knows nothing of what was never submitted, and cancels it without complaint', async () => {
      await under.queue.cancel('never');
      expect(await under.queue.status('never')).toEqual({ state: 'unknown' });
    });

    it('tells nothing more to who has left', async () => {
      const heard: string[] = [];
      const leave = under.queue.subscribe({
        finished: (id) => heard.push(id) > 0,
        late: () => true,
      });
      leave();
      await under.queue.submit(aJob('g1'));
      (await provider.call()).answer({ bytes: picture, costUsd: 0 });
      await settled('g1');
      expect(heard).toEqual([]);
    });

    it('goes on after a listener that throws', async () => {
      under.queue.subscribe({
        finished: () => {
          throw new Error('a listener broke');
        },
        late: () => true,
      });
      for (const [index, id] of ['g1', 'g2'].entries()) {
        await under.queue.submit(aJob(id));
        (await provider.call(index)).answer({ bytes: picture, costUsd: 0 });
        await settled(id);
      }
    });

    it('closes: takes no more', async () => {
      await under.queue.close();
      await under.queue.close();
      await expect(under.queue.submit(aJob('g2'))).rejects.toThrow('closed');
    });

    it.runIf(workers === 'inside')('closes: aborts what runs, tells no ending for it', async () => {
      await under.queue.submit(aJob('g1'));
      const call = await provider.call();
      await under.queue.close();
      expect(call.signal.aborted).toBe(true);
      expect(finished).toEqual([]);
    });

    it.runIf(workers === 'apart')('closes: what runs goes on at its worker', async () => {
      await under.queue.submit(aJob('g1'));
      const call = await provider.call();
      await under.queue.close();
      expect(call.signal.aborted).toBe(false);
      call.answer({ bytes: picture, costUsd: 0 });
      const { outputKey } = aJob('g1').spec;
      await vi.waitFor(async () => expect(await under.blobs.size(outputKey)).toBe(picture.length));
    });

    it('drains: takes no more, and lets what runs end', async () => {
      await under.queue.submit(aJob('g1'));
      const call = await provider.call();
      const stop = new AbortController();
      const drained = under.queue.drain(stop.signal);
      await expect(under.queue.submit(aJob('g2'))).rejects.toThrow('closed');
      expect(call.signal.aborted).toBe(false);
      call.answer({ bytes: picture, costUsd: 0 });
      await settled('g1');
      await drained;
    });

    it('waits no longer for what runs than it is told to', async () => {
      await under.queue.submit(aJob('g1'));
      const call = await provider.call();
      const stop = new AbortController();
      const drained = under.queue.drain(stop.signal);
      stop.abort();
      await drained;
      expect(call.signal.aborted).toBe(false);
    });
  });
}
