import type { AttachmentFetcher } from '../../src/core/ports/attachment.ts';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { resultKey } from '../../src/core/domain/output-key.ts';
import { isLive } from '../../src/core/domain/side.ts';
import { aPicture } from '../pictures.ts';
import { aCaller } from '../values.ts';
import { Hub, QUEUE_MS, SIDE_MS } from './hub.ts';

/** Bytes that never come. */
const untilAborted: AttachmentFetcher['fetch'] = (_attachment, _maxBytes, signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('aborted')));
  });

describe('after the process died', () => {
  it('a pair in planning is planned again, with a whole deadline and no more', async () => {
    const fetcher = { fetch: untilAborted };
    const hub = await new Hub({ fetcher }).start();
    const [pair = ''] = await hub.accept(aCaller(), {
      options: { prompt: 'a cat' },
      attachments: [{ name: 'a.png', bytes: 9, source: 'x' }],
      requestKey: null,
    });
    const asked = hub.clock.now();
    await hub.advance(15_000);
    await hub.crash();
    expect(hub.view(pair).pair.planDeadline).toBe(asked + 15_000 + 900_000 + 20_000);
    expect(hub.surface.withNonce(pair)).toHaveLength(1);
    await hub.advance(18_000);
    expect(hub.view(pair).pair.state).toBe('planning');
    await hub.advance(4_000);
    expect(hub.view(pair).pair.state).toBe('refused');
  });

  it('a pair in planning whose attachment comes this time is planned', async () => {
    const picture = await aPicture();
    let isBack = false;
    const fetch: AttachmentFetcher['fetch'] = async (...asked) =>
      isBack ? picture : untilAborted(...asked);
    const hub = await new Hub({ fetcher: { fetch } }).start();
    const [pair = ''] = await hub.accept(aCaller(), {
      options: { prompt: 'a cat' },
      attachments: [{ name: 'a.png', bytes: 9, source: 'x' }],
      requestKey: null,
    });
    isBack = true;
    await hub.crash();
    await vi.waitFor(() => expect(hub.view(pair).pair.state).toBe('planned'), {
      timeout: 10_000,
    });
    expect(hub.view(pair).pair.own).toMatchObject([{ name: 'a.png' }]);
  });

  it('what waited goes on waiting, in its place', async () => {
    const hub = await new Hub({ slots: 1 }).start();
    const pair = await hub.generate();
    const b = hub.newest(pair, 'B').id;
    await hub.crash();
    expect(hub.newest(pair, 'B').id).toBe(b);
    expect(hub.newest(pair, 'B').state).toBe('running');
  });

  it('what ran is found at its output key, with its cost, and posted once', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    const { spec, generationId } = hub.queue.jobOf('A');
    const image = { key: spec.outputKey, type: 'image/png', width: 9, height: 9, bytes: 9 };
    const result = JSON.stringify({ ok: true, image, costUsd: 0.03 });
    await hub.blobs.put(resultKey(spec.outputKey), new TextEncoder().encode(result));
    await hub.crash();
    expect(hub.newest(pair, 'A').state).toBe('succeeded');
    expect(hub.store.calls.of(generationId)).toMatchObject([{ outcome: 'image', costUsd: 0.03 }]);
    expect(hub.surface.withNonce(generationId)).toHaveLength(1);
  });

  it('an image without its result is taken, at an unknown cost', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    const { spec, generationId } = hub.queue.jobOf('A');
    await hub.blobs.put(spec.outputKey, await aPicture('png', { width: 33, height: 22 }));
    await hub.crash();
    expect(hub.newest(pair, 'A').image).toMatchObject({ width: 33, height: 22 });
    expect(hub.store.calls.of(generationId)).toMatchObject([{ outcome: 'image', costUsd: null }]);
  });

  it.each([
    ['jpeg', 'jpg'],
    ['webp', 'webp'],
  ] as const)(
    'an image that came as a %s is found, and Delete deletes it',
    async (format, ending) => {
      const hub = await new Hub().start();
      const pair = await hub.generate();
      const { spec, generationId } = hub.queue.jobOf('A');
      const key = `library/web/${spec.outputKey.split('/')[2]}/${generationId}.${ending}`;
      await hub.blobs.put(key, await aPicture(format));
      await hub.crash();
      expect(hub.newest(pair, 'A').image).toMatchObject({ key, type: `image/${format}` });
      await hub.press({ type: 'delete_confirm', generation: generationId });
      expect(hub.blobs.blobs.has(key)).toBe(false);
    },
  );

  it('a half-written image is none', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    const whole = await aPicture('png', { width: 300, height: 300 });
    const { spec } = hub.queue.jobOf('A');
    await hub.blobs.put(spec.outputKey, whole.subarray(0, whole.length / 2));
    await hub.crash();
    expect(hub.newest(pair, 'A').failure?.kind).toBe('worker_lost');
  });

  it('what nobody knows of is worker_lost, never submitted twice', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    await hub.crash();
    for (const side of ['A', 'B'] as const) {
      expect(hub.newest(pair, side).failure?.kind).toBe('worker_lost');
    }
    expect(hub.queue.jobs).toEqual([]);
  });

  it('an intent without an answer is looked for before it is posted', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    hub.surface.fail('post', 'unknown', { landed: true });
    await hub.deliver('A');
    const { id } = hub.newest(pair, 'A');
    expect(hub.store.posts.get(id)?.state).toBe('intended');
    await hub.crash();
    expect(hub.surface.withNonce(id)).toHaveLength(1);
    expect(hub.store.posts.get(id)?.state).toBe('posted');
  });

  it('every message shows what is true', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    const { id } = hub.newest(pair, 'A');
    for (let n = 0; n < 4; n += 1) hub.surface.fail('update', 'transient');
    await hub.press({ type: 'cancel', generation: id });
    await hub.crash();
    await hub.advance(60_000);
    expect(hub.text(pair)).toContain('A · cancelled');
  });
});

