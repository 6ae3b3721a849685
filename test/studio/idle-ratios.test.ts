import { describe, expect, it } from 'vitest';
import type { Ratio } from '../../src/core/domain/spec.ts';
import type { SideRun } from '../../src/core/studio/press/side-runs.ts';
import { aCaller, aPool } from '../values.ts';
import { Hub } from './hub.ts';

/** Two images without an angle, or with what the request says. */
async function withImages(more: object = {}) {
  const hub = await new Hub().start();
  const pair = await hub.pairWithImages('a chair', aCaller(), more);
  const a = hub.newest(pair, 'A');
  const spent = () => hub.studio.galleries.credits(aCaller()).credits.lifetime;
  /** As a version did that had a button for every ratio. */
  const stagedBefore = (ratios: { tone?: Ratio; angle?: Ratio }) =>
    hub.store.generations.stage(a.id, ratios);
  const edit = async (values: object) => {
    const { id } = hub.newest(pair, 'A');
    await hub.press({ type: 'edit', generation: id }, aCaller(), values);
    await hub.deliver('A');
    return hub.newest(pair, 'A');
  };
  return { hub, pair, a, spent, stagedBefore, edit };
}

/** The same from a pool without tones. */
async function withoutTones() {
  const hub = await new Hub().start();
  for (const { id } of aPool().tones) hub.store.pool.remove(id, aCaller().person, 1);
  const pair = await hub.pairWithImages('a chair');
  return { hub, pair, a: hub.newest(pair, 'A') };
}

describe('a ratio that does not shape the image', () => {
  it('has no button, and no place in the heading', async () => {
    const { hub, a } = await withImages();
    expect(hub.labels(a.id).filter((one) => /Tone|Angle/.test(one))).toEqual(['Tone 100 %']);
    expect(hub.text(a.id)).not.toContain('angle');
    const bare = await withoutTones();
    expect(bare.hub.labels(bare.a.id).filter((one) => /Tone|Angle/.test(one))).toEqual([]);
  });

  it('is refused when an old message’s button is pressed: nothing is staged, run or charged', async () => {
    const { hub, pair, a, spent } = await withImages();
    const angle = hub.press({ type: 'angle', generation: a.id, ratio: 25 });
    await expect(angle).rejects.toMatchObject({ status: 409, code: 'angle_shapes_nothing' });
    expect(hub.newest(pair, 'A')).toEqual(a);
    expect([hub.view(pair).generations.length, spent()]).toEqual([2, 2]);
    const bare = await withoutTones();
    const tone = bare.hub.press({ type: 'tone', generation: bare.a.id, ratio: 25 });
    await expect(tone).rejects.toMatchObject({ status: 409, code: 'tone_shapes_nothing' });
    expect(bare.hub.newest(bare.pair, 'A')).toEqual(bare.a);
  });

  it('that was staged before is nothing to regenerate', async () => {
    const { hub, pair, a, stagedBefore } = await withImages();
    stagedBefore({ angle: 25 });
    const press = hub.press({ type: 'regenerate', generation: a.id });
    await expect(press).rejects.toMatchObject({ code: 'angle_shapes_nothing' });
    expect(hub.view(pair).generations).toHaveLength(2);
    const bare = await withoutTones();
    bare.hub.store.generations.stage(bare.a.id, { tone: 25 });
    const other = bare.hub.press({ type: 'regenerate', generation: bare.a.id });
    await expect(other).rejects.toMatchObject({ code: 'tone_shapes_nothing' });
  });

  it('that was staged before is kept, and makes no difference, when the other one is run', async () => {
    const { hub, pair, a, stagedBefore, spent } = await withImages();
    stagedBefore({ angle: 25, tone: 25 });
    await hub.press({ type: 'regenerate', generation: a.id });
    const { spec, staged } = hub.newest(pair, 'A');
    expect([spec.toneRatio, spec.angleRatio]).toEqual([25, 25]);
    expect(staged).toEqual({ tone: 25, angle: 25 });
    await hub.deliver('A');
    await hub.press({
      type: 'tone',
      generation: hub.newest(pair, 'A').id,
      ratio: a.spec.toneRatio,
    });
    await hub.press({ type: 'regenerate', generation: hub.newest(pair, 'A').id });
    await hub.deliver('A');
    expect([hub.newest(pair, 'A').recipeHash, spent()]).toEqual([a.recipeHash, 3]);
  });

  it('is no second charge after an angle came and went', async () => {
    const { hub, pair, a, spent, edit } = await withImages();
    const angled = await edit({ prompt: 'a chair', angle: 'overhead' });
    expect(spent()).toBe(3);
    await hub.press({ type: 'angle', generation: angled.id, ratio: 25 });
    await hub.press({ type: 'regenerate', generation: angled.id });
    await hub.deliver('A');
    expect([hub.newest(pair, 'A').spec.angleRatio, spent()]).toEqual([25, 4]);
    const back = await edit({ prompt: 'a chair', angle: '' });
    expect(back.spec).toMatchObject({ prompt: a.spec.prompt, angle: null, angleRatio: 25 });
    expect([back.recipeHash, spent()]).toEqual([a.recipeHash, 4]);
    // The same seed would make the very same image.
    expect(back.spec.seed).not.toBe(a.spec.seed);
    expect(hub.labels(back.id)).toContain('Re-roll');
  });

  it('counts with the runs of its image: the sixth is refused', async () => {
    const { hub, pair, edit } = await withImages();
    for (const angleRatio of [25, 50, 75, 100] as const) {
      hub.studio.sideRuns.start(aCaller(), {
        pairId: pair,
        side: 'A',
        prompt: 'a chair',
        angleRatio,
      });
      await hub.settle();
      await hub.deliver('A');
    }
    expect(hub.newest(pair, 'A').number).toBe(5);
    await expect(edit({ prompt: 'a chair' })).rejects.toMatchObject({ code: 'runs_used' });
  });
});

