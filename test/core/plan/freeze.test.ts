import { describe, expect, it } from 'vitest';
import { reseed } from '../../../src/core/plan/freeze.ts';
import type { PairRequest } from '../../../src/core/domain/pair.ts';
import { SPEC_VERSION } from '../../../src/core/domain/spec.ts';
import { UserError } from '../../../src/core/words/user-error.ts';
import { say } from '../../../src/core/words/words.ts';
import { aModel, aPairPlan, aPool, aReference, aRequest, frozen } from '../../values.ts';

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
  const { A, B } = frozen({ request: aRequest(more), plan, own: [] }, aPool(), aModel());
  return [A, B];
}

function said(work: () => unknown) {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return [error.status, say(error, 'en')];
    throw error;
  }
  throw new Error('it was accepted');
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

  it('carry all that a worker needs of the model', () => {
    const model = aModel({
      provider: 'vendor',
      model: 'v-1',
      outputType: 'image/webp',
      costUsd: 0.04,
      generationParams: { steps: 9 },
      maxReferenceSide: 1_024,
    });
    const { A } = frozen({ request: aRequest(), plan, own: [] }, aPool(), model);
    expect(A).toMatchObject({
      version: SPEC_VERSION,
      provider: 'vendor',
      modelId: 'sample-basic',
      model: 'v-1',
      outputType: 'image/webp',
      parameters: { steps: 9 },
      referenceLimits: { maxSide: 1_024, maxBytes: null },
    });
    expect(JSON.stringify(A.price)).toContain('0.04');
  });

  it('are refused when the model reads one character less than they have', () => {
    const at = (maxPromptChars: number) => () =>
      frozen({ request: aRequest(), plan, own: [] }, aPool(), aModel({ maxPromptChars }));
    const { length } = at(9_999)().B.prompt;
    expect(at(length)).not.toThrow();
    expect(said(at(length - 1))).toEqual([
      422,
      `With its directions the prompt has ${length} characters, and Sample reads at most ${length - 1}. Please shorten it.`,
    ]);
  });

  it('get tones of the place that is planned', () => {
    const here = aReference('here', { location: 'seoul' });
    const pool = aPool({ tones: [...aPool().tones, here] });
    const there = { ...plan, location: 'seoul' };
    const { A } = frozen({ request: aRequest(), plan: there, own: [] }, pool, aModel());
    expect(A.references[0]?.id).toBe('here');
  });

  it('carry each image that was attached, in order', () => {
    const own = ['a', 'b'].map((name) => {
      return {
        key: `own/${name}`,
        name,
        type: 'image/png',
        width: 1,
        height: 1,
        bytes: 1,
      } as const;
    });
    const { A } = frozen({ request: aRequest(), plan, own }, aPool(), aModel());
    expect(A.references.slice(0, 2)).toEqual([
      { role: 'own', id: null, key: 'own/a', label: 'a' },
      { role: 'own', id: null, key: 'own/b', label: 'b' },
    ]);
  });

  it('re-rolled are the same but for the seed and the place of the image', () => {
    const { A } = frozen({ request: aRequest(), plan, own: [] }, aPool(), aModel());
    expect(reseed({ ...A, outputKey: 'library/x.png' }, 99)).toEqual({ ...A, seed: 99 });
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
