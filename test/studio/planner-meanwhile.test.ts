import { describe, expect, it, vi } from 'vitest';
import { ScriptedText } from '../fakes/scripted-text.ts';
import { aCaller, SAID_BY_TEXT, inBoth } from '../values.ts';
import { Hub, type HubOptions } from './hub.ts';

/** A pair whose text model has not answered yet. */
async function asked(more: HubOptions = {}, who = aCaller()) {
  const text = new ScriptedText();
  const hub = await new Hub({ ...more, textModels: [text] }).start();
  const pair = await hub.generate('a perfume bottle', who);
  return { hub, pair, answer: () => text.call().answer(SAID_BY_TEXT) };
}

describe('a pair that is planned', () => {
  it('has the seed that it was given in its plan and on both sides', async () => {
    const { hub, pair, answer } = await asked({ seed: () => 7 });
    answer();
    await hub.settle();
    expect(hub.view(pair).pair.plan?.seed).toBe(7);
    expect(hub.view(pair).generations.map(({ spec }) => spec.seed)).toEqual([7, 7]);
  });

  it('gets no generations when it was refused meanwhile', async () => {
    const { hub, pair, answer } = await asked();
    hub.store.pairs.refused(pair, inBoth('refused by hand'));
    answer();
    await hub.settle();
    expect(hub.view(pair).pair.refusal).toEqual(inBoth('refused by hand'));
    expect(hub.view(pair).generations).toEqual([]);
    expect(hub.queue.jobs).toEqual([]);
  });

  it('is refused with a sentence in each language: others read it, too', async () => {
    const { hub, pair, answer } = await asked({}, aCaller('ana', { locale: 'ko' }));
    const model = hub.store.models.default();
    hub.store.models.put({ ...model, active: false, isDefault: false });
    answer();
    await hub.settle();
    const { refusal } = hub.view(pair).pair;
    expect(refusal?.en).toContain('is not available any more');
    expect(refusal?.ko).toMatch(/[가-힣]/u);
  });
});

describe('a pair whose pictures are being looked for', () => {
  /** The store does not say whether they are there before `found` is called. */
  async function looking() {
    const hub = await new Hub({ seed: () => 7 }).start();
    const held = Promise.withResolvers<number>();
    const size = vi.spyOn(hub.blobs, 'size').mockImplementation(() => held.promise);
    const pair = await hub.generate('a perfume bottle');
    expect(size).toHaveBeenCalled();
    const found = async () => {
      held.resolve(1);
      await hub.settle();
    };
    return { hub, pair, found, keys: [...new Set(size.mock.calls.map(([key]) => key))] };
  }

  it('does not use one that an admin takes out of the pool meanwhile', async () => {
    const { hub, pair, found, keys } = await looking();
    const used = hub.store.pool.snapshot().tones.find(({ key }) => keys.includes(key));
    hub.store.pool.remove(used?.id ?? '', { id: 'web:ana', name: 'ana' }, hub.clock.now());
    await found();
    const references = hub.view(pair).generations.flatMap(({ spec }) => spec.references);
    expect(references.length).toBeGreaterThan(3);
    expect(references.map(({ id }) => id)).not.toContain(used?.id);
  });

  it('is refused when its model is switched off meanwhile', async () => {
    const { hub, pair, found } = await looking();
    const model = hub.store.models.default();
    hub.store.models.put({ ...model, active: false, isDefault: false });
    await found();
    expect(hub.view(pair).pair.refusal?.en).toContain('is not available any more');
  });
});

describe('a process that stops during the planning', () => {
  it('waits for the fetch of an attachment, which still uses what is about to be closed', async () => {
    const held = Promise.withResolvers<Uint8Array>();
    const hub = await new Hub({ fetcher: { fetch: () => held.promise } }).start();
    const attachments = [{ name: 'a.png', bytes: 9, source: 'x' }];
    await hub.accept(aCaller(), { options: { prompt: 'a cat' }, attachments, requestKey: null });
    await hub.settle();
    let isClosed = false;
    const closing = hub.studio.close().then(() => {
      isClosed = true;
    });
    await hub.settle();
    expect(isClosed).toBe(false);
    held.reject(new Error('too late'));
    await closing;
  });
});
