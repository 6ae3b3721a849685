import { describe, expect, it } from 'vitest';
import type { Model } from '../../../src/core/domain/model.ts';
import { hasNationality } from '../../../src/core/plan/nationalities.ts';
import { isRaced, raced, rivalDraft, rivalsOf } from '../../../src/core/plan/race.ts';
import { aDraft, aModel } from '../../values.ts';

describe('a word for a nation', () => {
  it.each([
    'a Korean woman walking',
    'KOREAN STREET FOOD',
    'two japanese boys',
    'an african american nurse',
    'a Polish sailor',
    '한국인 여자',
    '한국의 할머니',
    '일본 여성과 고양이',
    'portrait of a Sri Lankan tea picker',
  ])('is in %j', (prompt) => expect(hasNationality(prompt)).toBe(true));

  it.each([
    'a woman walking',
    'he will polish the table',
    'a thaiger',
    'koreanness',
    '독일제국주의',
    '인도교 위의 고양이',
    'the finnishing touch',
    'Seoul at night',
  ])('is not in %j', (prompt) => expect(hasNationality(prompt)).toBe(false));
});

const model = (id: string, more: Partial<Model> = {}) =>
  aModel({ id, displayName: id, model: id, provider: 'gemini', active: true, ...more });
const offer = (models: readonly Model[], tiers = ['basic', 'quality']) => ({
  models: [...models],
  plan: { name: 'default', tiers, dailyQuota: 10 },
  served: ['openai', 'gemini', 'runware'],
});

describe('the models of a race', () => {
  const asked = model('asked', { provider: 'openai', tier: 'basic', isDefault: true });

  it('are of other vendors first, then of the same tier, two at most', () => {
    const all = [
      asked,
      model('own', { provider: 'openai', tier: 'basic', rank: 1 }),
      model('far-quality', { tier: 'quality', rank: 2 }),
      model('far-basic', { tier: 'basic', rank: 3 }),
      model('third', { provider: 'runware', tier: 'basic', rank: 4 }),
    ];
    expect(rivalsOf(asked, offer(all)).map(({ id }) => id)).toEqual(['far-basic', 'third']);
  });

  it('are never samples beside a vendor’s model, nor vendors’ beside a sample', () => {
    const served = ['openai', 'gemini', 'sample'];
    const samples = [
      model('s1', { provider: 'sample', tier: 'draft' }),
      model('s2', { provider: 'sample', tier: 'sketch' }),
    ];
    const all = {
      ...offer([asked, model('far'), ...samples], ['basic', 'draft', 'sketch']),
      served,
    };
    const names = (one: Model | undefined) => one && rivalsOf(one, all).map(({ id }) => id);
    expect(names(asked)).toEqual(['far']);
    expect(names(samples[0])).toEqual(['s2']);
  });

  it('are in the plan, active and served', () => {
    const all = [
      asked,
      model('premium', { tier: 'premium' }),
      model('off', { active: false, tier: 'basic' }),
      model('unserved', { provider: 'elsewhere', tier: 'basic' }),
    ];
    expect(rivalsOf(asked, offer(all))).toEqual([]);
  });

  it('do not race in the experiment that compares two', () => {
    expect(isRaced('a Korean woman', 'tones')).toBe(true);
    expect(isRaced('a Korean woman', 'angles')).toBe(true);
    expect(isRaced('a Korean woman', 'models')).toBe(false);
    expect(isRaced('a woman', 'tones')).toBe(false);
  });
});

describe('the spec of another model', () => {
  const draft = aDraft('A');

  it('has its names, price and parameters, and no more references than it takes', () => {
    const other = model('other', { maxReferences: 1, costUsd: 0.5, generationParams: { q: 1 } });
    const rival = rivalDraft(draft, other);
    expect(rival).toMatchObject({
      provider: 'gemini',
      modelId: 'other',
      parameters: { q: 1 },
      price: { image: 0.5 },
      userPrompt: draft.userPrompt,
      seed: draft.seed,
    });
    expect(rival?.references).toHaveLength(1);
  });

  it('has the same size, or else the size of the same shape', () => {
    const wide = { ...draft, size: { width: 1_600, height: 900 } };
    const size = { width: 2_000, height: 1_000 };
    const other = model('other', { validSizes: [size], landscapeSize: size });
    expect(rivalDraft(wide, other)?.size).toEqual(size);
  });

  it('is none when it cannot read the prompt, and it does not race then', () => {
    const short = model('short', { maxPromptChars: 5 });
    expect(rivalDraft(draft, short)).toBeUndefined();
    expect(raced(draft, [short]).race).toBeUndefined();
    expect(raced(draft, [short, model('long')]).race).toEqual([draft.modelId, 'long']);
    expect(raced({ ...draft, race: ['a', 'b'] }, []).race).toBeUndefined();
  });
});
