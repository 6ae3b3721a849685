import { describe, expect, it } from 'vitest';
import { decodeAction } from '../../../src/core/chat/action.ts';
import { endingCard } from '../../../src/core/cards/ending.ts';
import { historyCard } from '../../../src/core/cards/galleries.ts';
import { headerCard } from '../../../src/core/cards/header.ts';
import { imageCard } from '../../../src/core/cards/image.ts';
import { pairDetailsCard } from '../../../src/core/cards/details.ts';
import { ERROR_KINDS } from '../../../src/core/domain/failure.ts';
import type { PlannedAct } from '../../../src/core/domain/planned-act.ts';
import { aContext, aPost, aView } from '../../card-values.ts';
import {
  aGeneration,
  aPair,
  aRequest,
  NOW,
  RECIPES,
  RUNNING,
  withImage,
  inBoth,
} from '../../values.ts';
import { context, labels, texts, failed, imageA, imageB } from './card-texts.ts';

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
    expect(texts(card)).toContain('Votes: 2. Vote to see how people chose.');
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

  it('says why a pair was refused, and why a setting did nothing, in the language of whoever reads', () => {
    const texted = { en: 'It is switched off.', ko: '꺼져 있습니다.' };
    const refused = aView([], { pair: aPair({ state: 'refused', plan: null, refusal: texted }) });
    const one = failed('a1', 'network');
    const act: PlannedAct = {
      generationId: 'a1',
      pairId: 'p1',
      side: 'A',
      kind: 'auto_retry',
      number: 1,
      total: 3,
      modelId: null,
      by: { id: 'web:ana', name: 'ana' },
      plannedAt: NOW,
      dueAt: NOW,
      state: 'dropped',
      why: texted,
    };
    const stayed = aView([one], { acts: [act] });
    for (const locale of ['en', 'ko'] as const) {
      const reader = aContext(locale);
      expect(texts(headerCard(refused, reader))).toContain(texted[locale]);
      expect(texts(endingCard(stayed, one, reader))).toContain(texted[locale]);
    }
  });

  it('says why a pair was refused, and that nothing was charged', () => {
    const pair = aPair({
      state: 'refused',
      plan: null,
      refusal: inBoth('“x.gif” is not an image.'),
    });
    const card = headerCard(aView([], { pair }), context);
    expect(texts(card)).toContain('Refused: “x.gif” is not an image.\nNothing was charged.');
    expect(labels(card)).toEqual(['Details']);
  });

  it('names both models where the sides differ in them, and both sizes where those differ', () => {
    const versus = { tier: 'quality', modelId: 'fine', size: { width: 512, height: 512 } };
    const models = aContext('en', { modelName: (id) => (id === 'fine' ? 'Fine' : 'Sample') });
    const pairOf = (size = versus.size) =>
      aPair({
        request: aRequest({ experiment: 'models', versus: { ...versus, size } }),
        recipes: RECIPES.models,
      });
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
    expect(texts(pairDetailsCard(view, { calls: [], readerId: 'ben' }, context))).toContain(
      'A · Sample · ready',
    );
    expect(texts(imageCard(aView([imageA]), imageA, context))).not.toContain('Sample');
  });

  it('names who asked when it took more than a minute', () => {
    const slow = { ...imageA, endedAt: NOW + 61_000 };
    expect(texts(imageCard(aView([slow]), slow, context))).toContain('for ana');
    expect(texts(imageCard(aView([imageA]), imageA, context))).not.toContain('for ana');
  });
});

/** Kinds that a plain retry cannot change. */
const FINAL = ['safety_block', 'invalid_request', 'auth', 'quota', 'model_gone'];

describe('the card of a side without an image', () => {
  it.each(ERROR_KINDS)('%s: says why, that it is free, and offers what can help', (kind) => {
    const one = failed('a1', kind);
    const card = endingCard(aView([one]), one, context);
    expect(texts(card)).toContain('Nothing was charged.');
    expect(card.lines[0]?.text).toMatch(/^[A-Z]/);
    expect(labels(card)).toContain('Edit…');
    expect(labels(card).includes('Retry')).toBe(!FINAL.includes(kind));
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

  it.each([
    ['rate_limited', 'Sample is over its rate limit at the provider. Retry in a little while.'],
    ['quota', 'Our account at the provider has nothing left for Sample. Please tell an admin.'],
  ] as const)('names the model where the limit is of that one alone: %s', (kind, sentence) => {
    const failure = { kind, detail: 'no', limitOf: 'model' } as const;
    const one = failed('a1', kind, { failure });
    expect(endingCard(aView([one]), one, context).lines[0]?.text).toBe(sentence);
  });

  it('quotes the provider on a block', () => {
    const one = failed('a1', 'safety_block', { state: 'blocked' });
    const card = endingCard(aView([one]), one, context);
    expect(card.heading).toBe('A · 3 tones · blocked by a safety system');
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
