import { describe, expect, it } from 'vitest';
import type { SideRun } from '../../src/core/studio/press/side-runs.ts';
import { aCaller, added, aReference } from '../values.ts';
import { Hub } from './hub.ts';

async function withImages() {
  const hub = await new Hub().start();
  const pair = await hub.pairWithImages('a woman walking', aCaller(), { angle: 'overhead' });
  const run = async (more: Partial<SideRun> = {}) => {
    hub.studio.sideRuns.start(aCaller(), { pairId: pair, side: 'A', ...more });
    await hub.settle();
  };
  return { hub, pair, run, before: hub.newest(pair, 'A').spec };
}

describe('a side run by name', () => {
  it('is the side that is named, and the other stays as it is', async () => {
    const { hub, pair, run } = await withImages();
    const a = hub.newest(pair, 'A').id;
    await run({ side: 'B' });
    expect(hub.newest(pair, 'B')).toMatchObject({ number: 2, origin: 'reroll', side: 'B' });
    expect(hub.newest(pair, 'A').id).toBe(a);
  });

  it('that failed is tried again with the same seed', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    const { seed } = hub.newest(pair, 'A').spec;
    hub.queue.fail(hub.queue.jobOf('A'), 'network');
    await hub.settle();
    hub.studio.sideRuns.start(aCaller(), { pairId: pair, side: 'A' });
    await hub.settle();
    expect(hub.newest(pair, 'A')).toMatchObject({ origin: 'retry', spec: { seed } });
  });

  it.each<[string, Partial<SideRun>, object]>([
    ['another prompt', { prompt: 'a man' }, { userPrompt: 'a man' }],
    ['another category', { category: 'd(beauty)' }, { category: 'd(beauty)' }],
    ['another tone ratio', { toneRatio: 25 }, { toneRatio: 25 }],
    ['another angle ratio', { angleRatio: 25 }, { angleRatio: 25 }],
  ])(
    'with %s has that changed, and the ratios and the prompt else kept',
    async (_what, more, now) => {
      const { hub, pair, run, before } = await withImages();
      await run(more);
      const { origin, spec } = hub.newest(pair, 'A');
      expect(origin).toBe('edit');
      const { userPrompt, category, toneRatio, angleRatio, modelId, size, lens, angle } = spec;
      const after = { userPrompt, category, toneRatio, angleRatio, modelId, size, lens, angle };
      const old = {
        userPrompt: before.userPrompt,
        category: before.category,
        toneRatio: before.toneRatio,
        angleRatio: before.angleRatio,
        modelId: before.modelId,
        size: before.size,
        lens: before.lens,
        angle: before.angle,
      };
      expect(after).toEqual({ ...old, ...now });
      expect(after).not.toEqual(old);
    },
  );

  it('with one picture under two ids is refused, and with others it uses them, as tones alone', async () => {
    const { hub, pair, run } = await withImages();
    const copy = aReference('copy', { category: 'd(beauty)', sha256: 'content of t00' });
    hub.store.pool.insert(copy, added());
    await expect(run({ references: ['t00', 'copy'] })).rejects.toMatchObject({
      status: 422,
      code: 'reference_twice',
    });
    await run({ references: ['t01', 'copy'] });
    const { references } = hub.newest(pair, 'A').spec;
    const given = references.filter(({ id }) => id === 't01' || id === 'copy');
    expect(given.map(({ role }) => role)).toEqual(['tone', 'tone']);
    expect(references.filter(({ role }) => role === 'tone')).toHaveLength(2);
  });

  it('that runs is refused, as it was or with something changed', async () => {
    const { run } = await withImages();
    await run();
    const running = { status: 409, code: 'already_running' };
    await expect(run({ prompt: 'a man' })).rejects.toMatchObject(running);
    // It has no image yet: what is left is to try it again.
    await expect(run()).rejects.toMatchObject(running);
  });

  it('of a pair that is not planned yet is not there', async () => {
    const hub = await new Hub().start();
    const input = { options: { prompt: 'a cat' }, attachments: [], requestKey: null };
    const [pair = ''] = await hub.accept(aCaller(), input);
    expect(() => hub.studio.sideRuns.start(aCaller(), { pairId: pair, side: 'A' })).toThrow(
      'not_available',
    );
  });

  it.each<[string, Partial<SideRun>, string]>([
    ['a pair that never was', { pairId: 'nothing' }, 'gone'],
    ['an empty prompt', { prompt: ' ' }, 'prompt_empty'],
    ['an unknown category', { category: 'nope' }, 'category_unknown'],
    [
      'one unknown reference among known ones',
      { references: ['t00', 'nope'] },
      'references_unknown',
    ],
    ['a person as a tone', { references: ['t00', 'p-mina'] }, 'reference_no_tone'],
    ['an angle as a tone', { references: ['an1'] }, 'reference_no_tone'],
    ['a reference twice', { references: ['t00', 't01', 't00'] }, 'reference_twice'],
  ])('with %s is refused, and nothing runs', async (_what, more, code) => {
    const { hub, pair, run } = await withImages();
    await expect(run(more)).rejects.toMatchObject({ code });
    expect(hub.view(pair).generations).toHaveLength(2);
  });
});
