import { describe, expect, it } from 'vitest';
import { choiceOf, drawRecipes, recipeOf } from '../../../src/core/domain/experiment.ts';
import { EXPERIMENTS, nextRatio, RATIOS } from '../../../src/core/domain/spec.ts';
import { aPair, aRequest } from '../../values.ts';

describe('the coin', () => {
  it.each([
    [0, 'five_tones', 'three_tones'],
    [1, 'three_tones', 'five_tones'],
    [2, 'three_tones', 'five_tones'],
    [4, 'five_tones', 'three_tones'],
    [4_294_967_295, 'five_tones', 'three_tones'],
  ])('of seed %i gives A %s and B %s', (seed, A, B) => {
    expect(drawRecipes('tones', seed)).toEqual({ A, B });
  });

  it.each([
    ['tones', 'three_tones', 'five_tones'],
    ['angles', 'angle_in_words', 'angle_from_image'],
    ['models', 'first_model', 'second_model'],
  ] as const)('gives the two recipes of %s to the two sides, either way', (name, one, other) => {
    expect(drawRecipes(name, 1)).toEqual({ A: one, B: other });
    expect(drawRecipes(name, 0)).toEqual({ A: other, B: one });
  });

  it('is fair: of 10,000 seeds about half put the first recipe on A', () => {
    const seeds = Array.from({ length: 10_000 }, (_, seed) => seed);
    const first = seeds.filter((seed) => drawRecipes('tones', seed).A === 'three_tones');
    expect(first.length).toBeGreaterThan(4_800);
    expect(first.length).toBeLessThan(5_200);
  });
});

describe('a recipe', () => {
  it.each([
    ['three_tones', { tones: 3, angle: 'text', model: 'own' }],
    ['five_tones', { tones: 5, angle: 'text', model: 'own' }],
    ['angle_in_words', { tones: 3, angle: 'text', model: 'own' }],
    ['angle_from_image', { tones: 3, angle: 'reference', model: 'own' }],
    ['first_model', { tones: 3, angle: 'text', model: 'own' }],
    ['second_model', { tones: 3, angle: 'text', model: 'versus' }],
  ] as const)('%s is the side’s that it was drawn for', (name, expected) => {
    const pair = aPair({ recipes: { A: 'five_tones', B: name } });
    expect(recipeOf(pair, 'B')).toEqual(expected);
  });
});

describe('the model of a side', () => {
  const versus = { tier: 'quality', modelId: 'fine', size: { width: 768, height: 768 } };
  const request = aRequest({ experiment: 'models', versus });
  const own = { modelId: 'sample-basic', size: { width: 512, height: 512 } };

  it('is the second one where its recipe says so, be that A or B', () => {
    const swapped = aPair({ request, recipes: { A: 'second_model', B: 'first_model' } });
    expect(choiceOf(swapped, 'A')).toEqual(versus);
    expect(choiceOf(swapped, 'B')).toMatchObject(own);
    const straight = aPair({ request, recipes: { A: 'first_model', B: 'second_model' } });
    expect(choiceOf(straight, 'A')).toMatchObject(own);
    expect(choiceOf(straight, 'B')).toEqual(versus);
  });
});

describe('the next ratio', () => {
  it('goes round: 25, 50, 75, 100, 25', () => {
    expect(RATIOS.map(nextRatio)).toEqual([50, 75, 100, 25]);
  });
});

describe('the experiments', () => {
  it('are three', () => {
    expect(EXPERIMENTS).toEqual(['tones', 'angles', 'models']);
  });
});
