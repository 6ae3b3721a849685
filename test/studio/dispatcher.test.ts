import { beforeEach, describe, expect, it, vi } from 'vitest';
import { imageScope } from '../../src/core/line/rest-scope.ts';
import { aCaller, aModel } from '../values.ts';
import { Hub, QUEUE_MS } from './hub.ts';

const ben = aCaller('ben');

describe('a dispatch', () => {
  it('is written to the ledger, then handed over with the frozen spec and its time', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    const a = hub.newest(pair, 'A');
    expect(hub.queue.jobOf('A')).toEqual({
      version: 1,
      generationId: a.id,
      spec: a.spec,
      timeoutMs: 270_000,
    });
    expect(a).toMatchObject({
      state: 'running',
      dispatchedAt: hub.clock.now(),
      runDeadline: hub.clock.now() + 300_000,
    });
    expect(hub.store.calls.of(a.id)).toMatchObject([{ outcome: null, costUsd: null }]);
    expect(hub.store.costs.cells(0, null)).toMatchObject([
      { modelId: 'sample-basic', personId: 'web:ana', outcome: 'running', calls: 2 },
    ]);
  });

  it('that the ledger does not take is none: nothing is spent unseen', async () => {
    const hub = await new Hub().start();
    const begin = vi.spyOn(hub.store.calls, 'begin').mockImplementation(() => {
      throw new Error('disk I/O error');
    });
    const pair = await hub.generate();
    expect(hub.newest(pair, 'A').state).toBe('waiting');
    expect(hub.queue.jobs).toEqual([]);
    expect(hub.log.errors).toContain('the line could not be dispatched');
    begin.mockRestore();
    await hub.advance(11_000);
    expect(hub.newest(pair, 'A').state).toBe('running');
  });

  it('that fails in between keeps none back that was begun before', async () => {
    const hub = await new Hub().start();
    const begin = hub.store.calls.begin.bind(hub.store.calls);
    let begun = 0;
    vi.spyOn(hub.store.calls, 'begin').mockImplementation((call, at) => {
      begun += 1;
      if (begun === 2) throw new Error('another program holds the database');
      begin(call, at);
    });
    const pair = await hub.generate();
    expect(hub.newest(pair, 'A').state).toBe('running');
    expect(hub.queue.jobs.map((job) => job.generationId)).toEqual([hub.newest(pair, 'A').id]);
    expect(hub.newest(pair, 'B').state).toBe('waiting');
    await hub.advance(11_000);
    expect([hub.newest(pair, 'A').state, hub.newest(pair, 'B').state]).toEqual([
      'running',
      'running',
    ]);
  });

  it('of a side that has waited too long is none, and the next one goes instead', async () => {
    const hub = await new Hub({ slots: 0 }).start();
    const old = await hub.generate();
    await hub.advance(QUEUE_MS);
    const fresh = await hub.generate('a cat', ben);
    // Its time is over; the sweep has not come by yet.
    await hub.advance(1);
    expect(hub.newest(old, 'A').state).toBe('waiting');
    hub.queue.slots = 1;
    hub.studio.dispatcher.wake();
    await hub.settle();
    expect(hub.newest(old, 'A').failure?.kind).toBe('queue_timeout');
    expect(hub.store.calls.of(hub.newest(old, 'A').id)).toEqual([]);
    expect(hub.queue.jobs.map((job) => job.generationId)).toEqual([hub.newest(fresh, 'A').id]);
  });

  it('that the queue refuses ends this side alone', async () => {
    const hub = await new Hub().start();
    const submit = hub.queue.submit.bind(hub.queue);
    vi.spyOn(hub.queue, 'submit')
      .mockRejectedValueOnce(new Error('redis is gone'))
      .mockImplementation(submit);
    const pair = await hub.generate();
    expect(hub.newest(pair, 'A').failure).toEqual({
      kind: 'worker_lost',
      detail: 'the render queue took no job',
    });
    expect(hub.newest(pair, 'B').state).toBe('running');
  });

  it('comes no more once the process stops', async () => {
    const hub = await new Hub({ slots: 1 }).start();
    const pair = await hub.generate();
    await hub.studio.close();
    hub.queue.slots = 4;
    hub.studio.dispatcher.wake();
    await hub.settle();
    expect(hub.newest(pair, 'B').state).toBe('waiting');
    expect(hub.queue.jobs).toHaveLength(1);
  });
});

