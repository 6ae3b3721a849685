import { describe, expect, it } from 'vitest';
import { recipeText } from '../../../src/core/domain/recipe.ts';
import type { UsedReference } from '../../../src/core/domain/reference.ts';
import type { SpecDraft } from '../../../src/core/domain/spec.ts';
import { recipeHash } from '../../../src/core/studio/run/new-generation.ts';
import { sha256Hex } from '../../../src/digest.ts';

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
