import { describe, expect, it } from 'vitest';
import type { Model } from '../../../src/core/domain/model.ts';
import { type Offer } from '../../../src/core/plan/request.ts';
import { aModel, aPlan } from '../../values.ts';
import { wide, other, fine, offer, ask, refusal } from './model-wishes.ts';

describe('a model by name', () => {
  const all = 'You can use: Sample (basic), Fine (quality), Finer (quality).';
  it.each([
    ['its display name', ' finer '],
    ['its id', 'FINE-2'],
  ])('is found by %s, though its tier makes another', (_by, model) => {
    expect(ask({ model })).toMatchObject({ tier: 'quality', modelId: 'fine-2' });
    expect(ask({ model, tier: 'quality' }).modelId).toBe('fine-2');
    expect(ask({ tier: 'quality' }).modelId).toBe('fine-1');
  });

  it('has a tier that is read without regard to capitals', () => {
    expect(ask({ tier: 'Quality' })).toMatchObject({ tier: 'quality', modelId: 'fine-1' });
    expect(ask({ tier: ' QUALITY', model: 'Finer' }).modelId).toBe('fine-2');
    expect(refusal({ tier: 'Premium' }).text).toContain('does not include tier “Premium”');
  });

  it('whose successor the plan lacks is not offered any more; what would do is named', () => {
    const old = other('old-3', 'Older', 'quality', { active: false, successor: 'grand-1' });
    const from = { ...offer, models: [...offer.models, old] };
    expect(refusal({ model: 'Older' }, from).text).toBe(`“Older” is not offered any more. ${all}`);
    expect(refusal({ model: 'Older' }, from, 'ko').text).toContain('더 이상 제공되지 않습니다');
    expect(refusal({ versus: 'Older' }, from).text).toContain('Compare with: Fine (quality)');
  });

  it('says nothing when it is empty', () => {
    expect(ask({ model: ' ' }).modelId).toBe('sample-basic');
    expect(ask({ model: '', tier: 'quality' }).modelId).toBe('fine-1');
  });

  it('makes side A, and versus is side B’s', () => {
    const named = ask({ model: 'Finer', versus: 'Sample' });
    expect([named.modelId, named.versus?.modelId]).toEqual(['fine-2', 'sample-basic']);
    const next = ask({ model: 'Finer', experiment: 'models' });
    expect([next.modelId, next.versus?.modelId]).toEqual(['fine-2', 'fine-1']);
  });

  it('of two with one name is the one of the tier', () => {
    const twin = other('fine-3', 'Sample', 'quality');
    const from = { ...offer, models: [...offer.models, twin] };
    expect(ask({ model: 'Sample', tier: 'quality' }, from).modelId).toBe('fine-3');
    expect(ask({ model: 'Sample', tier: 'basic' }, from).modelId).toBe('sample-basic');
  });

  it('can be had where nothing runs the default one', () => {
    const away = aModel({ provider: 'away' });
    expect(ask({ model: 'Fine' }, { ...offer, models: [away, fine] }).modelId).toBe('fine-1');
  });

  it.each<[object, number, string]>([
    [{ model: 'Fin' }, 422, `There is no model “Fin”. ${all}`],
    [{ model: 'quality' }, 422, `There is no model “quality”. ${all}`],
    [{ model: 'off-1' }, 422, `“off-1” is not active just now. ${all}`],
    [{ model: 'Ring' }, 422, `“Ring” is not offered any more. ${all}`],
    [{ model: 'ended-1' }, 422, `“ended-1” is not offered any more. ${all}`],
    [{ model: 'Old' }, 422, '“Old” is not offered any more. Use its successor: Finer.'],
    [{ model: 'Grand' }, 403, `Your plan does not include “Grand”. ${all}`],
    [{ model: 'Grand', tier: 'premium' }, 403, `Your plan does not include “Grand”. ${all}`],
    [
      { model: 'Sample', tier: 'quality' },
      422,
      'Sample is of tier “basic”, not “quality”: leave tier out, or use a model of “quality”: Fine, Finer.',
    ],
    [{ model: 'Fine', tier: 'gold' }, 422, 'There is no tier “gold”. Available: basic, quality.'],
    [
      { model: 'Fine', tier: 'premium' },
      403,
      'Your plan does not include tier “premium”. You can use: basic, quality.',
    ],
    [
      { model: 'Fine', size: '768x512' },
      422,
      'Fine does not make 768x512 pictures. It takes: square, landscape, portrait, 1536x1536, 1344x896.',
    ],
    [
      { model: 'Fine', versus: 'fine-1' },
      422,
      'One side is made with Fine already. Compare it with: Sample (basic), Finer (quality).',
    ],
  ])('with %j is refused (%i) and told what would do', (options, status, text) => {
    expect(refusal(options)).toEqual({ status, text });
  });

  it('takes the sizes that it makes itself', () => {
    expect(ask({ model: 'Fine', size: '1344x896' }).size).toEqual(wide);
    expect(ask({ model: 'Fine', size: 'landscape' }).size).toEqual(wide);
  });

  it('is refused in Korean as well, and where nothing can be had at all', () => {
    expect(refusal({ model: 'Fin' }, { ...offer, served: [] }).text).toBe(
      'There is no model “Fin”.',
    );
    expect(refusal({ model: 'Sample', tier: 'quality' }, offer, 'ko').text).toBe(
      'Sample 모델은 “quality” 등급이 아니라 “basic” 등급입니다. tier를 빼거나 “quality” 등급의 모델을 써 주세요: Fine, Finer.',
    );
  });
});