describe('a look at the line', () => {
  it('is one at a time, and one more for whatever woke it meanwhile; none after the stop', async () => {
    const hub = await new Hub().start();
    let looks = 0;
    const held = Promise.withResolvers<number>();
    hub.queue.capacity = () => {
      looks += 1;
      return held.promise;
    };
    for (let n = 0; n < 5; n += 1) hub.studio.dispatcher.wake();
    await hub.settle();
    expect(looks).toBe(1);
    held.resolve(4);
    await hub.settle();
    expect(looks).toBe(2);
    await hub.studio.close();
    hub.studio.dispatcher.wake();
    await hub.settle();
    expect(looks).toBe(2);
  });

  it('that is under way is waited for by the stop', async () => {
    const hub = await new Hub().start();
    const held = Promise.withResolvers<number>();
    hub.queue.capacity = () => held.promise;
    hub.studio.dispatcher.wake();
    let isClosed = false;
    const closing = hub.studio.dispatcher.close().then(() => {
      isClosed = true;
    });
    await hub.settle();
    expect(isClosed).toBe(false);
    held.resolve(4);
    await closing;
  });
});

describe('several free slots', () => {
  it('are filled from one reading of the line', async () => {
    const hub = await new Hub({ slots: 0 }).start();
    for (const name of ['ana', 'ben', 'cat']) await hub.generate('a cat', aCaller(name));
    // Cards read the line too, for the places they show.
    hub.surfaces.clear();
    const reads = vi.spyOn(hub.store.line, 'joined');
    hub.queue.slots = 6;
    hub.studio.dispatcher.wake();
    await hub.settle();
    expect(hub.queue.jobs).toHaveLength(6);
    expect(reads).toHaveBeenCalledTimes(1);
  });

  it('are filled from another reading after somebody joined the line during a submit', async () => {
    const hub = await new Hub({ slots: 0 }).start();
    await hub.generate();
    const submit = hub.queue.submit.bind(hub.queue);
    const held = Promise.withResolvers<void>();
    vi.spyOn(hub.queue, 'submit').mockImplementationOnce(async (job) => {
      await held.promise;
      return submit(job);
    });
    hub.queue.slots = 1;
    hub.studio.dispatcher.wake();
    await hub.settle();
    const other = await hub.generate('a dog', ben);
    hub.queue.slots = 2;
    held.resolve();
    await hub.settle();
    expect(hub.queue.jobs.at(-1)?.generationId).toBe(hub.newest(other, 'A').id);
    expect(hub.queue.jobs).toHaveLength(2);
  });

  it('go to who was served longest ago among equals, also within one reading', async () => {
    const hub = await new Hub({ slots: 1 }).start();
    const bens = await hub.generate('a dog', ben);
    await hub.advance(1_000);
    const anas = await hub.generate();
    await hub.advance(1_000);
    hub.queue.slots = 3;
    hub.studio.dispatcher.wake();
    await hub.settle();
    expect(hub.queue.jobs.map((job) => job.generationId)).toEqual([
      hub.newest(bens, 'A').id,
      hub.newest(anas, 'A').id,
      hub.newest(bens, 'B').id,
    ]);
  });
});

