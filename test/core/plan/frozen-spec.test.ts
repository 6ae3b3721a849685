import { describe, expect, it } from 'vitest';
import { fairModel } from '../../../src/core/plan/freeze.ts';
import type { Model } from '../../../src/core/domain/model.ts';
import type { PairPlan } from '../../../src/core/domain/spec.ts';
import { aModel, aPairPlan, aPool, aRequest, frozen } from '../../values.ts';

const freeze = (
  request: Parameters<typeof aRequest>[0] = {},
  plan: Partial<PairPlan> = {},
  model: Partial<Model> = {},
) => frozen({ request: aRequest(request), plan: aPairPlan(plan), own: [] }, aPool(), aModel(model));

describe('what somebody asked for', () => {
  const plan = { category: 'a(natural,film)', toneRatio: 75, angleRatio: 50 } as const;

  it.each([
    [{ category: 'd(beauty)' }, { ...plan, category: 'd(beauty)' }],
    [{ toneRatio: 25 }, { ...plan, toneRatio: 25 }],
    [{ angleRatio: 100 }, { ...plan, angleRatio: 100 }],
    [{}, plan],
  ] as const)('with %j leaves the rest to the plan', (wished, has) => {
    expect(freeze(wished, plan).A).toMatchObject(has);
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
});

describe('a model beside its twin', () => {
  it('takes no more references than that, and is itself in all else', () => {
    const model = aModel({ maxReferences: 14 });
    const twin = aModel({ id: 'twin', maxReferences: 3, maxPromptChars: 9 });
    expect(fairModel(model, twin)).toEqual({ ...model, maxReferences: 3 });
    expect(fairModel(twin, model)).toEqual(twin);
  });
});
