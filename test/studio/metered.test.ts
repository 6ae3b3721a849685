import { describe, expect, it } from 'vitest';
import type { SentMessage } from '../../src/core/domain/pair.ts';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

const REQUEST = { options: { prompt: 'a cat' }, attachments: [], requestKey: 'once' };

describe('the time until a request is answered', () => {
  it('lasts until the header is given, where it is the answer', async () => {
    const hub = await new Hub().start();
    const header = Promise.withResolvers<SentMessage>();
    await hub.accept(aCaller(), { ...REQUEST, answer: () => header.promise });
    await hub.advance(700);
    expect(hub.meter.answeredMs).toEqual([]);
    header.resolve({ id: 'm1', memo: null });
    await hub.settle();
    expect(hub.meter.answeredMs).toEqual([700]);
  });

  it('ends with the acceptance where the header is a message of its own', async () => {
    const hub = await new Hub({ headerFirst: true }).start();
    const header = Promise.withResolvers<SentMessage>();
    const more = { answer: () => header.promise };
    await hub.accept(aCaller(), { ...REQUEST, ...more });
    expect(hub.meter.answeredMs).toEqual([0]);
    header.resolve({ id: 'm1', memo: null });
    await hub.advance(700);
    expect(hub.meter.answeredMs).toEqual([0]);
  });

  it('is measured for refusals and repetitions too, which accept no pair', async () => {
    const hub = await new Hub().start();
    await hub.accept(aCaller(), REQUEST);
    await hub.accept(aCaller(), REQUEST);
    const nonsense = { ...REQUEST, requestKey: null, options: { prompt: '' } };
    await expect(hub.accept(aCaller(), nonsense)).rejects.toThrow();
    expect(hub.meter.answeredMs).toEqual([0, 0, 0]);
    expect(hub.meter.acceptedPairs).toBe(1);
  });
});

describe('what is counted', () => {
  it('is each generation that leaves the line, and each that ends', async () => {
    const hub = await new Hub({ slots: 1 }).start();
    await hub.generate();
    expect([hub.meter.startings, hub.meter.endings]).toEqual([1, []]);
    await hub.deliver('A');
    expect([hub.meter.startings, hub.meter.endings]).toEqual([2, ['succeeded']]);
  });

  it('is each try of an edit for which the chat has no room', async () => {
    const hub = await new Hub().start();
    await hub.generate();
    for (let n = 0; n < 3; n += 1) hub.surface.fail('update', 'later', { retryAfterMs: 2_000 });
    await hub.deliver('A');
    await hub.advance(20_000);
    expect([hub.meter.lateEdits, hub.meter.undeliveredMessages]).toEqual([3, 0]);
  });
});
