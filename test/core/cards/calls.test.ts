import { describe, expect, it } from 'vitest';
import { callTexts } from '../../../src/core/cards/calls.ts';
import { aContext, aToldCall } from '../../card-values.ts';

const judge = {
  purpose: 'judge',
  modelId: 'Gemini',
  costUsd: 0.0004,
  tokens: { textIn: 200, imageIn: 100, textOut: 40, imageOut: 3 },
} as const;

const modelName = (id: string) => (id === 'sample-basic' ? 'Sample' : id);

describe('the costs in Details', () => {
  it('name nobody for the one image that they are about', () => {
    expect(callTexts([aToldCall(0.02)], aContext('en', { modelName }))).toEqual([
      'Provider cost: $0.0200',
    ]);
  });

  it('say what each call was for, by which model, when there are several images', () => {
    const rival = { ...aToldCall(null), modelId: 'Rival' };
    expect(callTexts([aToldCall(0.02), rival, judge], aContext('en', { modelName }))).toEqual([
      'Provider cost, image by Sample: $0.0200',
      'Provider cost, image by Rival: unknown',
      'Provider cost, judge by Gemini: $0.0004, 343 tokens',
    ]);
  });

  it('are in the reader’s language', () => {
    expect(callTexts([judge], aContext('ko', { modelName }))).toEqual([
      '제공자 비용(심사, Gemini): $0.0004, 토큰 343개',
    ]);
  });
});
