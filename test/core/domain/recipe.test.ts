import { describe, expect, it } from 'vitest';
import { recipeText, sameRecipe, shapingRatios } from '../../../src/core/domain/recipe.ts';
import type { UsedReference } from '../../../src/core/domain/reference.ts';
import type { SpecDraft } from '../../../src/core/domain/spec.ts';
import { recipeHash } from '../../../src/core/studio/run/new-generation.ts';
import { sha256Hex } from '../../../src/digest.ts';
import { aGeneration } from '../../values.ts';

const tone = (n: number): UsedReference => ({
  role: 'tone',
  id: `t${n}`,
  key: `refs/t${n}.png`,
  label: `tone ${n}`,
});
const [one, two, three] = [tone(1), tone(2), tone(3)] as const;

const DRAFT: SpecDraft = {
  version: 1,
  side: 'A',
  userPrompt: 'a cat',
  prompt: 'a cat, in these tones',
  references: [one, two, three],
  category: 'a(natural,film)',
  scene: 'object',
  toneRatio: 75,
  angleRatio: 50,
  angle: null,
  lens: null,
  provider: 'vendor',
  modelId: 'vendor-1',
  model: 'v1',
  size: { width: 512, height: 768 },
  parameters: { steps: 4, style: { name: 'plain', weight: 1 } },
  price: { image: 0.04, tokens: null },
  referenceLimits: { maxSide: 2_048, maxBytes: null },
  seed: 7,
  outputType: 'image/png',
};

const hash = (more: Partial<SpecDraft> = {}) => recipeHash({ ...DRAFT, ...more }, sha256Hex);

describe('the recipe’s hash', () => {
  it.each<[string, Partial<SpecDraft>]>([
    ['the prompt', { prompt: 'a cat, in those tones' }],
    ['the first reference', { references: [tone(9), two, three] }],
    ['the second reference', { references: [one, tone(9), three] }],
    ['the last reference', { references: [one, two, tone(9)] }],
    ['one reference fewer', { references: [one, two] }],
    ['one reference more', { references: [one, two, three, tone(4)] }],
    ['the order of references', { references: [two, one, three] }],
    ['what a reference is for', { references: [{ ...one, role: 'angle' }, two, three] }],
    ['the tone ratio', { toneRatio: 50 }],
    ['the angle ratio', { angleRatio: 75 }],
    ['the model', { modelId: 'vendor-2' }],
    ['the width', { size: { width: 513, height: 768 } }],
    ['the height', { size: { width: 512, height: 769 } }],
    ['width and height the other way round', { size: { width: 768, height: 512 } }],
    ['a parameter', { parameters: { steps: 5, style: { name: 'plain', weight: 1 } } }],
    ['an inner parameter', { parameters: { steps: 4, style: { name: 'plain', weight: 2 } } }],
    ['a parameter’s name', { parameters: { turns: 4, style: { name: 'plain', weight: 1 } } }],
    ['a parameter more', { parameters: { ...DRAFT.parameters, extra: null } }],
    ['no parameters', { parameters: {} }],
  ])('changes with %s', (_what, more) => {
    expect(hash(more)).not.toBe(hash());
  });

  it('tells a ratio of the tone from the same of the angle', () => {
    expect(hash({ toneRatio: 50, angleRatio: 75 })).not.toBe(hash());
  });

  it.each<[string, Partial<SpecDraft>]>([
    ['the seed', { seed: 8 }],
    ['the side', { side: 'B' }],
    ['the price', { price: { image: 1, tokens: null } }],
    ['what references are made to fit into', { referenceLimits: { maxSide: 9, maxBytes: 9 } }],
    ['what a reference is called', { references: [{ ...one, label: 'renamed' }, two, three] }],
    ['the order of parameters', { parameters: { style: { weight: 1, name: 'plain' }, steps: 4 } }],
  ])('stays the same with another %s', (_what, more) => {
    expect(hash(more)).toBe(hash());
  });

  it('keeps the order of a list among the parameters', () => {
    const list = (items: unknown) => hash({ parameters: { items } });
    expect(list(['b', 'a'])).not.toBe(list(['a', 'b']));
    expect(list(['a'])).not.toBe(list({ 0: 'a' }));
    expect(list([{ x: 1, y: 2 }])).toBe(list([{ y: 2, x: 1 }]));
  });

  it('is the digest of the recipe’s text', () => {
    expect(recipeHash(DRAFT, (text) => `digest of ${String(text)}`)).toBe(
      `digest of ${recipeText(DRAFT)}`,
    );
  });
});