describe('a ratio that is staged back to what an earlier image had', () => {
  it('costs nothing, and is not the same image again', async () => {
    const { hub, pair, a, spent } = await withImages();
    await hub.press({ type: 'tone', generation: a.id, ratio: 25 });
    await hub.press({ type: 'regenerate', generation: a.id });
    await hub.deliver('A');
    const second = hub.newest(pair, 'A');
    expect([second.spec.seed, spent()]).toEqual([a.spec.seed, 3]);
    await hub.press({ type: 'tone', generation: second.id, ratio: a.spec.toneRatio });
    await hub.press({ type: 'regenerate', generation: second.id });
    await hub.deliver('A');
    const third = hub.newest(pair, 'A');
    expect([third.recipeHash, spent()]).toEqual([a.recipeHash, 3]);
    expect(third.spec.seed).not.toBe(a.spec.seed);
  });
});

describe('a side run by a program', () => {
  const run = async (more: Partial<SideRun>, options: object = {}) => {
    const { hub, pair, spent } = await withImages(options);
    hub.studio.sideRuns.start(aCaller(), { pairId: pair, side: 'A', ...more });
    await hub.settle();
    await hub.deliver('A');
    return { ...hub.newest(pair, 'A').spec, spent: spent() };
  };

  it.each<[string, Partial<SideRun>, string]>([
    ['an angle ratio without an angle', { angleRatio: 25 }, 'angle_shapes_nothing'],
    ['its own angle ratio', { angleRatio: 100 }, 'angle_shapes_nothing'],
  ])('with %s alone is refused, and nothing runs', async (_with, more, code) => {
    await expect(run(more)).rejects.toMatchObject({ status: 409, code });
  });

  it('with a tone ratio alone is refused where there are no tones', async () => {
    const { hub, pair } = await withoutTones();
    const start = () =>
      hub.studio.sideRuns.start(aCaller(), { pairId: pair, side: 'A', toneRatio: 25 });
    expect(start).toThrow('tone_shapes_nothing');
    expect(hub.view(pair).generations).toHaveLength(2);
  });

  it('with it beside something else runs that', async () => {
    expect(await run({ angleRatio: 25, toneRatio: 25 })).toMatchObject({ toneRatio: 25, spent: 3 });
    expect(await run({ angleRatio: 25, prompt: 'a red chair' })).toMatchObject({
      userPrompt: 'a red chair',
      spent: 3,
    });
  });

  it('with an angle ratio runs where there is an angle', async () => {
    const more = { angleRatio: 25 } as const;
    expect(await run(more, { angle: 'overhead' })).toMatchObject({ angleRatio: 25, spent: 3 });
    const images = { experiment: 'angles' };
    const { hub, pair } = await withImages(images);
    const side = hub.newest(pair, 'A').spec.references.some((one) => one.role === 'angle')
      ? 'A'
      : 'B';
    hub.studio.sideRuns.start(aCaller(), { pairId: pair, side, angleRatio: 25 });
    await hub.settle();
    expect(hub.newest(pair, side).spec.angleRatio).toBe(25);
  });
});

it('a request may name an angle ratio without an angle: it is for an angle that comes later', async () => {
  const { hub, a, edit } = await withImages({ angle_ratio: 25 });
  expect([a.spec.angleRatio, hub.labels(a.id).includes('Angle 25 %')]).toEqual([25, false]);
  const angled = await edit({ prompt: 'a chair', angle: 'overhead' });
  expect(angled.spec.prompt).toContain('followed at 25 %');
  expect(hub.labels(angled.id)).toContain('Angle 25 %');
});
