import { describe, expect, it } from 'vitest';
import { wide, poor, ask, refusal } from './model-wishes.ts';

describe('the models experiment', () => {
  it('makes A with the model that is chosen as always, B with the other one', () => {
    expect(ask({ experiment: 'models', versus: 'quality' })).toMatchObject({
      experiment: 'models',
      tier: 'basic',
      modelId: 'sample-basic',
      versus: { tier: 'quality', modelId: 'fine-1' },
    });
  });

  it.each([
    ['a tier', 'Quality', 'fine-1'],
    ['an id', 'fine-2', 'fine-2'],
    ['a display name', ' finer ', 'fine-2'],
  ])('finds the other one by %s', (_by, versus, modelId) => {
    expect(ask({ experiment: 'models', versus }).versus?.modelId).toBe(modelId);
  });

  it('is meant by versus alone; versus says nothing when it is empty', () => {
    expect(ask({ versus: 'quality' }).experiment).toBe('models');
    expect(ask({ versus: ' ' })).toMatchObject({ experiment: 'tones' });
    expect(ask({})).not.toHaveProperty('versus');
  });

  it('without versus compares with the next of its tier, else with the first of another', () => {
    const within = ask({ experiment: 'models', tier: 'quality' });
    expect([within.modelId, within.versus?.modelId]).toEqual(['fine-1', 'fine-2']);
    const across = ask({ experiment: 'models' });
    expect([across.modelId, across.versus?.modelId]).toEqual(['sample-basic', 'fine-1']);
  });

  it('with the tier of A finds another of that tier', () => {
    expect(ask({ tier: 'quality', versus: 'quality' }).versus?.modelId).toBe('fine-2');
  });

  it('takes a size by name from each model, an exact one for both', () => {
    const named = ask({ versus: 'fine-1', size: 'landscape' });
    expect([named.size, named.versus?.size]).toEqual([{ width: 768, height: 512 }, wide]);
    const exact = ask({ versus: 'fine-2', size: '768x512' });
    expect(exact.versus?.size).toEqual(exact.size);
  });

  it.each<[object, number, string]>([
    [
      { experiment: 'tones', versus: 'quality' },
      422,
      'versus compares two models, which experiment:tones does not: leave one of them out.',
    ],
    [
      { experiment: 'x', versus: 'quality' },
      422,
      'no experiment “x”. Known: tones, angles, models',
    ],
    [
      { versus: 'gold' },
      422,
      'no tier and no model “gold”. Compare with: Fine (quality), Finer (quality).',
    ],
    [
      { versus: 'sample' },
      422,
      'One side is made with Sample already. Compare it with: Fine (qual',
    ],
    [{ versus: 'basic' }, 422, 'One side is made with Sample already. Compare it with: Fine (qual'],
    [{ versus: 'Old' }, 422, '“Old” is not offered any more. Compare with its successor: Finer.'],
    [{ versus: 'off-1' }, 422, '“off-1” is not active just now. Compare with: Fine (quality), Fin'],
    [{ versus: 'Ended' }, 422, '“Ended” is not offered any more. Compare with: Fine (quality), '],
    [{ versus: 'antique' }, 422, '“antique” is not offered any more. Compare with: Fine (quality)'],
    [
      { tier: 'quality', versus: 'old-1', size: 'square' },
      422,
      'Compare with its successor: Finer.',
    ],
    [{ versus: 'premium' }, 403, 'plan does not include “premium”. Compare with: Fine (quality), '],
    [{ versus: 'Grand' }, 403, 'Your plan does not include “Grand”. Compare with: Fine (quality)'],
    [{ tier: 'gold', versus: 'quality' }, 422, 'There is no tier “gold”. Available: basic, qual'],
    [
      { versus: 'fine-1', size: '768x512' },
      422,
      'Fine does not make 768x512 pictures. It takes: square, landscape, portrait, 1536x1536, 13',
    ],
    [
      { versus: 'fine-1', size: '1536x1536' },
      422,
      'Sample does not make 1536x1536 pictures. It takes: square, landscape, portrait, 512x512',
    ],
  ])('with %j is refused (%i) and told what would do', (options, status, text) => {
    const refused = refusal({ experiment: 'models', ...options });
    expect(refused.status).toBe(status);
    expect(refused.text).toContain(text);
  });

  it.each([{}, { versus: 'quality' }, { versus: 'nothing' }])(
    'with %j is refused to who may use one model only',
    (options) => {
      expect(refusal({ experiment: 'models', ...options }, poor)).toEqual({
        status: 422,
        text: 'There is only one model you may use, Sample, so there is none to compare it with: try experiment:tones or experiment:angles.',
      });
    },
  );
});