describe('two people who ask for more than there are slots', () => {
  it('are served in turns', async () => {
    const hub = await new Hub({ slots: 1 }).start();
    await hub.generate('a cat', aCaller(), { count: 2 });
    await hub.advance(1_000);
    await hub.generate('a dog', ben, { count: 2 });
    const served: string[] = [];
    for (let n = 0; n < 8; n += 1) {
      const job = hub.queue.jobs.at(-1);
      if (job === undefined) throw new Error('nothing runs');
      served.push(hub.store.generations.get(job.generationId)?.by.name ?? '');
      await hub.advance(1_000);
      hub.queue.deliver(job);
      await hub.settle();
    }
    expect(served).toEqual(['ana', 'ben', 'ana', 'ben', 'ana', 'ben', 'ana', 'ben']);
  });

  it('are served in turns after a restart too', async () => {
    const hub = await new Hub({ slots: 1 }).start();
    await hub.generate('a cat');
    await hub.advance(1_000);
    await hub.generate('a dog', ben);
    await hub.deliver('A');
    // Ben runs now; the process dies, and what he ran is lost with it.
    await hub.crash();
    const job = hub.queue.jobs.at(-1);
    expect(hub.store.generations.get(job?.generationId ?? '')?.by.name).toBe('ana');
  });
});

describe('places in line', () => {
  let hub: Hub;
  beforeEach(async () => {
    hub = await new Hub({ slots: 1 }).start();
  });

  it('have the time until each starts, by the model’s own estimate until one was measured', async () => {
    hub.store.models.put({ ...hub.store.models.default(), typicalMs: 60_000 });
    const pair = await hub.generate();
    const other = await hub.generate('a cat', ben);
    const [b, c, d] = [hub.newest(pair, 'B'), hub.newest(other, 'A'), hub.newest(other, 'B')];
    expect([...hub.studio.line.places()]).toEqual([
      [c.id, { place: 1, waitMs: 60_000, held: null }],
      [d.id, { place: 2, waitMs: 120_000, held: null }],
      [b.id, { place: 3, waitMs: 180_000, held: null }],
    ]);
    await hub.advance(10_000);
    await hub.deliver('A');
    const waits = [...hub.studio.line.places().values()].map((one) => one.waitMs);
    expect(waits).toEqual([10_000, 20_000]);
  });

  it('are nobody’s while nobody waits', async () => {
    expect(hub.studio.line.places().size).toBe(0);
    expect(hub.studio.line.waitOfNewcomers([])).toBe(0);
  });

  it('of a newcomer are behind all others, for the last that it brings', async () => {
    hub.store.models.put(aModel({ typicalMs: 60_000 }));
    await hub.generate();
    const newcomer = { provider: 'sample', modelId: 'sample-basic' };
    const wait = (count: number) =>
      hub.studio.line.waitOfNewcomers(Array.from({ length: count }, () => newcomer));
    expect([wait(1), wait(2)]).toEqual([120_000, 180_000]);
  });
});

describe('a rest of a provider', () => {
  it('ends at its very moment: what waits for it goes', async () => {
    const hub = new Hub({ slots: 8, served: ['vendor'] });
    hub.store.models.put({ ...hub.store.models.default(), provider: 'vendor' });
    const restsUntil = hub.clock.now() + 7_300;
    const resting = { failures: 5, rests: 1, restsUntil, why: 'failures' } as const;
    hub.store.rests.put(imageScope('vendor'), resting);
    await hub.start();
    const pair = await hub.generate();
    await hub.advance(7_299);
    expect(hub.newest(pair, 'A').state).toBe('waiting');
    await hub.advance(1);
    expect(hub.newest(pair, 'A').state).toBe('running');
    await hub.studio.close();
    expect(hub.clock.pending).toBe(0);
  });

  it('that is still under way when the process stops leaves no timer behind', async () => {
    const hub = new Hub({ served: ['vendor'] });
    hub.store.models.put({ ...hub.store.models.default(), provider: 'vendor' });
    const restsUntil = hub.clock.now() + 70_000;
    const resting = { failures: 5, rests: 1, restsUntil, why: 'failures' } as const;
    hub.store.rests.put(imageScope('vendor'), resting);
    await hub.start();
    await hub.generate();
    await hub.studio.close();
    expect(hub.clock.pending).toBe(0);
  });
});
