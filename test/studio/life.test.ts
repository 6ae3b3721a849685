import { describe, expect, it } from 'vitest';
import { aCaller } from '../values.ts';
import { ProviderError } from '../../src/core/domain/failure.ts';
import { ScriptedText } from '../fakes/scripted-text.ts';
import { Hub, QUEUE_MS, SIDE_MS } from './hub.ts';

describe('a pair', () => {
  it('is a header first, then each side’s image the moment it is ready', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    expect(hub.surface.messages).toHaveLength(1);
    expect(hub.text(pair)).toContain('A · making the image');
    await hub.advance(2_000);
    await hub.deliver('B');
    const b = hub.newest(pair, 'B').id;
    expect(hub.message(b)).toMatchObject({ card: { kind: 'image', image: { width: 1024 } } });
    expect(hub.text(pair)).toContain('A · making the image');
    expect(hub.text(pair)).toContain('B · ready · 2 s');
    await hub.deliver('A');
    expect(hub.surface.messages).toHaveLength(3);
    expect(hub.labels(pair)).toEqual(['A', 'B', 'Tie', 'Both bad', 'Details']);
  });

  it('links each image from its header, and answers the header', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const a = hub.message(hub.newest(pair, 'A').id);
    const line = hub.message(pair).card.lines.find((one) => one.side === 'A');
    expect(line?.link).toBe(`https://chat.example/${a.id}`);
    expect(a.replyTo).toBe(hub.message(pair).id);
  });

  it('is stored before the first answer, and planned only then', async () => {
    const hub = await new Hub().start();
    const accepted = hub.accept(aCaller(), {
      options: { prompt: 'a cat' },
      attachments: [],
      requestKey: 'r1',
    });
    const [id = ''] = await accepted;
    expect(hub.view(id).pair.request.prompt).toBe('a cat');
  });

  it('asked for twice under one request key is one pair', async () => {
    const hub = await new Hub().start();
    const input = { options: { prompt: 'a cat', count: 2 }, attachments: [], requestKey: 'r1' };
    const first = await hub.accept(aCaller(), input);
    await hub.settle();
    expect(await hub.accept(aCaller(), input)).toEqual(first);
    expect(first).toHaveLength(2);
    expect(hub.store.pairs.history('web:ana', 'web', null, 9)).toHaveLength(2);
  });

  it('asked for again is answered as before, whatever has changed since; its key is for no other', async () => {
    const hub = await new Hub().start();
    const input = { options: { prompt: 'a cat' }, attachments: [], requestKey: 'r1' };
    const first = await hub.accept(aCaller(), input);
    hub.queue.served = [];
    await hub.advance(11_000);
    expect(await hub.accept(aCaller(), input)).toEqual(first);
    const other = { ...input, options: { prompt: 'a dog' } };
    await expect(hub.accept(aCaller(), other)).rejects.toMatchObject({
      code: 'request_key_reused',
    });
  });

  it('asked for by somebody else under the same key is another pair', async () => {
    const hub = await new Hub().start();
    const input = { options: { prompt: 'a cat' }, attachments: [], requestKey: 'r1' };
    const anas = await hub.accept(aCaller('ana'), input);
    const bens = await hub.accept(aCaller('ben'), input);
    expect(bens).not.toEqual(anas);
    expect(await hub.accept(aCaller('ben'), input)).toEqual(bens);
  });

  it('charges one credit a delivered side, and none for a side that failed', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    expect(hub.studio.galleries.credits(aCaller()).credits.inFlight).toBe(2);
    await hub.deliver('A');
    hub.queue.fail(hub.queue.jobOf('B'), 'network');
    await hub.settle();
    const { credits } = hub.studio.galleries.credits(aCaller());
    expect(credits).toMatchObject({ today: 1, inFlight: 0, lifetime: 1 });
    const ending = hub.newest(pair, 'B').id;
    expect(hub.text(ending)).toContain('The provider could not be reached');
    expect(hub.labels(ending)).toEqual(['Retry', 'Edit…', 'Details']);
  });
});

