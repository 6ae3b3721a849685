import { describe, expect, it, vi } from 'vitest';
import { aPicture } from '../pictures.ts';
import { aCaller, aPool } from '../values.ts';
import { Hub } from './hub.ts';

/** Presses Edit… on a side's newest generation, and lets its image come. */
async function edit(hub: Hub, pair: string, values: object) {
  const { id } = hub.newest(pair, 'A');
  await hub.press({ type: 'edit', generation: id }, aCaller(), values);
  await hub.deliver('A');
  return hub.newest(pair, 'A');
}

async function ready(prompt: string, more: object = {}) {
  const hub = await new Hub().start();
  const pair = await hub.generate(prompt, aCaller(), more);
  await hub.deliver('A');
  return { hub, pair, first: hub.newest(pair, 'A') };
}

describe('what a request asks for', () => {
  it('is what both sides are made with', async () => {
    const { hub, pair } = await ready('a chair', {
      category: 'Beauty',
      tone_ratio: 25,
      angle_ratio: '100',
      angle: 'overhead',
      lens: '100mm-macro',
    });
    for (const side of ['A', 'B'] as const) {
      expect(hub.newest(pair, side).spec).toMatchObject({
        category: 'd(beauty)',
        toneRatio: 25,
        angleRatio: 100,
        angle: 'overhead',
        lens: '100mm-macro',
      });
    }
  });
});

describe('Edit…', () => {
  it('keeps the images that were attached', async () => {
    const bytes = await aPicture();
    const hub = await new Hub({ fetcher: { fetch: async () => bytes } }).start();
    const attachments = [{ name: 'mine.png', bytes: 9, source: 'x' }];
    const input = { options: { prompt: 'a chair' }, attachments, requestKey: null };
    const [pair = ''] = await hub.accept(aCaller(), input);
    await vi.waitFor(() => expect(hub.view(pair).pair.state).toBe('planned'));
    await hub.settle();
    await hub.deliver('A');
    const { spec } = await edit(hub, pair, { prompt: 'a red chair' });
    expect(spec.references[0]).toEqual({
      role: 'own',
      id: null,
      key: `own/${pair}/1.png`,
      label: 'mine.png',
    });
  });

  it('keeps the person who was asked for', async () => {
    const { hub, pair } = await ready('a chair', { persona: 'Joon' });
    const { spec } = await edit(hub, pair, { prompt: 'a red chair' });
    expect(spec.references.find((one) => one.role === 'person')?.label).toBe('Joon');
  });

  it('sets or clears angle and lens as the form says', async () => {
    const { hub, pair, first } = await ready('a chair', { angle: 'overhead', lens: '100mm-macro' });
    expect(first.spec.prompt).toContain('Camera angle: ');
    const cleared = await edit(hub, pair, { prompt: 'a chair', angle: '', lens: '' });
    expect(cleared.spec).toMatchObject({ angle: null, lens: null });
    expect(cleared.spec.prompt).not.toMatch(/Camera angle|Lens/);
    const set = await edit(hub, pair, {
      prompt: 'a chair',
      angle: 'dutch',
      lens: '24mm-landscape',
    });
    expect(set.spec).toMatchObject({ angle: 'dutch', lens: '24mm-landscape' });
  });

  it('of nothing makes the same spec with a new seed', async () => {
    const { hub, pair, first } = await ready('a chair');
    const again = await edit(hub, pair, { prompt: 'a chair' });
    expect(again.recipeHash).toBe(first.recipeHash);
    expect(again.spec.seed).not.toBe(first.spec.seed);
  });

  it('of the words keeps the seed', async () => {
    const { hub, pair, first } = await ready('a chair');
    const { spec } = await edit(hub, pair, { prompt: 'a red chair' });
    expect(spec.seed).toBe(first.spec.seed);
  });

  it('keeps the side’s recipe, size, category and ratios, whatever the plan or the other side has', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate('a chair', aCaller(), { size: 'landscape', angle: 'overhead' });
    await hub.deliver('B');
    const { id, spec } = hub.newest(pair, 'B');
    await hub.press({ type: 'tone', generation: id, ratio: 25 });
    await hub.press({ type: 'angle', generation: id, ratio: 100 });
    await hub.press({ type: 'regenerate', generation: id });
    await hub.deliver('B');
    const staged = hub.newest(pair, 'B').id;
    // Its words alone would be of another category, with other ratios.
    const prompt = 'a cinematic dramatic bold chair, overhead, high contrast';
    const values = { prompt, angle: 'overhead' };
    await hub.press({ type: 'edit', generation: staged }, aCaller(), values);
    await hub.deliver('B');
    const edited = hub.newest(pair, 'B').spec;
    expect(edited).toMatchObject({ side: 'B', toneRatio: 25, angleRatio: 100, userPrompt: prompt });
    expect([edited.size, edited.category]).toEqual([spec.size, spec.category]);
    expect(edited.references.filter((one) => one.role === 'tone')).toHaveLength(5);
  });

  it('reads people, scene and place anew from its words', async () => {
    const { hub, pair, first } = await ready('a chair');
    expect(first.spec).toMatchObject({ scene: 'object' });
    expect(first.spec.references.map((one) => one.role)).not.toContain('person');
    const here = aPool().tones[0];
    if (here === undefined) throw new Error('the pool has no tone');
    hub.store.pool.insert(
      {
        ...here,
        id: 'here',
        key: 'refs/x/here.png',
        location: 'paris',
        category: first.spec.category,
        sha256: 'h',
      },
      { at: 0, by: { id: 'x', name: 'x' }, source: 'import' },
    );
    const { spec } = await edit(hub, pair, { prompt: 'a woman in Paris' });
    expect(spec.scene).toBe('single-subject');
    expect(spec.prompt).toContain('no other people');
    expect(spec.references.map((one) => one.role)).toContain('person');
    expect(spec.references.find((one) => one.role === 'tone')?.id).toBe('here');
  });
});

describe('a side by name', () => {
  const change = async (more: object, options: object = {}) => {
    const { hub, pair, first } = await ready('a chair', options);
    hub.studio.sideRuns.start(aCaller(), { pairId: pair, side: 'A', ...more });
    await hub.settle();
    await hub.deliver('A');
    return { first: first.spec, spec: hub.newest(pair, 'A').spec };
  };

  it.each<[object, object]>([
    [{ category: 'd(beauty)' }, { category: 'd(beauty)' }],
    [{ toneRatio: 25 }, { toneRatio: 25 }],
    [{ angleRatio: 25 }, { angleRatio: 25 }],
  ])('with %j runs with it', async (injection, made) => {
    const { spec } = await change(injection, { angle: 'overhead' });
    expect(spec).toMatchObject(made);
  });

  it('with other words keeps angle, lens and everything else', async () => {
    const { first, spec } = await change(
      { prompt: 'a red chair' },
      { angle: 'overhead', lens: '100mm-macro', category: 'Beauty', tone_ratio: 25 },
    );
    const { prompt: _p, userPrompt: _u, outputKey: _o, ...kept } = first;
    expect(spec).toMatchObject(kept);
    expect(spec.userPrompt).toBe('a red chair');
  });
});
