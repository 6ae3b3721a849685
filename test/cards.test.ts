import { describe, expect, it } from 'vitest';
import { decodeAction } from '../src/core/action.ts';
import type { Card } from '../src/core/card.ts';
import { detailsCard } from '../src/core/cards/details.ts';
import { endingCard } from '../src/core/cards/ending.ts';
import { editForm, feedbackForm } from '../src/core/cards/forms.ts';
import { creditsCard, helpCard, historyCard, likesCard } from '../src/core/cards/galleries.ts';
import { firstRunCard } from '../src/core/cards/first-run.ts';
import { headerCard } from '../src/core/cards/header.ts';
import { imageCard } from '../src/core/cards/image.ts';
import { modelsCard } from '../src/core/cards/models.ts';
import { pairDetailsCard } from '../src/core/cards/pair-details.ts';
import { MAX_ROW, MAX_ROWS } from '../src/core/cards/parts.ts';
import { ERROR_KINDS, retryCanHelp } from '../src/core/errors.ts';
import type { Model } from '../src/core/models.ts';
import type { Generation, PairView } from '../src/core/pair.ts';
import type { Locale } from '../src/core/person.ts';
import {
  aContext,
  aGeneration,
  aModel,
  aPair,
  aPlan,
  aPost,
  aRequest,
  aView,
  NOW,
  RUNNING,
  withImage,
} from './values.ts';

const context = aContext('en', { link: (id) => `#m-${id}` });

function labels(card: Card): string[] {
  return card.rows.flat().map((one) => one.label);
}

function texts(card: Card): string {
  return [card.heading, ...card.lines.map((line) => line.text)].join('\n');
}

function failed(id: string, kind: (typeof ERROR_KINDS)[number], more: Partial<Generation> = {}) {
  const failure = { kind, detail: 'the vendor’s words' };
  return aGeneration(id, { ...RUNNING, state: 'failed', failure, endedAt: NOW + 9_000, ...more });
}

const imageA = aGeneration('a1', withImage());
const imageB = aGeneration('b1', { side: 'B', ...withImage() });

