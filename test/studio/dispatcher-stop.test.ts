import { describe, expect, it, vi } from 'vitest';
import { imageScope } from '../../src/core/line/rest-scope.ts';
import { Hub } from './hub.ts';

/** A hub whose only provider rests, so that the dispatcher waits for the end of the rest. */
async function resting() {
  const hub = new Hub({ served: ['vendor'] });
  hub.store.models.put({ ...hub.store.models.default(), provider: 'vendor' });
  const restsUntil = hub.clock.now() + 60_000;
  hub.store.rests.put(imageScope('vendor'), { failures: 5, rests: 1, restsUntil, why: 'failures' });
  await hub.start();
  return hub;
}

describe('a dispatcher that waits for the end of a rest', () => {
  it('has one timer, however often it is woken', async () => {
    const hub = await resting();
    const before = hub.clock.pending;
    for (let n = 0; n < 5; n += 1) {
      hub.studio.dispatcher.wake();
      await hub.settle();
    }
    expect(hub.clock.pending).toBe(before);
  });

  it('leaves no timer behind when it stops, also in the middle of a dispatch', async () => {
    const hub = await resting();
    const held = Promise.withResolvers<number>();
    hub.queue.capacity = () => held.promise;
    hub.studio.dispatcher.wake();
    await hub.settle();
    const closing = hub.studio.close();
    held.resolve(4);
    await closing;
    expect(hub.clock.pending).toBe(0);
  });
});

describe('a dispatcher that stops while the queue takes a job', () => {
  it('submits what it has committed, and nothing after that: the next process does it', async () => {
    const hub = await new Hub({ slots: 0 }).start();
    const [first, second] = [await hub.generate('a cat'), await hub.generate('a dog')];
    const submit = hub.queue.submit.bind(hub.queue);
    const held = Promise.withResolvers<void>();
    vi.spyOn(hub.queue, 'submit').mockImplementationOnce(async (job) => {
      await held.promise;
      return submit(job);
    });
    hub.queue.slots = 2;
    hub.studio.dispatcher.wake();
    await hub.settle();
    hub.queue.slots = 4;
    hub.studio.dispatcher.wake();
    const closing = hub.studio.close();
    held.resolve();
    await closing;
    expect(hub.queue.jobs.map((job) => job.spec.side).toSorted()).toEqual(['A', 'B']);
    expect(hub.view(first).generations.map((one) => one.state)).toEqual(['running', 'running']);
    expect(hub.view(second).generations.map((one) => one.state)).toEqual(['waiting', 'waiting']);
  });
});
