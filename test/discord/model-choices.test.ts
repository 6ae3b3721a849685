import { describe, expect, it } from 'vitest';
import {
  modelChoices,
  sizeChoices,
  tierChoices,
  versusChoices,
} from '../../src/bots/discord/model-choices.ts';
import type { ModelOffer } from '../../src/core/plan/model-offer.ts';
import { aModel, aPlan } from '../values.ts';
import { fine, other } from '../core/plan/model-wishes.ts';

/** Two models of a tier, one of another, one that the plan lacks, one without a key. */
const offer: ModelOffer = {
  models: [
    other('fine-2', 'Finer', 'quality', { rank: 3 }),
    aModel({ rank: 9 }),
    { ...fine, rank: 2 },
    other('plain-1', 'Plain', 'basic', { rank: 1 }),
    other('grand-1', 'Grand', 'premium', { rank: 0 }),
    other('keyless-1', 'Keyless', 'quality', { rank: 0, provider: 'openai' }),
    other('old-1', 'Old', 'quality', { rank: 0, active: false }),
  ],
  plan: aPlan({ tiers: ['basic', 'quality'] }),
  served: ['sample'],
};
const values = (choices: readonly { readonly value: string }[]) =>
  choices.map(({ value }) => value);

describe('what one can choose from', () => {
  it('tiers: those of the plan, with the models they may stand for', () => {
    expect(tierChoices(offer)).toEqual([
      { name: 'basic · Sample, Plain', value: 'basic' },
      { name: 'quality · Fine, Finer', value: 'quality' },
    ]);
  });

  it('models: those of the plan, the default’s tier first', () => {
    expect(modelChoices(offer, {})).toEqual([
      { name: 'Sample · basic', value: 'sample-basic' },
      { name: 'Plain · basic', value: 'plain-1' },
      { name: 'Fine · quality', value: 'fine-1' },
      { name: 'Finer · quality', value: 'fine-2' },
    ]);
  });

  it('models of the tier that was chosen before', () => {
    expect(values(modelChoices(offer, { tier: 'Quality' }))).toEqual(['fine-1', 'fine-2']);
    expect(modelChoices(offer, { tier: 'premium' })).toEqual([]);
  });

  it('models to compare with: all but side A’s own', () => {
    expect(values(versusChoices(offer, {}))).toEqual(['plain-1', 'fine-1', 'fine-2']);
    expect(values(versusChoices(offer, { tier: 'quality' }))).toEqual([
      'sample-basic',
      'plain-1',
      'fine-2',
    ]);
    expect(values(versusChoices(offer, { model: 'finer' }))).toEqual([
      'sample-basic',
      'plain-1',
      'fine-1',
    ]);
  });

  it('sizes: three by name, then exactly, of the model that is meant', () => {
    expect(sizeChoices('en', offer, { model: 'fine-1' })).toEqual([
      { name: 'square · 1536x1536', value: 'square' },
      { name: 'landscape · 1344x896', value: 'landscape' },
      { name: 'portrait · 1536x1536', value: 'portrait' },
      { name: '1536x1536', value: '1536x1536' },
      { name: '1344x896', value: '1344x896' },
    ]);
    expect(values(sizeChoices('en', offer, {})).slice(3)).toEqual([
      '512x512',
      '768x512',
      '512x768',
    ]);
  });

  it('sizes of the first model where what was named is none, and none without a model', () => {
    expect(values(sizeChoices('en', offer, { model: 'nothing' })).at(3)).toBe('512x512');
    expect(sizeChoices('en', { ...offer, served: [] }, {})).toEqual([]);
  });
});