it('the default model is refused to a plan without its tier, which names what it has', () => {
  const plan = aPlan({ tiers: ['quality'] });
  expect(refusal({}, { ...offer, plan })).toEqual({
    status: 403,
    text: 'Your plan does not include tier “basic”. You can use: quality.',
  });
});

describe('what nothing here can run', () => {
  const away = aModel({
    id: 'away-1',
    displayName: 'Away',
    provider: 'away',
    tier: 'quality',
    isDefault: false,
  });
  const models = [aModel(), away, fine];
  const from = { ...offer, models };

  it('is passed over, in a tier and when two are compared', () => {
    expect(ask({ tier: 'quality' }, from).modelId).toBe('fine-1');
    expect(ask({ experiment: 'models' }, from).versus?.modelId).toBe('fine-1');
  });

  it('is chosen by rank where it can be run', () => {
    const ranked = [aModel(), { ...away, rank: 7 }, { ...fine, rank: 3 }];
    const all = { ...from, models: ranked, served: ['sample', 'away'] };
    expect(ask({ tier: 'quality' }, all).modelId).toBe('fine-1');
    expect(ask({ experiment: 'models' }, all).versus?.modelId).toBe('fine-1');
  });

  it('is chosen where it can be run', () => {
    expect(ask({ tier: 'quality' }, { ...from, served: ['sample', 'away'] }).modelId).toBe(
      'away-1',
    );
  });

  it('is refused by name, with the tiers that would do', () => {
    const alone = { ...from, models: [aModel(), away] };
    expect(refusal({ tier: 'quality' }, alone)).toEqual({
      status: 503,
      text: 'Nothing here can run Away just now: please tell an admin, or choose a tier that works: basic.',
    });
    expect(refusal({ versus: 'Away' }, from).text).toContain('Nothing here can run Away');
    expect(refusal({ model: 'Away' }, from)).toEqual({
      status: 503,
      text: 'Nothing here can run Away just now: please tell an admin, or choose a tier that works: basic, quality.',
    });
  });

  it('never has another in its place when it is the default', () => {
    const standard = [
      { ...away, isDefault: true },
      { ...fine, provider: 'vendor' },
    ];
    expect(refusal({}, { ...from, models: standard, served: ['vendor'] })).toEqual({
      status: 503,
      text: 'Nothing here can run Away just now: please tell an admin, or choose a tier that works: quality.',
    });
  });
});

