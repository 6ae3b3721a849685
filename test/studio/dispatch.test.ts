import { describe, expect, it } from 'vitest';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

describe('the dispatcher', () => {
  it('never has more out than there are slots, and goes on as they free', async () => {
    const hub = await new Hub({ slots: 2 }).start();
    await hub.generate();
    await hub.generate();
    expect(hub.queue.jobs).toHaveLength(2);
    await hub.deliver('A');
    expect(hub.queue.jobs).toHaveLength(3);
  });

  it('keeps a provider under its cap', async () => {
    const hub = await new Hub().start();
    hub.store.providers.put({ name: 'sample', displayName: 'Sample', maxCalls: 1 });
    await hub.generate();
    expect(hub.queue.jobs).toHaveLength(1);
  });

  it('gives a provider no more than the slots of the workers that serve it', async () => {
    const hub = await new Hub({ slots: 6, served: ['sample', 'vendor'] }).start();
    const worker = (id: string, provider: string, slots: number) => {
      return { id, version: '0.1.0', providers: [provider], slots, speaksOurs: true };
    };
    const serve = async (...workers: ReturnType<typeof worker>[]) => {
      hub.queue.others = workers;
      hub.queue.change();
      await hub.settle();
    };
    await serve(worker('w1', 'vendor', 5), worker('w2', 'sample', 1));
    const pair = await hub.generate();
    const states = () => [hub.newest(pair, 'A').state, hub.newest(pair, 'B').state];
    expect(states()).toEqual(['running', 'waiting']);
    await serve(worker('w1', 'vendor', 4), worker('w2', 'sample', 1), worker('w3', 'sample', 1));
    expect(states()).toEqual(['running', 'running']);
  });

  it('lets another person’s pair go before the third of one who has two running', async () => {
    const hub = await new Hub({ slots: 6 }).start();
    for (let n = 0; n < 3; n += 1) await hub.generate();
    expect(hub.queue.jobs).toHaveLength(4);
    const other = await hub.generate('a cat', aCaller('ben'));
    expect(hub.newest(other, 'A').state).toBe('running');
  });

  it('shows places in line, and moves them up', async () => {
    const hub = await new Hub({ slots: 1 }).start();
    const first = await hub.generate();
    const second = await hub.generate('a cat', aCaller('ben'));
    expect(hub.text(second)).toContain('A · waiting · next in line');
    expect(hub.text(second)).toContain('B · waiting · 2nd in line');
    await hub.advance(1_000);
    expect(hub.text(first)).toContain('B · waiting · 3rd in line');
    await hub.deliver('A');
    await hub.advance(1_000);
    expect(hub.text(second)).toContain('A · making the image');
    expect(hub.text(first)).toContain('B · waiting · next in line');
  });

  it('refuses at the door, privately and with the estimate, what would wait too long', async () => {
    const hub = await new Hub({ slots: 1 }).start();
    const slow = hub.store.models.default();
    hub.store.models.put({ ...slow, typicalMs: 300_000 });
    for (let n = 0; n < 2; n += 1) await hub.generate();
    const before = hub.surface.messages.length;
    await expect(hub.generate('a cat', aCaller('ben'))).rejects.toMatchObject({
      code: 'queue_full',
      status: 503,
    });
    expect(hub.store.pairs.history('web:ben', 'web', null, 9)).toEqual([]);
    expect(hub.surface.messages).toHaveLength(before);
  });

  it('looks again after the queue could not be asked', async () => {
    const hub = await new Hub().start();
    const capacity = hub.queue.capacity.bind(hub.queue);
    hub.queue.capacity = () => Promise.reject(new Error('redis is away'));
    const pair = await hub.generate();
    expect(hub.newest(pair, 'A').state).toBe('waiting');
    hub.queue.capacity = capacity;
    await hub.advance(11_000);
    expect(hub.newest(pair, 'A').state).toBe('running');
  });

  it('refuses a model that no living worker serves', async () => {
    const hub = await new Hub().start();
    hub.queue.served = [];
    await hub.advance(11_000);
    await expect(hub.generate()).rejects.toMatchObject({ code: 'provider_unserved' });
  });

  it('ends a side as worker_lost when the queue takes no job', async () => {
    const hub = await new Hub().start();
    hub.queue.submit = () => Promise.reject(new Error('redis is gone'));
    const pair = await hub.generate();
    expect(hub.newest(pair, 'A').failure?.kind).toBe('worker_lost');
    expect(hub.log.errors).toContain('the render queue took no job');
  });

  it('lets a person have ten waiting pairs, and refuses an eleventh', async () => {
    const hub = await new Hub({ slots: 0 }).start();
    const mine = () => hub.store.pairs.history('web:ana', 'web', null, 99);
    await hub.generate('a cat', aCaller(), { count: 8 });
    await hub.generate('a cat');
    await hub.generate('a cat');
    expect(mine()).toHaveLength(10);
    const refused = { code: 'count_over_room', status: 429 };
    await expect(hub.generate('a cat')).rejects.toMatchObject(refused);
    expect(mine()).toHaveLength(10);
    await hub.generate('a cat', aCaller('ben'));
  });

  it('takes a count whole or not at all: three do not fit beside eight', async () => {
    const hub = await new Hub({ slots: 0 }).start();
    const mine = () => hub.store.pairs.history('web:ana', 'web', null, 99);
    await hub.generate('a cat', aCaller(), { count: 8 });
    const three = hub.generate('a cat', aCaller(), { count: 3 });
    await expect(three).rejects.toMatchObject({ code: 'count_over_room', status: 429 });
    expect(mine()).toHaveLength(8);
    await hub.generate('a cat', aCaller(), { count: 2 });
    expect(mine()).toHaveLength(10);
  });

  it('does not count pairs that run among those that wait', async () => {
    const hub = await new Hub({ slots: 2 }).start();
    await hub.generate('a cat', aCaller(), { count: 8 });
    await hub.generate('a cat', aCaller(), { count: 3 });
    const one = hub.generate('a cat');
    await expect(one).rejects.toMatchObject({ code: 'count_over_room' });
  });
});
