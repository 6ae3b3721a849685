import { describe, expect, it } from 'vitest';
import { freezePair } from '../src/core/freeze.ts';
import type { PairRequest } from '../src/core/pair.ts';
import { aModel, aPairPlan, aPool, aRequest } from './values.ts';

/** A plan that says otherwise than any request below. */
const plan = aPairPlan({
  category: 'a(natural,film)',
  toneRatio: 75,
  angleRatio: 50,
  intentPerson: false,
  scene: 'scene',
  seed: 7,
});

function freeze(more: Partial<PairRequest> = {}) {
  const { A, B } = freezePair({ request: aRequest(more), plan, own: [] }, aPool(), aModel());
  return [A, B];
}

describe('both sides of a pair', () => {
  it.each<[string, Partial<PairRequest>, object]>([
    ['the tone ratio', { toneRatio: 25 }, { toneRatio: 25, angleRatio: 50 }],
    ['the angle ratio', { angleRatio: 100 }, { toneRatio: 75, angleRatio: 100 }],
    ['the category', { category: 'd(beauty)' }, { category: 'd(beauty)' }],
    ['the angle', { angle: 'overhead' }, { angle: 'overhead', lens: null }],
    ['the lens', { lens: '100mm-macro' }, { angle: null, lens: '100mm-macro' }],
    ['the prompt', { prompt: 'a chair' }, { userPrompt: 'a chair' }],
    ['the size', { size: { width: 768, height: 512 } }, { size: { width: 768, height: 512 } }],
  ])('are made with %s that was asked for', (_what, asked, made) => {
    for (const side of freeze(asked)) expect(side).toMatchObject(made);
  });

  it('are made as planned where nothing is asked for', () => {
    for (const side of freeze()) {
      expect(side).toMatchObject({
        category: 'a(natural,film)',
        scene: 'scene',
        toneRatio: 75,
        angleRatio: 50,
        angle: null,
        lens: null,
        seed: 7,
      });
    }
  });

  it('tell the provider the ratios that were asked for', () => {
    for (const { prompt } of freeze({ toneRatio: 25, angleRatio: 100, angle: 'overhead' })) {
      expect(prompt).toContain('colour, tone and mood only, followed at 25 %');
      expect(prompt).toContain('looking straight down, followed at 100 %');
    }
  });

  it('take their tones from the category that was asked for', () => {
    for (const { references } of freeze({ category: 'd(beauty)' })) {
      for (const { key } of references) expect(key).toMatch(/\/d\(beauty\)\//);
    }
  });

  it('draw their tones by the pair’s seed, not by their own', () => {
    const [A, B] = freeze();
    expect(B?.references.slice(0, 3)).toEqual(A?.references);
  });
});
