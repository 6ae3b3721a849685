import { describe, expect, it } from 'vitest';
import type { Generation } from '../../src/core/domain/pair.ts';
import { SIDES } from '../../src/core/domain/side.ts';
import { aCaller, aModel } from '../values.ts';
import { Hub } from './hub.ts';

const large = { width: 1_536, height: 1_536 };
const small = { width: 1_024, height: 1_024 };

/** A hub with a pair of two models, both images there; the second model takes three references. */
async function compared(): Promise<{ hub: Hub; pair: string; B: () => Generation }> {
  const hub = await new Hub().start();
  const quality = hub.store.models.get('sample-quality') ?? aModel();
  hub.store.models.put({ ...quality, maxReferences: 3, generationParams: { steps: 40 } });
  const pair = await hub.generate('a woman walking', aCaller(), { versus: 'quality' });
  await hub.deliver('A');
  await hub.deliver('B');
  return { hub, pair, B: () => hub.newest(pair, 'B') };
}

const fine = { modelId: 'sample-quality', model: 'sample-2', size: large };

describe('a pair of two models', () => {
  it('runs each side with its own model, size and parameters, and is equal in all else', async () => {
    const { hub, pair } = await compared();
    const [a, b] = [hub.newest(pair, 'A').spec, hub.newest(pair, 'B').spec];
    expect(a).toMatchObject({ modelId: 'sample-basic', size: small, parameters: {} });
    expect(b).toMatchObject({ ...fine, parameters: { steps: 40 } });
    expect(a.references).toHaveLength(3);
    expect([b.references, b.prompt, b.seed]).toEqual([a.references, a.prompt, a.seed]);
    expect(hub.view(pair).pair.comparable).toBe(true);
    expect(hub.newest(pair, 'A').recipeHash).not.toBe(hub.newest(pair, 'B').recipeHash);
  });

  it('says which model made what', async () => {
    const { hub, pair, B } = await compared();
    expect(hub.text(pair)).toContain('Two models · A: Sample · B: Sample fine');
    expect(hub.text(pair)).toContain('A: 1024x1024 · B: 1536x1536');
    expect(hub.text(B().id)).toContain('B · Sample fine · 2 tones');
    const details = await hub.press({ type: 'details', generation: B().id });
    expect(JSON.stringify(details)).toContain('Model Sample fine, 1536x1536');
    const { card } = hub.studio.galleries.history(aCaller(), null);
    expect(card.lines.map((one) => one.text)).toContain('B · Sample fine · ready');
  });

  it('keeps a side’s model through Re-roll, Regenerate and Edit…, and its share of references', async () => {
    const { hub, B } = await compared();
    const first = B();
    await hub.press({ type: 'reroll', generation: first.id });
    await hub.deliver('B');
    expect(B()).toMatchObject({ number: 2, spec: fine, recipeHash: first.recipeHash });
    await hub.press({ type: 'tone', generation: B().id, ratio: 25 });
    await hub.press({ type: 'regenerate', generation: B().id });
    await hub.deliver('B');
    expect(B()).toMatchObject({ number: 3, spec: { ...fine, toneRatio: 25 } });
    await hub.press({ type: 'edit', generation: B().id }, aCaller(), { prompt: 'a man reading' });
    await hub.deliver('B');
    expect(B()).toMatchObject({ number: 4, spec: { ...fine, userPrompt: 'a man reading' } });
  });

  it('edits the side whose model takes more references within what its twin takes', async () => {
    const { hub, pair } = await compared();
    const { id } = hub.newest(pair, 'A');
    await hub.press({ type: 'edit', generation: id }, aCaller(), { prompt: 'a man reading' });
    const edited = hub.newest(pair, 'A').spec;
    expect(edited).toMatchObject({ modelId: 'sample-basic', size: small });
    expect(edited.references).toHaveLength(3);
  });

  it('retries a failed side with its model', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate('a cat', aCaller(), { experiment: 'models' });
    hub.queue.fail(hub.queue.jobOf('B'), 'network');
    await hub.settle();
    await hub.press({ type: 'retry', generation: hub.newest(pair, 'B').id });
    expect(hub.newest(pair, 'B')).toMatchObject({ number: 2, spec: fine });
  });

  it('is planned again after a crash with the models that were chosen', async () => {
    const hub = await new Hub().start();
    const input = { options: { prompt: 'a cat', versus: 'quality' }, attachments: [] };
    const [pair = ''] = await hub.accept(aCaller(), { ...input, requestKey: null });
    await hub.crash();
    const models = SIDES.map((side) => hub.newest(pair, side).spec.modelId);
    expect(models).toEqual(['sample-basic', 'sample-quality']);
  });

  it('is refused before anything is stored while nobody serves one of them', async () => {
    const hub = await new Hub().start();
    const quality = hub.store.models.get('sample-quality') ?? aModel();
    hub.store.models.put({ ...quality, provider: 'elsewhere' });
    const asked = hub.generate('a cat', aCaller(), { versus: 'quality' });
    await expect(asked).rejects.toMatchObject({ status: 503, code: 'provider_unserved' });
    expect(hub.store.pairs.history('web:ana', 'web', null, 9)).toEqual([]);
  });

  it('is refused when one model has been retired before it is planned', async () => {
    const hub = await new Hub().start();
    const quality = hub.store.models.get('sample-quality') ?? aModel();
    const input = { options: { prompt: 'a cat', versus: 'quality' }, attachments: [] };
    const [pair = ''] = await hub.accept(aCaller(), { ...input, requestKey: null });
    hub.store.models.put({ ...quality, active: false });
    await hub.settle();
    expect(hub.view(pair)).toMatchObject({ pair: { state: 'refused' }, generations: [] });
    expect(hub.text(pair)).toContain('Sample fine is not available any more');
  });
});