describe('the header', () => {
  it('says that both sides are being prepared, before there is a plan', () => {
    const view = aView([], { pair: aPair({ state: 'planning', plan: null }) });
    const card = headerCard(view, context);
    expect(texts(card)).toContain('a woman walking in Seoul');
    expect(texts(card)).toContain('A · being prepared');
    expect(labels(card)).toEqual(['Details']);
  });

  it('shows place in line, running time and Cancel of a first run', () => {
    const line = (id: string) =>
      id === 'a1' ? { place: 3, waitMs: 90_000, held: null } : undefined;
    const view = aView([aGeneration('a1'), aGeneration('b1', { side: 'B', ...RUNNING })]);
    const card = headerCard(view, aContext('en', { line }));
    expect(texts(card)).toContain('A · waiting · 3rd in line · starts in about 90 s');
    const running = card.lines.find((one) => one.text === 'B · making the image');
    expect(running?.since).toBe(NOW + 1_000);
    expect(labels(card)).toEqual(['Cancel A', 'Cancel B', 'Details']);
  });

  it('links each side’s newest generation and asks for a vote once both have an image', () => {
    const third = aGeneration('b3', { side: 'B', number: 3, fromId: 'b1', ...withImage() });
    const card = headerCard(aView([imageA, imageB, third]), context);
    expect(card.lines).toContainEqual({ text: 'A · ready · 5 s', side: 'A', link: '#m-a1' });
    expect(card.lines).toContainEqual({ text: 'B · 3rd · ready · 5 s', side: 'B', link: '#m-b3' });
    expect(labels(card)).toEqual(['A', 'B', 'Tie', 'Both bad', 'Details']);
    const vote = decodeAction(card.rows[0]?.[0]?.id ?? '');
    expect(vote).toMatchObject({ type: 'vote', generationA: 'a1', generationB: 'b3' });
  });

  it('counts only the votes on the two images it compares', () => {
    const vote = (personId: string, generationB: string) =>
      ({ pairId: 'p1', personId, generationA: 'a1', generationB, choice: 'B', at: NOW }) as const;
    const votes = [vote('x', 'b1'), vote('y', 'b1'), vote('z', 'b0')];
    const card = headerCard(aView([imageA, imageB], { votes }), context);
    expect(texts(card)).toContain('Votes: A 0 · B 2 · tie 0 · both bad 0');
  });

  it('leaves Cancel of a later run to the card whose button was pressed', () => {
    const again = aGeneration('a2', { number: 2, fromId: 'a1', ...RUNNING });
    const view = aView([imageA, imageB, again], { posts: [aPost('a1')] });
    expect(labels(headerCard(view, context))).not.toContain('Cancel A');
    expect(labels(imageCard(view, imageA, context))).toContain('Cancel');
  });

  it('takes over Cancel when that card is gone', () => {
    const again = aGeneration('a2', { number: 2, fromId: 'a1', ...RUNNING });
    const deleted = { ...imageA, deletedAt: NOW };
    expect(labels(headerCard(aView([deleted, again]), context))).toContain('Cancel A');
  });

  it('offers Re-post for an image that could not be delivered', () => {
    const posts = [aPost('a1', { state: 'undelivered', messageId: null })];
    const card = headerCard(aView([imageA], { posts }), context);
    expect(labels(card)).toContain('Re-post A');
    expect(texts(card)).toContain('could not be delivered');
  });

  it('says why a pair was refused, and that nothing was charged', () => {
    const pair = aPair({ state: 'refused', plan: null, refusal: '“x.gif” is not an image.' });
    const card = headerCard(aView([], { pair }), context);
    expect(texts(card)).toContain('Refused: “x.gif” is not an image.\nNothing was charged.');
    expect(labels(card)).toEqual(['Details']);
  });

  it('names both models where the sides differ in them, and both sizes where those differ', () => {
    const versus = { tier: 'quality', modelId: 'fine', size: { width: 512, height: 512 } };
    const models = aContext('en', { modelName: (id) => (id === 'fine' ? 'Fine' : 'Sample') });
    const pairOf = (size = versus.size) =>
      aPair({ request: aRequest({ experiment: 'models', versus: { ...versus, size } }) });
    const same = headerCard(aView([], { pair: pairOf() }), models);
    expect(texts(same)).toContain('Two models · A: Sample · B: Fine\n512x512\nA · being');
    const large = pairOf({ width: 1_024, height: 1_024 });
    expect(texts(headerCard(aView([], { pair: large }), models))).toContain(
      '\nA: 512x512 · B: 1024x1024\n',
    );
    const korean = headerCard(aView([], { pair: large }), aContext('ko'));
    expect(texts(korean)).toContain('모델 비교');
  });

  it('says when the pair is no comparison', () => {
    const card = headerCard(
      aView([imageA, imageB], { pair: aPair({ comparable: false }) }),
      context,
    );
    expect(texts(card)).toContain('no comparison');
  });
});

