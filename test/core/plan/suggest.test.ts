import { describe, expect, it } from 'vitest';
import type { Locale } from '../../../src/core/domain/person.ts';
import type { PoolTarget } from '../../../src/core/domain/pool.ts';
import type { ModelWish } from '../../../src/core/plan/model-choice.ts';
import { suggest } from '../../../src/core/plan/suggest.ts';
import { aModel } from '../../values.ts';
import { offer, other } from './model-wishes.ts';

const target = (
  kind: 'tone' | 'model',
  slug: string,
  displayName: string,
  references = 1,
): PoolTarget => ({ kind, slug, displayName, references, promotions: 0 });
/** As the pool lists them: the most promoted to first. */
const targets: readonly PoolTarget[] = [
  target('model', 'jun-ho', 'Jun Ho'),
  target('tone', 'a(natural,film)', 'Natural film'),
  target('model', 'mina', 'Mina'),
  target('model', 'nobody', 'Nobody yet', 0),
  target('tone', 'half', '1/2 tone'),
  target('model', 'rex', 'The "Rex"'),
  target('model', 'lex', 'The “Lex”'),
  target('model', 'jr', 'Jr.'),
  target('model', 't-hart', '’tHart'),
];

interface Asked extends ModelWish {
  readonly locale?: Locale;
  readonly models?: typeof offer.models;
}

function suggested(option: string, typed: string, asked: Asked = {}) {
  const { locale = 'en', models = offer.models, ...wish } = asked;
  const pool = { targets: () => targets };
  return suggest(option, typed, { offer: { ...offer, models }, pool, wish, locale });
}
const values = (...asked: Parameters<typeof suggested>) =>
  suggested(...asked).map((one) => one.value);
const labels = (...asked: Parameters<typeof suggested>) =>
  suggested(...asked).map((one) => one.label);

describe('what is suggested for', () => {
  it.each<[string, string, readonly string[]]>([
    ['angle', 'overh', ['overhead']],
    ['lens', '85', ['85mm-portrait']],
    ['tier', '', ['basic', 'quality']],
    ['tier', 'FINER', ['quality']],
    ['model', '', ['sample-basic', 'fine-1', 'fine-2']],
    ['model', 'quality', ['fine-1', 'fine-2']],
    ['size', 'por', ['portrait']],
    ['size', '', ['square', 'landscape', 'portrait', '512x512', '768x512', '512x768']],
    ['versus', '', ['fine-1', 'fine-2']],
    ['versus', 'quality', ['fine-1', 'fine-2']],
    ['persona', '', ['jun-ho', 'mina', 'rex', 'lex', 'jr', 't-hart']],
    ['persona', 'mi', ['mina']],
    ['category', '', ['a(natural,film)', 'half']],
    ['category', 'film', ['a(natural,film)']],
    [
      'of',
      'person',
      [
        'model.jun-ho',
        'model.mina',
        'model.nobody',
        'model.rex',
        'model.lex',
        'model.jr',
        'model.t-hart',
      ],
    ],
    ['of', 'film', ['tone.a(natural,film)']],
    ['tone_ratio', '', ['25', '50', '75', '100']],
    ['angle_ratio', '5', ['50', '25', '75']],
    ['experiment', '', ['tones', 'angles', 'models']],
    ['count', '', ['1', '2', '3', '4', '5', '6', '7', '8']],
    ['days', '3', ['30', '366']],
    ['prompt', 'a', []],
    ['colour', '', []],
  ])('%s, with “%s” typed, is %j', (option, typed, expected) => {
    expect(values(option, typed)).toEqual(expected);
  });

  it('a name puts those that begin with it before those that contain it', () => {
    const models = [other('x-1', 'Refined', 'quality'), ...offer.models];
    expect(values('model', 'fine', { models })).toEqual(['fine-1', 'fine-2', 'x-1']);
  });

  it('a model is of the tier that was chosen before', () => {
    expect(values('model', '', { tier: 'quality' })).toEqual(['fine-1', 'fine-2']);
  });

  it('versus is never the model that side A is made with', () => {
    expect(values('versus', '', { tier: 'quality' })).toEqual(['sample-basic', 'fine-2']);
    expect(values('versus', '', { model: 'Finer' })).toEqual(['sample-basic', 'fine-1']);
  });

  it('a size is one of the model that was chosen before', () => {
    expect(values('size', '15', { model: 'fine' })).toEqual(['1536x1536', 'square', 'portrait']);
    expect(values('size', '13', { tier: 'quality' })).toEqual(['1344x896', 'landscape']);
  });

  it('anything is nothing where no model can be had', () => {
    expect(values('size', '', { models: [] })).toEqual([]);
    expect(values('model', '', { models: [] })).toEqual([]);
  });
});

describe('a suggestion', () => {
  it('says what people want to know of it, in their language', () => {
    expect(labels('tier', '')).toEqual(['basic · Sample', 'quality · Fine, Finer']);
    expect(labels('model', 'sam')).toEqual(['Sample · basic']);
    expect(labels('size', 'sq')).toEqual(['square · 512x512']);
    expect(labels('size', 'sq', { locale: 'ko' })).toEqual(['정사각형 · 512x512']);
    expect(labels('angle', 'overh')).toEqual(['Overhead']);
    expect(labels('of', 'mina')).toEqual(['Person: Mina']);
    expect(labels('tone_ratio', '100')).toEqual(['100 %']);
  });

  it.each<[string, string, string, string]>([
    ['persona', 'mina', 'mina', 'Mina'],
    ['persona', 'jun', 'jun-ho', '"Jun Ho"'],
    ['persona', '"jun', 'jun-ho', '"Jun Ho"'],
    ['category', '1/2', 'half', '"1/2 tone"'],
    // What ends in a comma or a stop loses it, and what begins with an apostrophe is taken for a quotation.
    ['persona', 'jr', 'jr', '"Jr."'],
    ['persona', '’tha', 't-hart', '"’tHart"'],
    // A quotation mark ends what is typed: the id is typed then.
    ['persona', 'rex', 'rex', 'rex'],
    ['persona', 'lex', 'lex', 'lex'],
    ['of', 'jun', 'model.jun-ho', 'Jun Ho'],
    ['angle', 'overh', 'overhead', 'overhead'],
  ])('of %s for “%s” is %s, typed as %s', (option, typed, value, line) => {
    expect(suggested(option, typed)).toEqual([expect.objectContaining({ value, typed: line })]);
  });

  it('of a model is typed as the name that people read', () => {
    const models = [aModel(), other('best-1', 'Best of all', 'basic')];
    expect(suggested('model', 'best', { models })).toEqual([
      { value: 'best-1', label: 'Best of all · basic', typed: '"Best of all"' },
    ]);
  });
});

describe('a typed beginning', () => {
  it('may have spaces around it', () => {
    expect(values('persona', '  mi ')).toEqual(['mina']);
  });
});

it('a name with a slash is typed in quotation marks, as one with a space', () => {
  const models = [...offer.models, aModel({ id: 'x-1', displayName: 'X/1', isDefault: false })];
  const typed = suggested('model', 'x/1', { models }).map((one) => one.typed);
  expect(typed).toEqual(['"X/1"']);
});