const angleImage: UsedReference = { role: 'angle', id: 'an', key: 'refs/an.png', label: 'low' };

describe('a ratio shapes an image', () => {
  it.each<[string, Partial<SpecDraft>, boolean, boolean]>([
    ['with tones and no angle', {}, true, false],
    ['with tones and an angle in words', { angle: 'overhead' }, true, true],
    ['with tones and an angle from an image', { references: [one, angleImage] }, true, true],
    ['with an angle from an image alone', { references: [angleImage] }, false, true],
    ['with an angle in words alone', { references: [], angle: 'overhead' }, false, true],
    ['with a person alone', { references: [{ ...one, role: 'person' }] }, false, false],
    ['with nothing, but a lens', { references: [], lens: '85mm-portrait' }, false, false],
  ])('%s', (_with, more, byTone, byAngle) => {
    expect(shapingRatios({ ...DRAFT, ...more })).toEqual({ tone: byTone, angle: byAngle });
  });
});

describe('two specs are of one recipe', () => {
  it.each<[string, Partial<SpecDraft>, Partial<SpecDraft>, boolean]>([
    ['though an idle angle ratio differs', {}, { angleRatio: 75 }, true],
    ['though an idle tone ratio differs', { references: [] }, { toneRatio: 25 }, true],
    ['though the seed differs', {}, { seed: 9 }, true],
    ['unless the tone ratio differs', {}, { toneRatio: 25 }, false],
    ['unless the ratio of an angle differs', { angle: 'dutch' }, { angleRatio: 75 }, false],
    ['unless the prompt differs', {}, { prompt: 'a dog' }, false],
  ])('%s', (_though, both, other, same) => {
    const draft = { ...DRAFT, ...both };
    expect(sameRecipe(draft, { ...draft, ...other })).toBe(same);
  });
});

describe('the recipe’s hash of a side with earlier images', () => {
  const earlier = (id: string, more: Partial<SpecDraft>, deliveredAt: number | null) =>
    aGeneration(id, {
      spec: { ...DRAFT, outputKey: `${id}.png`, ...more },
      recipeHash: `hash of ${id}`,
      deliveredAt,
    });
  const from = (...generations: ReturnType<typeof earlier>[]) =>
    recipeHash(DRAFT, sha256Hex, generations);

  it('is the one that the same image has been charged under', () => {
    const idle = earlier('idle', { angleRatio: 75 }, 5);
    const other = earlier('other', { toneRatio: 25 }, 6);
    expect(from(other, idle)).toBe('hash of idle');
    expect(from(earlier('failed', { angleRatio: 100 }, null), idle)).toBe('hash of idle');
  });

  it('is its own when that has been charged too, as an older version did', () => {
    const own = { ...earlier('own', {}, 7), recipeHash: hash() };
    expect(from(earlier('idle', { angleRatio: 75 }, 5), own)).toBe(hash());
  });

  it('is the one of a run that has not been charged yet', () => {
    expect(from(earlier('live', { angleRatio: 75 }, null))).toBe('hash of live');
    const own = { ...earlier('own', {}, null), recipeHash: hash() };
    expect(from(earlier('live', { angleRatio: 75 }, null), own)).toBe(hash());
  });

  it('is its own when nothing before asked for the same', () => {
    expect(from(earlier('other', { toneRatio: 25 }, 5))).toBe(hash());
    expect(from()).toBe(hash());
  });
});
