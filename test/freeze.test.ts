import { describe, expect, it } from 'vitest';
import { fairModel, freezePair, reseed, restage } from '../src/core/freeze.ts';
import type { Model } from '../src/core/models.ts';
import type { PairPlan } from '../src/core/spec.ts';
import { UserError } from '../src/core/user-error.ts';
import { say } from '../src/core/words.ts';
import { aDraft, aModel, aPairPlan, aPool, aRequest } from './values.ts';

const freeze = (
  request: Parameters<typeof aRequest>[0] = {},
  plan: Partial<PairPlan> = {},
  model: Partial<Model> = {},
) =>
  freezePair(
    { request: aRequest(request), plan: aPairPlan(plan), own: [] },
    aPool(),
    aModel(model),
  );

describe('what somebody asked for', () => {
  const plan = { category: 'a(natural,film)', toneRatio: 75, angleRatio: 50 } as const;

  it('goes before what the plan says', () => {
    const wished = { category: 'd(beauty)', toneRatio: 25, angleRatio: 100 } as const;
    for (const side of ['A', 'B'] as const) {
      const draft = freeze(wished, plan)[side];
      expect(draft).toMatchObject(wished);
      const tones = draft.references.filter((one) => one.role === 'tone');
      expect(tones.every((one) => one.key.includes('d(beauty)'))).toBe(true);
    }
  });

  it.each([
    [{ category: 'd(beauty)' }, { ...plan, category: 'd(beauty)' }],
    [{ toneRatio: 25 }, { ...plan, toneRatio: 25 }],
    [{ angleRatio: 100 }, { ...plan, angleRatio: 100 }],
    [{}, plan],
  ] as const)('with %j leaves the rest to the plan', (wished, has) => {
    expect(freeze(wished, plan).A).toMatchObject(has);
  });

  it('has its angle and lens on both sides', () => {
    const { A, B } = freeze({ angle: 'overhead', lens: 'portrait-85' });
    const its = { angle: 'overhead', lens: 'portrait-85' };
    expect([A, B]).toMatchObject([its, its]);
  });
});

describe('a side', () => {
  it('is frozen with all that its model says', () => {
    const size = { width: 768, height: 512 };
    const tokenPrices = { textIn: 1, imageIn: 2, textOut: 3, imageOut: 4 };
    const { A } = freeze(
      { size },
      { seed: 4_000_000_000, scene: 'group' },
      {
        id: 'vendor-1',
        provider: 'vendor',
        model: 'v1',
        costUsd: null,
        tokenPrices,
        outputType: 'image/webp',
        generationParams: { steps: 4, quality: 'low' },
        sizeParams: { '768x512': { quality: 'high' }, '512x512': { quality: 'none' } },
        maxReferenceSide: 9,
      },
    );
    expect(A).toMatchObject({
      version: 1,
      side: 'A',
      userPrompt: 'a woman walking in Seoul',
      scene: 'group',
      provider: 'vendor',
      modelId: 'vendor-1',
      model: 'v1',
      size,
      parameters: { steps: 4, quality: 'high' },
      price: { image: null, tokens: tokenPrices },
      referenceLimits: { maxSide: 9, maxBytes: null },
      seed: 4_000_000_000,
      outputType: 'image/webp',
    });
    expect(A.prompt).toContain('a woman walking in Seoul');
  });

  it('may have a prompt as long as its model reads, and no longer', () => {
    const { length } = freeze().B.prompt;
    expect(freeze({}, {}, { maxPromptChars: length }).B.prompt).toHaveLength(length);
    const refused = () => freeze({}, {}, { maxPromptChars: length - 1 });
    try {
      expect(refused()).toBe('refused');
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      expect(error.status).toBe(422);
      expect(say(error, 'en')).toContain(String(length));
      expect(say(error, 'en')).toContain('Sample');
    }
  });
});

describe('the same side again', () => {
  const spec = { ...aDraft(), outputKey: 'library/web/2026-11/g1.png' };

  it('with another seed differs in nothing else, and has no place yet', () => {
    expect(reseed(spec, 99)).toEqual({ ...aDraft(), seed: 99 });
    expect('outputKey' in reseed(spec, 99)).toBe(false);
  });

  it('with other ratios differs in those and its prompt, and has no place yet', () => {
    const staged = restage(spec, { tone: 100, angle: 25 }, aModel());
    const { prompt } = staged;
    expect(staged).toEqual({ ...aDraft(), toneRatio: 100, angleRatio: 25, prompt });
    expect(prompt).not.toBe(spec.prompt);
    expect('outputKey' in staged).toBe(false);
    const narrow = () => restage(spec, { tone: 100, angle: 25 }, aModel({ maxPromptChars: 9 }));
    expect(narrow).toThrow('prompt_too_long_for_model');
  });
});

describe('a model beside its twin', () => {
  it('takes no more references than that, and is itself in all else', () => {
    const model = aModel({ maxReferences: 14 });
    const twin = aModel({ id: 'twin', maxReferences: 3, maxPromptChars: 9 });
    expect(fairModel(model, twin)).toEqual({ ...model, maxReferences: 3 });
    expect(fairModel(twin, model)).toEqual(twin);
  });
});