describe('the studio', () => {
  it('stops everything that it started', async () => {
    const hub = await new Hub().start();
    await hub.generate();
    await hub.studio.close();
    expect(hub.clock.pending).toBe(0);
  });
});

const act = fc.record({
  what: fc.constantFrom('deliver', 'fail', 'late', 'retry', 'reroll', 'stage', 'cancel', 'crash'),
  side: fc.constantFrom<'A' | 'B'>('A', 'B'),
  old: fc.boolean(),
  wait: fc.integer({ min: 0, max: 400_000 }),
});
type Act = { what: string; side: 'A' | 'B'; old: boolean; wait: number };

async function carryOut(hub: Hub, pair: string, { what, side, old, wait }: Act): Promise<void> {
  const jobs = hub.queue.jobs.filter((one) => one.spec.side === side);
  const job = old ? jobs[0] : jobs.at(-1);
  const generation = hub.newest(pair, side).id;
  const press = async (type: 'retry' | 'reroll' | 'cancel') => {
    // A press may well be refused: what counts is what is true afterwards.
    await hub.press({ type, generation }).catch(() => undefined);
  };
  if (what === 'deliver' && job) hub.queue.deliver(job);
  if (what === 'fail' && job) hub.queue.fail(job, 'network');
  if (what === 'late' && job) hub.queue.late(job, 0.01);
  if (what === 'stage') {
    await hub.press({ type: 'tone', generation, ratio: 25 }).catch(() => undefined);
    await hub.press({ type: 'regenerate', generation }).catch(() => undefined);
  }
  if (what === 'retry' || what === 'reroll' || what === 'cancel') await press(what);
  if (what === 'crash') await hub.crash();
  await hub.settle();
  await hub.advance(wait);
}

function checkTruth(hub: Hub, pair: string): void {
  const { generations } = hub.view(pair);
  for (const side of ['A', 'B'] as const) {
    const own = generations.filter((one) => one.side === side);
    expect(own.filter((one) => isLive(one.state)).length).toBeLessThanOrEqual(1);
  }
  for (const message of hub.surface.messages) {
    expect(hub.surface.withNonce(message.nonce)).toHaveLength(1);
    const generation = generations.find((one) => one.id === message.nonce);
    if (generation?.image) expect(message.card.image?.key).toBe(generation.spec.outputKey);
  }
  const paid = new Set(
    generations.filter((one) => one.deliveredAt !== null).map((one) => one.side + one.recipeHash),
  );
  expect(hub.studio.galleries.credits(aCaller()).credits.lifetime).toBe(paid.size);
}

describe('whatever happens in whatever order', () => {
  it('one live generation a side, one message each with its own image, one credit a recipe, and an end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 14 }), async (acts) => {
        const hub = await new Hub({ slots: 2 }).start();
        const pair = await hub.generate();
        for (const one of acts) {
          await carryOut(hub, pair, one);
          checkTruth(hub, pair);
        }
        await hub.advance(QUEUE_MS + SIDE_MS + 5_000);
        checkTruth(hub, pair);
        expect(hub.view(pair).generations.filter((one) => isLive(one.state))).toEqual([]);
        expect(hub.log.errors).toEqual([]);
        await hub.studio.close();
      }),
      { numRuns: 40 },
    );
  });
});