describe('an image’s message', () => {
  it('has its buttons in a fixed order, Tone and Angle showing what is staged', () => {
    expect(labels(imageCard(aView([imageA]), imageA, context))).toEqual([
      'Re-roll',
      'Edit…',
      'Tone 75 %',
      'Angle 50 %',
      'Feedback…',
      'Promote…',
      'Details',
      'Delete',
    ]);
  });

  it('carries in Tone’s id the ratio that it sets next', () => {
    const card = imageCard(aView([imageA]), imageA, context);
    const tone = card.rows[0]?.find((one) => one.label === 'Tone 75 %');
    expect(decodeAction(tone?.id ?? '')).toEqual({ type: 'tone', generation: 'a1', ratio: 100 });
  });

  it('shows Regenerate only when the staged ratios differ', () => {
    const staged = { ...imageA, staged: { tone: 100, angle: 50 } } as const;
    expect(labels(imageCard(aView([staged]), staged, context))).toContain('Regenerate');
  });

  it('shows a run from here with Cancel, and one link when it has ended', () => {
    const live = aGeneration('a2', { number: 2, fromId: 'a1', ...RUNNING });
    const during = imageCard(aView([imageA, live]), imageA, context);
    expect(texts(during)).toContain('A · 2nd · making the image');
    expect(labels(during)).toEqual(['Cancel', 'Feedback…', 'Promote…', 'Details', 'Delete']);
    const ended = { ...live, ...withImage() };
    const after = imageCard(aView([imageA, ended]), imageA, context);
    expect(after.lines).toContainEqual({ text: 'Next: A · 2nd', side: 'A', link: '#m-a2' });
  });

  it('says why Re-roll is gone after five runs of one spec', () => {
    const runs = [1, 2, 3, 4, 5].map((number) =>
      aGeneration(`a${number}`, { number, ...withImage() }),
    );
    const card = imageCard(aView(runs), runs[4] ?? imageA, context);
    expect(labels(card)).not.toContain('Re-roll');
    expect(labels(card)).toContain('Edit…');
    expect(texts(card)).toContain('This exact spec has run 5 times');
  });

  it('names its model where the sides differ in it, as history and Details do', () => {
    const pair = aPair({ request: aRequest({ experiment: 'models' }) });
    const view = aView([imageA], { pair });
    expect(imageCard(view, imageA, context).heading).toMatch(/^A · Sample · 3 tones · /);
    expect(texts(historyCard([view], null, context))).toContain('A · Sample · ready');
    expect(texts(pairDetailsCard(view, context))).toContain('A · Sample · ready');
    expect(texts(imageCard(aView([imageA]), imageA, context))).not.toContain('Sample');
  });

  it('names who asked when it took more than a minute', () => {
    const slow = { ...imageA, endedAt: NOW + 61_000 };
    expect(texts(imageCard(aView([slow]), slow, context))).toContain('for ana');
    expect(texts(imageCard(aView([imageA]), imageA, context))).not.toContain('for ana');
  });
});

