import { beforeEach, describe, expect, it } from 'vitest';
import { resultKey } from '../../src/core/domain/output-key.ts';
import type { MadeCall } from '../../src/core/domain/provider-call.ts';
import type { RenderJob } from '../../src/core/ports/render-queue.ts';
import { aPicture } from '../pictures.ts';
import { Hub, SIDE_MS } from './hub.ts';

let hub: Hub;
let pairId: string;
let job: RenderJob;
beforeEach(async () => {
  hub = await new Hub().start();
  pairId = await hub.generate();
  job = hub.queue.jobOf('A');
});

const image = () => {
  const { outputKey: key, outputType: type, size } = job.spec;
  return { key, type, ...size, bytes: 1_000 };
};
/** A call that was made for the job besides its first, or that first one. */
const aCall = (more: Partial<MadeCall> = {}): MadeCall => ({
  id: job.generationId,
  purpose: 'image',
  provider: 'sample',
  modelId: 'sample-basic',
  outcome: 'image',
  costUsd: 0.04,
  tokens: null,
  ...more,
});
/** The generation makes two further calls that are still open. */
const beginTwoMore = () => {
  const { generationId } = job;
  for (const id of ['c2', 'c3']) {
    hub.store.calls.begin({ ...aCall({ id }), pairId, generationId }, hub.clock.now());
  }
};
/** How each call of the generation ended, and what it cost. */
const ledger = () =>
  Object.fromEntries(
    hub.store.calls
      .of(job.generationId)
      .map(({ id, outcome, costUsd }) => [
        id === job.generationId ? 'first' : id,
        [outcome, costUsd],
      ]),
  );

describe('a generation that makes several calls', () => {
  it('keeps what each cost, also those the ledger learns of only at the end', async () => {
    beginTwoMore();
    const tokens = { textIn: 5, imageIn: 0, textOut: 9, imageOut: 0 };
    const judge = { id: 'c4', purpose: 'judge', outcome: 'answered', costUsd: 0.01 } as const;
    const calls = [
      aCall(),
      aCall({ id: 'c2', outcome: 'network', costUsd: null }),
      aCall({ ...judge, tokens }),
    ];
    hub.queue.finish(job, { version: 2, ok: true, image: image(), calls });
    await hub.settle();
    const { generationId: id } = job;
    expect(ledger()).toEqual({
      first: ['image', 0.04],
      c2: ['network', null],
      // Nobody said how it ended: it made no image that is shown.
      c3: ['dropped', null],
      c4: ['answered', 0.01],
    });
    expect(hub.store.calls.of(id).find((one) => one.id === 'c4')?.tokens).toEqual(tokens);
    expect(hub.store.calls.ofPair(pairId)).toHaveLength(5);
  });

  it('of which the image was never asked for pays nothing for that one, and hides no other cost', async () => {
    const failure = { kind: 'storage', detail: 'made to fail', unasked: true } as const;
    const unpriced = { id: 'c4', purpose: 'judge', outcome: 'answered', costUsd: null } as const;
    hub.queue.finish(job, { version: 2, ok: false, failure, calls: [aCall(unpriced)] });
    await hub.settle();
    expect(ledger()).toEqual({ first: ['storage', 0], c4: ['answered', null] });
  });

  it('closes all that are open when it is cancelled, and each takes its own late cost', async () => {
    beginTwoMore();
    const { generationId } = job;
    await hub.press({ type: 'cancel', generation: generationId });
    const dropped = ['dropped', null];
    expect(ledger()).toEqual({ first: dropped, c2: dropped, c3: dropped });
    const calls = [aCall({ id: 'c3', costUsd: 0.02 })];
    hub.queue.finish(job, { version: 2, ok: true, image: image(), calls });
    await hub.settle();
    expect(ledger()).toEqual({ first: dropped, c2: dropped, c3: ['dropped', 0.02] });
  });

  it('closes all that are open when its time is over', async () => {
    beginTwoMore();
    await hub.advance(SIDE_MS + 2_000);
    const late = ['timeout', null];
    expect(ledger()).toEqual({ first: late, c2: late, c3: late });
  });

  it('closes all that are open when its worker is lost', async () => {
    beginTwoMore();
    hub.queue.forget(job);
    await hub.advance(21_000);
    const lost = ['worker_lost', null];
    expect(ledger()).toEqual({ first: lost, c2: lost, c3: lost });
  });
});

describe('a job for which no provider was asked', () => {
  const failure = { kind: 'auth', detail: 'no key', unasked: true } as const;

  it('cost nothing, and that is known', async () => {
    hub.queue.finish(job, { version: 2, ok: false, failure, calls: [] });
    await hub.settle();
    expect(ledger()).toEqual({ first: ['auth', 0] });
  });

  it('cost nothing, also when that is learned after its side was cancelled', async () => {
    await hub.press({ type: 'cancel', generation: job.generationId });
    expect(ledger()).toEqual({ first: ['dropped', null] });
    hub.queue.finish(job, { version: 2, ok: false, failure, calls: [] });
    await hub.settle();
    expect(ledger()).toEqual({ first: ['dropped', 0] });
  });
});

describe('a result that is found after a crash', () => {
  const store = (result: object) => {
    const text = new TextEncoder().encode(JSON.stringify(result));
    return hub.blobs.put(resultKey(job.spec.outputKey), text);
  };

  it('brings all its calls', async () => {
    const calls = [aCall(), aCall({ id: 'c2', outcome: 'dropped', costUsd: 0.02 })];
    await store({ version: 2, ok: true, image: image(), calls });
    await hub.crash();
    expect(hub.newest(pairId, 'A').state).toBe('succeeded');
    expect(ledger()).toEqual({ first: ['image', 0.04], c2: ['dropped', 0.02] });
  });

  it('and is of a later version is not read: the image counts, at an unknown cost', async () => {
    await store({ version: 3, ok: true, image: { at: 'elsewhere' } });
    await hub.blobs.put(job.spec.outputKey, await aPicture('png', { width: 33, height: 22 }));
    await hub.crash();
    expect(hub.newest(pairId, 'A').image).toMatchObject({ width: 33, height: 22 });
    expect(ledger()).toEqual({ first: ['image', null] });
  });
});
