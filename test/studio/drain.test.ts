import { describe, expect, it, vi } from 'vitest';
import { ScriptedText } from '../fakes/scripted-text.ts';
import { PATIENT } from '../patient.ts';
import { aCaller, SAID_BY_TEXT } from '../values.ts';
import { Hub } from './hub.ts';
import { deliver, PROMPT, started } from './race-kit.ts';

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

  it('waits for a judge in the same time, and for no more than ten seconds until all is shown', async () => {
    const judge = new ScriptedText({ always: SAID_BY_TEXT });
    const hub = await started({ textModels: [judge] });
    const pair = await hub.generate(PROMPT);
    judge.always = undefined;
    let isDrained = false;
    const drained = hub.studio.drain(60_000).then(() => {
      isDrained = true;
    });
    await hub.advance(55_000);
    for (const side of ['A', 'B'] as const) {
      await deliver(hub, pair, side, 1);
      await deliver(hub, pair, side, 2);
    }
    await vi.waitFor(() => expect(judge.call(1).request.purpose).toBe('judge'), PATIENT);
    await hub.advance(4_000);
    expect(isDrained).toBe(false);
    await hub.advance(11_000);
    await vi.waitFor(() => expect(isDrained).toBe(true), PATIENT);
    await drained;
    await hub.studio.close();
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
