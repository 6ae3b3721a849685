import { describe, expect, it } from 'vitest';
import { decodeAction } from '../../../src/core/chat/action.ts';
import type { Card } from '../../../src/core/chat/card.ts';
import { detailsCard, pairDetailsCard } from '../../../src/core/cards/details.ts';
import { endingCard } from '../../../src/core/cards/ending.ts';
import { editForm, feedbackForm } from '../../../src/core/cards/forms.ts';
import {
  creditsCard,
  helpCard,
  historyCard,
  likesCard,
} from '../../../src/core/cards/galleries.ts';
import { firstRunCard } from '../../../src/core/cards/first-run.ts';
import { headerCard } from '../../../src/core/cards/header.ts';
import { imageCard } from '../../../src/core/cards/image.ts';
import { modelsCard } from '../../../src/core/cards/models.ts';
import { ROOM } from '../../../src/bots/discord/limits.ts';
import { ERROR_KINDS } from '../../../src/core/domain/failure.ts';
import type { Model } from '../../../src/core/domain/model.ts';
import type { PairView } from '../../../src/core/domain/pair.ts';
import type { Locale } from '../../../src/core/domain/person.ts';
import { aToldCall, aContext, aView } from '../../card-values.ts';
import { aGeneration, aModel, aPlan, withImage } from '../../values.ts';
import { context, texts, failed, imageA, imageB } from './card-texts.ts';

describe('Details', () => {
  const parts = {
    calls: [aToldCall(null)],
    feedback: [],
    likes: { likes: 2, dislikes: 1 },
    pool: [],
  };
  const card = detailsCard(aView([imageA]), imageA, parts, context);

  it('tell plan, references with pictures, model, cost and the prompt as sent', () => {
    const text = texts(card);
    expect(text).toContain('Plan by rules: name of a(natural,film), one subject');
    expect(text).toContain('Model Sample, 512x512');
    expect(text).toContain('Provider cost: unknown');
    expect(text).toContain('Likes 2, dislikes 1');
    expect(text).toContain('colour, tone and mood only, followed at 75 %');
    expect(card.thumbnails).toHaveLength(imageA.spec.references.length);
  });

  it('say what a call cost, and never 0 for what nobody knows', () => {
    const cost = (costUsd: number | null, locale: Locale) =>
      texts(
        detailsCard(
          aView([imageA]),
          imageA,
          { ...parts, calls: [aToldCall(costUsd)] },
          aContext(locale),
        ),
      );
    expect(cost(0.0123, 'en')).toContain('Provider cost: $0.0123');
    expect(cost(0, 'en')).toContain('Provider cost: $0.00');
    expect(cost(null, 'en')).toContain('Provider cost: unknown');
    expect(cost(null, 'en')).not.toContain('$');
    expect(cost(null, 'ko')).toContain('제공자 비용: 알 수 없음');
  });

  it('say more exactly why a side has no image', () => {
    const failure = {
      kind: 'auth',
      detail: 'your organization must be verified',
      categories: ['x'],
    } as const;
    const one = failed('a1', 'auth', { failure });
    const text = texts(detailsCard(aView([one]), one, parts, context));
    expect(text).toContain('More exactly: your organization must be verified');
    expect(text).toContain('The safety system names: x');
  });

  it('mark references that are from another place', () => {
    const tone = { role: 'tone', id: 'x', key: 'k', label: 'l', otherPlace: 'paris' } as const;
    const spec = { ...imageA.spec, references: [tone] };
    const one = { ...imageA, spec };
    expect(texts(detailsCard(aView([one]), one, parts, context))).toContain('another place: Paris');
  });
});

describe('forms', () => {
  it('are filled with what is there', () => {
    const edit = editForm(imageA, [], { locale: 'en' });
    expect(edit.fields[0]).toMatchObject({ name: 'prompt', value: 'a woman walking in Seoul' });
    const feedback = feedbackForm(imageA, { rating: 2, text: 'dark' }, { locale: 'en' });
    expect(feedback.fields.map((one) => one.value)).toEqual(['2', 'dark']);
  });
});

describe('the first message', () => {
  it('has a prompt that fails where failing is free, and asks no vendor to fail', () => {
    const card = (provider: string) => JSON.stringify(firstRunCard('en', aModel({ provider })));
    expect(card('sample')).toContain('#fail-b');
    expect(card('sample')).toContain('One side fails: see Retry');
    expect(card('openai')).not.toContain('#fail');
    expect(card('openai')).toContain('A market in the rain');
  });
});