describe('samples, while the default is a vendor’s', () => {
  const paid = (id: string, tier: string, more: Partial<Model> = {}) =>
    other(id, id, tier, { provider: 'vendor', ...more });
  const models = [
    paid('Paid', 'quality', { isDefault: true }),
    paid('Cheap', 'basic'),
    aModel({ isDefault: false }),
    other('sample-quality', 'Sample fine', 'quality'),
  ];
  const keyed: Offer = { ...offer, models, served: ['vendor', 'sample'] };
  const gone: Offer = { ...keyed, served: ['sample'] };
  const half: Offer = {
    ...keyed,
    models: models.map((one) => (one.id === 'Cheap' ? { ...one, provider: 'other' } : one)),
  };
  const nothing = 'Nothing here can run';

  it('are made for whoever names one', () => {
    expect(ask({ model: 'Sample' }, gone).modelId).toBe('sample-basic');
    expect(ask({ model: 'Sample fine', tier: 'quality' }, gone).modelId).toBe('sample-quality');
    expect(ask({ versus: 'Sample fine' }, keyed).versus?.modelId).toBe('sample-quality');
  });

  it('are never what a tier makes, nor what a model is compared with unasked', () => {
    expect(ask({ tier: 'quality' }, keyed).modelId).toBe('Paid');
    expect(ask({ experiment: 'models' }, keyed).versus?.modelId).toBe('Cheap');
    expect(ask({ versus: 'basic' }, keyed).versus?.modelId).toBe('Cheap');
  });

  it('are what a tier makes that has nothing else', () => {
    const drafts = other('draft', 'Draft', 'drafts');
    const from = { ...gone, models: [...models, drafts] };
    const plan = aPlan({ tiers: ['basic', 'quality', 'drafts'] });
    expect(ask({ tier: 'drafts' }, { ...from, plan }).modelId).toBe('draft');
  });

  it.each<[object, Offer, string]>([
    [
      {},
      gone,
      `${nothing} Paid just now: please tell an admin. By name there are samples: model:"Sample fine".`,
    ],
    [
      { tier: 'Basic' },
      gone,
      `${nothing} tier “Basic” just now: please tell an admin. By name there are samples: model:"Sample".`,
    ],
    [
      { tier: 'basic' },
      half,
      `${nothing} tier “basic” just now: please tell an admin, or choose a tier that works: quality. By name there are samples: model:"Sample".`,
    ],
    [
      { versus: 'basic' },
      half,
      `${nothing} tier “basic” just now: please tell an admin, or choose a tier that works: quality. By name there are samples: versus:"Sample".`,
    ],
    [
      { model: 'Cheap' },
      gone,
      `${nothing} Cheap just now: please tell an admin. By name there are samples: model:"Sample".`,
    ],
    [{ tier: 'gold' }, gone, 'There is no tier “gold”.'],
    [
      { experiment: 'models' },
      half,
      'Only samples are left to compare Paid with, and those are taken by name: Sample (basic), Sample fine (quality).',
    ],
  ])('are not painted for %j, and are told of', (options, from, text) => {
    expect(refusal(options, from).text).toBe(text);
  });

  it('are told of in Korean too', () => {
    expect(refusal({ tier: 'basic' }, gone, 'ko').text).toBe(
      '지금 여기에서는 “basic” 등급을 쓸 수 없습니다. 관리자에게 알려 주세요. 이름으로 고를 수 있는 샘플: model:"Sample".',
    );
  });

  it('are not told of to whoever may not use them', () => {
    const plan = aPlan({ tiers: ['none'] });
    expect(refusal({ model: 'Paid' }, { ...gone, plan }).text).toBe(
      'Your plan does not include “Paid”.',
    );
  });
});