describe('the two clocks', () => {
  it('end a side that waited too long without a call, a charge or a run', async () => {
    const hub = await new Hub({ slots: 1 }).start();
    const pair = await hub.generate();
    const b = hub.newest(pair, 'B');
    expect(b.state).toBe('waiting');
    hub.queue.slots = 0;
    await hub.advance(QUEUE_MS + 2_000);
    expect(hub.newest(pair, 'B')).toMatchObject({
      state: 'timed_out',
      failure: { kind: 'queue_timeout' },
      dispatchedAt: null,
    });
    expect(hub.store.calls.of(b.id)).toEqual([]);
    await hub.press({ type: 'retry', generation: b.id });
    expect(hub.newest(pair, 'B').number).toBe(2);
  });

  it('end a side whose worker says nothing, and stop the job', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    const a = hub.newest(pair, 'A').id;
    await hub.advance(SIDE_MS + 2_000);
    expect(hub.newest(pair, 'A')).toMatchObject({
      state: 'timed_out',
      failure: { kind: 'timeout' },
    });
    expect(hub.queue.cancelled).toContain(a);
    expect(hub.text(a)).toContain('did not answer in time');
  });

  it('drop a result that comes after: not shown, not charged, its blob gone, its cost kept', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    const job = hub.queue.jobOf('A');
    await hub.advance(SIDE_MS + 2_000);
    await hub.blobs.put(job.spec.outputKey, new Uint8Array([1]));
    hub.queue.deliver(job, { costUsd: 0.04 });
    await hub.settle();
    expect(hub.newest(pair, 'A').state).toBe('timed_out');
    expect(hub.blobs.blobs.has(job.spec.outputKey)).toBe(false);
    expect(hub.store.calls.of(job.generationId)).toMatchObject([
      { outcome: 'timeout', costUsd: 0.04 },
    ]);
    expect(hub.meter.lateAnswers).toBe(1);
    expect(hub.studio.galleries.credits(aCaller()).credits.lifetime).toBe(0);
  });

  it.each(['safety_block', 'provider_error', 'rate_limited'] as const)(
    'keep what a call cost that ended as %s',
    async (kind) => {
      const hub = await new Hub().start();
      await hub.generate();
      const job = hub.queue.jobOf('A');
      const failure = { kind, detail: 'the vendor’s words' };
      hub.queue.fail(job, failure, 0.03);
      await hub.settle();
      expect(hub.store.calls.of(job.generationId)).toMatchObject([
        { outcome: kind, costUsd: 0.03 },
      ]);
    },
  );

  it('keep what a failure cost that came after its side had ended or was cancelled', async () => {
    const hub = await new Hub().start();
    await hub.generate();
    const [a, b] = [hub.queue.jobOf('A'), hub.queue.jobOf('B')];
    await hub.press({ type: 'cancel', generation: a.generationId });
    await hub.advance(SIDE_MS + 2_000);
    const failure = { kind: 'provider_error', detail: 'the vendor’s words' } as const;
    for (const job of [a, b]) hub.queue.fail(job, failure, 0.03);
    await hub.settle();
    expect(hub.store.calls.of(a.generationId)).toMatchObject([
      { outcome: 'dropped', costUsd: 0.03 },
    ]);
    expect(hub.store.calls.of(b.generationId)).toMatchObject([
      { outcome: 'timeout', costUsd: 0.03 },
    ]);
    expect(hub.meter.lateAnswers).toBe(0);
  });

  it('count a provider’s answer to a call that was given up', async () => {
    const hub = await new Hub().start();
    await hub.generate();
    const job = hub.queue.jobOf('A');
    hub.queue.fail(job, 'timeout');
    hub.queue.late(job, 0.07);
    await hub.settle();
    expect(hub.meter.lateAnswers).toBe(1);
    expect(hub.store.calls.of(job.generationId)).toMatchObject([
      { outcome: 'timeout', costUsd: 0.07 },
    ]);
  });
});

describe('what got lost', () => {
  it('an event of the queue: the hub asks, and commits the ending', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    hub.queue.deliver(hub.queue.jobOf('A'), { silent: true });
    expect(hub.newest(pair, 'A').state).toBe('running');
    await hub.advance(11_000);
    expect(hub.newest(pair, 'A').state).toBe('succeeded');
  });

  it('a worker: the side says so, and may be retried without using up a run', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    hub.queue.forget(hub.queue.jobOf('A'));
    await hub.advance(21_000);
    const a = hub.newest(pair, 'A');
    expect(a.failure?.kind).toBe('worker_lost');
    expect(hub.labels(a.id)).toContain('Retry');
  });

  it('nothing, when a result comes twice', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    await hub.deliver('A');
    await hub.deliver('A');
    const a = hub.newest(pair, 'A');
    expect(a.state).toBe('succeeded');
    expect(hub.blobs.blobs.has(a.spec.outputKey)).toBe(true);
    expect(hub.meter.lateAnswers).toBe(0);
    expect(hub.surface.withNonce(a.id)).toHaveLength(1);
  });
});

describe('planning', () => {
  it('by the rules, when the text model fails; Details say so', async () => {
    const failure = { kind: 'quota', detail: 'quota exceeded' } as const;
    const text = new ScriptedText({ always: new ProviderError(failure) });
    const hub = await new Hub({ textModels: [text] }).start();
    const pair = await hub.generate('a cat');
    expect(hub.view(pair).pair.plan).toMatchObject({
      madeBy: 'rules',
      fallbackReason: 'quota exceeded',
      fallback: { model: 'Gemini Text', why: 'quota' },
    });
    const reply = await hub.press({ type: 'pair_details', pair });
    if (reply.type !== 'card') throw new Error('no card');
    expect(reply.card.lines.map((line) => line.text).join('\n')).toContain('quota exceeded');
  });

  it('does not wait longer than its share for a text model that hangs', async () => {
    const hub = await new Hub({ textModels: [new ScriptedText()] }).start();
    const pair = await hub.generate('a cat');
    expect(hub.view(pair).pair.state).toBe('planning');
    await hub.advance(13_000);
    expect(hub.view(pair).pair).toMatchObject({ state: 'planned', plan: { madeBy: 'rules' } });
  });

  it('that takes over 20 s is refused in the header; nothing was charged', async () => {
    const fetcher = { fetch: () => Promise.withResolvers<never>().promise };
    const hub = await new Hub({ fetcher }).start();
    const attachments = [{ name: 'a.png', bytes: 9, source: 'x' }];
    const [pair = ''] = await hub.accept(aCaller(), {
      options: { prompt: 'a cat' },
      attachments,
      requestKey: null,
    });
    await hub.settle();
    await hub.advance(22_000);
    expect(hub.text(pair)).toMatch(/Refused: Preparing this pair took too long.*\nNothing was/s);
    expect(hub.studio.galleries.credits(aCaller()).credits.inFlight).toBe(0);
    expect(hub.queue.jobs).toEqual([]);
  });
});