describe('the card of a side without an image', () => {
  it.each(ERROR_KINDS)('%s: says why, that it is free, and offers what can help', (kind) => {
    const one = failed('a1', kind);
    const card = endingCard(aView([one]), one, context);
    expect(texts(card)).toContain('Nothing was charged.');
    expect(card.lines[0]?.text).toMatch(/^[A-Z]/);
    expect(labels(card)).toContain('Edit…');
    expect(labels(card).includes('Retry')).toBe(retryCanHelp(kind));
  });

  it('begins the sentence that the header has after a colon', () => {
    const one = failed('a1', 'provider_error');
    const [first] = endingCard(aView([one]), one, context).lines;
    expect(first?.text).toBe('The provider failed. Retry can help.');
    const header = texts(headerCard(aView([one]), context));
    expect(header).toContain('A · failed: the provider failed. Retry can help.');
    const korean = endingCard(aView([one]), one, aContext('ko')).lines[0]?.text;
    expect(korean).toBe('제공자 쪽에서 실패했습니다. 다시 시도해 볼 수 있습니다.');
  });

  it('quotes the provider on a block', () => {
    const one = failed('a1', 'safety_block', { state: 'blocked' });
    const card = endingCard(aView([one]), one, context);
    expect(card.heading).toBe('A · blocked by a safety system');
    expect(texts(card)).toContain('The provider said: the vendor’s words');
  });

  it('says what a safety system names, when it does', () => {
    const failure = {
      kind: 'safety_block',
      detail: 'no',
      categories: ['violence', 'sexual'],
    } as const;
    const one = failed('a1', 'safety_block', { state: 'blocked', failure });
    const named = 'The safety system names: violence, sexual';
    expect(texts(endingCard(aView([one]), one, context))).toContain(named);
    const plain = failed('a1', 'safety_block', { state: 'blocked' });
    expect(texts(endingCard(aView([plain]), plain, context))).not.toContain('names:');
  });

  it('says that a reference was withdrawn, which is nobody else’s word, and offers Edit…', () => {
    const failure = { kind: 'invalid_request', detail: 'gone', withdrawn: true } as const;
    const one = failed('a1', 'invalid_request', { failure });
    const card = endingCard(aView([one]), one, context);
    expect(texts(card)).toContain('A reference was withdrawn from the pool: Edit… picks new ones.');
    expect(texts(card)).not.toContain('The provider said');
    expect(labels(card)).toEqual(['Edit…', 'Details']);
  });

  it('offers Retry after Cancel', () => {
    const one = aGeneration('a1', { state: 'cancelled', endedAt: NOW });
    expect(labels(endingCard(aView([one]), one, context))).toEqual(['Retry', 'Edit…', 'Details']);
  });

  it('shows the retry that runs, then ends as one line that links to it', () => {
    const one = failed('a1', 'network');
    const live = aGeneration('a2', { number: 2, fromId: 'a1' });
    const during = endingCard(aView([one, live]), one, context);
    expect(labels(during)).toEqual(['Cancel', 'Details']);
    const ended = { ...live, ...withImage() };
    const after = endingCard(aView([one, ended]), one, context);
    expect(after.lines).toEqual([{ text: 'Tried again: A · 2nd', link: '#m-a2' }]);
    expect(labels(after)).toEqual(['Details']);
  });

  it('offers no Retry when the side has a newer generation', () => {
    const old = failed('a1', 'network');
    const newer = failed('a2', 'network', { number: 2, fromId: 'x' });
    expect(labels(endingCard(aView([old, newer]), old, context))).not.toContain('Retry');
  });
});

describe('Details', () => {
  const parts = {
    calls: [{ costUsd: null }],
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
        detailsCard(aView([imageA]), imageA, { ...parts, calls: [{ costUsd }] }, aContext(locale)),
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
    const edit = editForm(imageA, { locale: 'en' });
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
    ['help', helpCard],
    [
      'models',
      (locale) =>
        modelsCard({ models: [aModel()], plan: aPlan(), served: ['sample'] }, () => false, locale),
    ],
    [
      'credits',
      (locale) => creditsCard({ today: 1, inFlight: 0, quota: 9, resetAt: 0, lifetime: 3 }, locale),
    ],
    ['history', (locale) => historyCard([deep], 'p1', aContext(locale))],
    ['likes', (locale) => likesCard([{ view: deep, generation: imageA }], null, aContext(locale))],
    ['pair details', (locale) => pairDetailsCard(deep, aContext(locale))],
    ...ERROR_KINDS.map((kind): [string, (locale: Locale) => Card] => [
      kind,
      (locale) => endingCard(aView([failed('a1', kind)]), failed('a1', kind), aContext(locale)),
    ]),
  ];

  it.each(some)('%s keeps to the limits, with ids that come back', (_name, make) => {
    for (const locale of ['en', 'ko'] as const) {
      const card = make(locale);
      expect(card.rows.length).toBeLessThanOrEqual(MAX_ROWS);
      for (const row of card.rows) {
        expect(row.length).toBeGreaterThan(0);
        expect(row.length).toBeLessThanOrEqual(MAX_ROW);
      }
      for (const { id, label } of card.rows.flat()) {
        expect(decodeAction(id)).toBeDefined();
        expect(label).not.toBe('');
      }
      expect(texts(card)).not.toMatch(/undefined|NaN|\[object/);
    }
  });

  it.each(some)('%s has Korean words in Korean', (_name, make) => {
    expect(texts(make('ko'))).toMatch(/\p{Script=Hangul}/u);
  });
});
