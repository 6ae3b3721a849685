import { describe, expect, it } from 'vitest';
import { modelsCard } from '../../../src/core/cards/models.ts';
import type { Model } from '../../../src/core/domain/model.ts';
import { aModel, aPlan } from '../../values.ts';

const other = (id: string, more: Partial<Model> = {}) =>
  aModel({ id, displayName: id, isDefault: false, ...more });
const card = (models: readonly Model[], more: object = {}, resting = '') =>
  modelsCard(
    { models, plan: aPlan(), served: ['sample', 'vendor'], ...more },
    ({ provider }) => provider === resting,
    'en',
  );
const sizes = '512x512, 768x512, 512x768';

describe('the card of models', () => {
  it('shows the plan, how to choose, and each model', () => {
    expect(card([aModel()])).toEqual({
      kind: 'private',
      heading: 'Models',
      lines: [
        { text: 'You can use: basic. Your plan has 100 images a day.' },
        { text: 'Choose with model:"Sample" or tier:basic.' },
        {
          text: `basic: Sample · default · what tier:basic makes · paints samples · ${sizes}`,
        },
      ],
      badges: [],
      rows: [],
    });
  });

  it('counts one image a day as one', () => {
    const plan = aPlan({ dailyQuota: 1 });
    expect(card([aModel()], { plan }).lines[0]?.text).toContain('Your plan has 1 image a day.');
  });

  it.each<[string, Partial<Model>, string, string]>([
    ['takes no references', { maxReferences: 0 }, '', ' · takes no references'],
    ['takes one reference', { maxReferences: 1 }, '', ''],
    ['rests', {}, 'sample', ' · resting just now'],
    ['rests at another vendor', {}, 'vendor', ''],
  ])('says of one that %s', (_that, more, resting, said) => {
    const line = card([aModel(more)], {}, resting).lines.at(-1)?.text;
    expect(line).toBe(
      `basic: Sample · default · what tier:basic makes · paints samples · ${sizes}${said}`,
    );
  });

  it('names each size once, and counts those without a name', () => {
    const [square, wide, odd] = [1, 2, 3].map((n) => ({ width: n * 100, height: 100 }));
    if (square === undefined || wide === undefined || odd === undefined) throw new Error('none');
    const named = { squareSize: square, landscapeSize: wide, portraitSize: square };
    const line = (validSizes: readonly (typeof square)[]) =>
      card([aModel({ ...named, validSizes: [...validSizes] })]).lines.at(-1)?.text;
    expect(line([square, wide])).toMatch(/ · 100x100, 200x100$/);
    expect(line([square, wide, odd])).toMatch(/ · 100x100, 200x100 and 1 more size$/);
  });

  it('shows twenty at most, and says how many more there are', () => {
    const models = (count: number) => [
      aModel(),
      ...Array.from({ length: count - 1 }, (_, n) => other(`m${n}`)),
    ];
    const lines = card(models(23)).lines.map(({ text }) => text);
    expect(lines).toHaveLength(23);
    expect(lines.at(-1)).toBe('… and 3 more');
    expect(card(models(20)).lines).toHaveLength(22);
    expect(card(models(20)).lines.at(-1)?.text).toContain('m18');
  });

  it('says so when nothing of the plan works, and lists what others may use', () => {
    const lines = card([aModel()], { plan: aPlan({ tiers: ['gold'] }) }).lines;
    expect(lines.map(({ text }) => text)).toEqual([
      'Nothing of your plan works here just now: please tell an admin.',
      `basic: Sample · default · paints samples · not in your plan · ${sizes}`,
    ]);
  });
});
