import { describe, expect, it } from 'vitest';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

/** A hub with a pair whose side A runs and whose side B waits, that was just told to stop. */
async function stopping() {
  const hub = await new Hub({ slots: 1 }).start();
  const pair = await hub.generate();
  let isDrained = false;
  const drained = hub.studio.drain(60_000).then(() => {
    isDrained = true;
  });
  await hub.settle();
  return { hub, pair, drained, isDrained: () => isDrained };
}

describe('a hub that stops', () => {
  it('lets a call end, and shows its image, before it is done', async () => {
    const { hub, pair, drained, isDrained } = await stopping();
    expect([hub.studio.isOpen(), isDrained()]).toEqual([false, false]);
    await hub.deliver('A');
    await drained;
    expect(hub.newest(pair, 'A').state).toBe('succeeded');
    expect(hub.message(hub.newest(pair, 'A').id).card.kind).toBe('image');
    expect(hub.text(pair)).toContain('A · ready');
  });

  it('starts nothing more of what waits: the next process does', async () => {
    const { hub, pair, drained } = await stopping();
    await hub.deliver('A');
    await drained;
    expect(hub.newest(pair, 'B').state).toBe('waiting');
    expect(hub.queue.jobs).toHaveLength(1);
    await hub.crash();
    expect(hub.queue.jobs.map(({ spec }) => spec.side)).toEqual(['B']);
  });

  it('refuses what would start a run, with nothing stored, and still takes the rest', async () => {
    const { hub, pair, drained } = await stopping();
    await expect(hub.generate('a cat')).rejects.toMatchObject({ code: 'stopping', status: 503 });
    expect(hub.store.pairs.history('web:ana', 'web', null, 9)).toHaveLength(1);
    await hub.deliver('A');
    const generation = hub.newest(pair, 'A').id;
    const reroll = hub.press({ type: 'reroll', generation });
    await expect(reroll).rejects.toMatchObject({ code: 'stopping' });
    const waiting = hub.newest(pair, 'B').id;
    await hub.press({ type: 'cancel', generation: waiting });
    expect(hub.newest(pair, 'B').state).toBe('cancelled');
    await drained;
  });

  it('answers a request that it accepted before as before', async () => {
    const hub = await new Hub().start();
    const input = { options: { prompt: 'a cat' }, attachments: [], requestKey: 'k1' };
    const ids = await hub.accept(aCaller(), input);
    await hub.settle();
    const drained = hub.studio.drain(1_000);
    expect(await hub.accept(aCaller(), input)).toEqual(ids);
    await hub.advance(1_000);
    await drained;
  });

  it('waits no longer than it may: what still runs is left to the next process', async () => {
    const { hub, pair, drained, isDrained } = await stopping();
    await hub.advance(59_999);
    expect(isDrained()).toBe(false);
    await hub.advance(1);
    await drained;
    expect(hub.newest(pair, 'A').state).toBe('running');
    await hub.studio.close();
    expect(hub.clock.pending).toBe(0);
  });
});
