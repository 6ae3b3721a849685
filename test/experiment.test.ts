import { describe, expect, it } from 'vitest';
import { choiceOf, recipesOf } from '../src/core/experiment.ts';
import { type ExperimentName, EXPERIMENTS, nextRatio, RATIOS } from '../src/core/spec.ts';
import { aRequest } from './values.ts';

describe('the recipes of an experiment', () => {
  it.each<[ExperimentName, [tones: number, angle: string], [tones: number, angle: string]]>([
    ['tones', [3, 'text'], [5, 'text']],
    ['angles', [3, 'text'], [3, 'reference']],
    ['models', [3, 'text'], [3, 'text']],
  ])('%s: A has %j, B %j', (name, a, b) => {
    const [A, B] = recipesOf(name);
    expect(A).toEqual({ side: 'A', tones: a[0], angle: a[1] });
    expect(B).toEqual({ side: 'B', tones: b[0], angle: b[1] });
  });

  it('are those of three experiments', () => {
    expect(EXPERIMENTS).toEqual(['tones', 'angles', 'models']);
  });
});

describe('the model of a side', () => {
  const versus = { tier: 'quality', modelId: 'fine', size: { width: 64, height: 32 } };

  it('is the other one on B alone, where there is one', () => {
    const request = aRequest({ versus });
    expect(choiceOf(request, 'A').modelId).toBe('sample-basic');
    expect(choiceOf(request, 'B')).toEqual(versus);
    expect(choiceOf(aRequest(), 'B').modelId).toBe('sample-basic');
  });
});

describe('the next ratio', () => {
  it('goes round: 25, 50, 75, 100, 25', () => {
    expect(RATIOS.map(nextRatio)).toEqual([50, 75, 100, 25]);
  });
});