describe('the models', () => {
  const other = (id: string, tier: string, more: Partial<Model> = {}) =>
    aModel({ id, displayName: id, tier, isDefault: false, ...more });
  const models = [
    other('Grand', 'premium'),
    other('Cheap', 'basic', { provider: 'vendor' }),
    other('Fine', 'quality', { provider: 'vendor' }),
    other('Best', 'quality', { isDefault: true, provider: 'vendor' }),
    other('Painted', 'basic'),
  ];
  const offer = {
    models,
    plan: aPlan({ tiers: ['basic', 'quality'] }),
    served: ['sample', 'vendor'],
  };
  const linesOf = (locale: Locale = 'en', from = offer) =>
    modelsCard(from, () => false, locale).lines.map((line) => line.text);
  const sizes = '512x512, 768x512, 512x768';

  it('stand tier by tier: the default’s first, others of the plan, the rest; each tier’s own first', () => {
    expect(linesOf()).toEqual([
      'You can use: quality, basic. Your plan has 100 images a day.',
      'Choose with model:"Fine" or tier:basic.',
      `quality: Best · default · what tier:quality makes · ${sizes}`,
      `quality: Fine · ${sizes}`,
      `basic: Cheap · what tier:basic makes · ${sizes}`,
      `basic: Painted · paints samples · ${sizes}`,
      `premium: Grand · paints samples · not in your plan · ${sizes}`,
    ]);
  });

  it('are chosen by what the card says, in Korean too', () => {
    expect(linesOf('ko')[1]).toBe('고르는 법: model:"Fine" 또는 tier:basic');
    expect(linesOf('ko')[2]).toContain('기본 · tier:quality 옵션의 모델');
  });

  it('are named by id where a name cannot be typed', () => {
    const quoted = [other('wide-1', 'basic', { displayName: '16" wide' }), aModel()];
    expect(linesOf('en', { ...offer, models: quoted })[1]).toBe(
      'Choose with model:wide-1 or tier:basic.',
    );
  });

  it('that paint samples are no tier’s while the key of the default is gone', () => {
    const from = { ...offer, served: ['sample'] };
    expect(linesOf('en', from)).toEqual([
      'Only samples can be made just now, and only by name: model:"Painted". Please tell an admin.',
      `basic: Painted · paints samples · ${sizes}`,
      `premium: Grand · paints samples · not in your plan · ${sizes}`,
    ]);
    expect(linesOf('ko', from)[0]).toContain('이름으로만 고릅니다: model:"Painted"');
    expect(linesOf('ko', from)[1]).toContain('Painted · 샘플 · ');
  });

  it('that nobody can use now are no example', () => {
    expect(linesOf('en', { ...offer, plan: aPlan({ tiers: ['gold'] }) })[1]).toMatch(/^quality/);
  });
});

describe('every card in every language', () => {
  const deep: PairView = aView(
    Array.from({ length: 25 }, (_, n) =>
      aGeneration(`a${n}`, { number: n + 1, ...withImage(), staged: { tone: 25, angle: 25 } }),
    ).concat(imageB),
  );
  const some: [string, (locale: Locale) => Card][] = [
    ['header', (locale) => headerCard(deep, aContext(locale))],
    ['image', (locale) => imageCard(aView([imageA]), imageA, aContext(locale))],
    ['full side', (locale) => imageCard(deep, imageB, aContext(locale))],
    ['first run', (locale) => firstRunCard(locale, aModel())],
    ['help', (locale) => helpCard(locale, 'slack')],
    [
      'models',
      (locale) =>
        modelsCard({ models: [aModel()], plan: aPlan(), served: ['sample'] }, () => false, locale),
    ],
    [
      'credits',
      (locale) =>
        creditsCard(
          { today: 1, inFlight: 0, quota: 9, resetAt: 0, reset: '', lifetime: 3 },
          locale,
        ),
    ],
    ['history', (locale) => historyCard([deep], 'p1', aContext(locale))],
    ['likes', (locale) => likesCard([{ view: deep, generation: imageA }], null, aContext(locale))],
    [
      'pair details',
      (locale) => pairDetailsCard(deep, { calls: [], readerId: 'ben' }, aContext(locale)),
    ],
    ...ERROR_KINDS.map((kind): [string, (locale: Locale) => Card] => [
      kind,
      (locale) => endingCard(aView([failed('a1', kind)]), failed('a1', kind), aContext(locale)),
    ]),
  ];

  it.each(some)(
    '%s keeps to the narrowest surface’s room, with ids that come back',
    (_name, make) => {
      for (const locale of ['en', 'ko'] as const) {
        const card = make(locale);
        expect(card.rows.length).toBeLessThanOrEqual(ROOM.rows);
        for (const row of card.rows) {
          expect(row.length).toBeGreaterThan(0);
          expect(row.length).toBeLessThanOrEqual(ROOM.buttons);
        }
        for (const { id, label } of card.rows.flat()) {
          expect(decodeAction(id)).toBeDefined();
          expect(label).not.toBe('');
        }
        expect(texts(card)).not.toMatch(/undefined|NaN|\[object/);
      }
    },
  );

  it.each(some)('%s has Korean words in Korean', (_name, make) => {
    expect(texts(make('ko'))).toMatch(/\p{Script=Hangul}/u);
  });
});
