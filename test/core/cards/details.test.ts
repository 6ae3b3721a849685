import { describe, expect, it } from 'vitest';
import { type DetailParts, detailsCard, pairDetailsCard } from '../../../src/core/cards/details.ts';
import type { Failure } from '../../../src/core/domain/failure.ts';
import type { Generation, Pair } from '../../../src/core/domain/pair.ts';
import type { Locale } from '../../../src/core/domain/person.ts';
import { failed, imageA, texts } from './card-texts.ts';
import { aToldCall, aContext, aView } from '../../card-values.ts';
import { aGeneration, aPair, aPairPlan, anEntry, aRequest, NOW } from '../../values.ts';

const removed = { at: NOW, byName: 'root' };
const pool = [anEntry('t1'), anEntry('t2', { removed }), anEntry('t3', { removed, purgedAt: NOW })];
const references = [
  { role: 'own', id: null, key: 'own/p1/1.png', label: 'mine.png' },
  { role: 'person', id: 'p-mina', key: 'k/mina', label: 'Mina' },
  { role: 'angle', id: 'an1', key: 'k/an1', label: 'an angle' },
  { role: 'tone', id: 't1', key: 'k/t1', label: 'first' },
  { role: 'tone', id: 't2', key: 'k/t2', label: 'second', otherPlace: 'paris' },
  { role: 'tone', id: 't3', key: 'k/t3', label: 'third', otherPlace: 'tokyo' },
  { role: 'tone', id: 't4', key: 'k/t4', label: 'fourth', otherPlace: 'paris' },
] as const;
const rich: Generation = {
  ...imageA,
  number: 2,
  by: { id: 'web:ben', name: 'ben' },
  createdAt: NOW + 60_000,
  dispatchedAt: NOW + 62_500,
  endedAt: NOW + 70_700,
  spec: {
    ...imageA.spec,
    references,
    prompt: 'as sent',
    angle: 'overhead',
    lens: '100mm-macro',
    toneRatio: 25,
    angleRatio: 100,
    seed: 99,
  },
};
const plan = aPairPlan({ location: 'seoul', fallbackReason: 'no key', scene: 'group' });
const pair = aPair({ plan, request: aRequest({ category: 'd(beauty)' }) });
const parts: DetailParts = {
  calls: [aToldCall(0.02)],
  feedback: [1, 2, 3],
  likes: { likes: 2, dislikes: 1 },
  pool,
};
const bare: DetailParts = { calls: [], feedback: [], likes: { likes: 0, dislikes: 0 }, pool: [] };

const details = (
  one: Generation,
  more: DetailParts = bare,
  of: Pair = pair,
  locale: Locale = 'en',
) => detailsCard(aView([one], { pair: of }), one, more, aContext(locale));

describe('Details of an image', () => {
  it('tell everything about it', () => {
    expect(details(rich, parts)).toEqual({
      kind: 'private',
      heading: 'Details of A · 2nd · 3 tones',
      lines: [
        { text: 'Run by ben, 2026-11-24 09:01 UTC' },
        { text: 'A · 2nd · ready' },
        { text: 'Waited 2.5 s, ran 8.2 s' },
        { text: 'Asked by ana, 2026-11-24 09:00 UTC' },
        { text: 'Plan by rules: name of a(natural,film), a group, place Seoul' },
        { text: 'Category as asked for: name of d(beauty)' },
        { text: 'The rules answered because the text model did not: no key' },
        { text: 'A person is meant' },
        { text: 'Tone 25 %, angle 100 %' },
        { text: 'Angle: Overhead. Lens: 100 mm macro.' },
        { text: 'Model Sample, 512x512' },
        { text: 'Seed 99' },
        {
          text: 'References: yours: mine.png · person: Mina · angle: an angle · tone: first · tone: second (removed from the pool) · tone: third (withdrawn: its image is gone) · tone: fourth',
        },
        { text: 'One tone reference is from another place: Paris' },
        { text: 'One tone reference is from another place: Tokyo' },
        { text: 'Provider cost: $0.0200' },
        { text: 'Likes 2, dislikes 1, feedback 3' },
        { text: 'Prompt as sent:' },
        { text: 'as sent', quote: true },
      ],
      // A picture of each reference that still has one.
      thumbnails: [
        { key: 'own/p1/1.png', label: 'yours: mine.png' },
        { key: 'k/mina', label: 'person: Mina' },
        { key: 'k/an1', label: 'angle: an angle' },
        { key: 'k/t1', label: 'tone: first' },
        { key: 'k/t2', label: 'tone: second (removed from the pool)' },
        { key: 'k/t4', label: 'tone: fourth' },
      ],
      badges: [],
      rows: [],
      selects: [
        {
          label: 'About a reference…',
          options: [
            { id: '1:pool_entry:t1', label: 'reference t1', hint: 'Natural film (tone)' },
            { id: '1:pool_entry:t2', label: 'reference t2', hint: 'Natural film (tone)' },
            { id: '1:pool_entry:t3', label: 'reference t3', hint: 'Natural film (tone)' },
          ],
        },
      ],
      original: 'library/web/2026-11/g1.png',
    });
  });

  it('tell it in Korean too', () => {
    expect(texts(details(rich, parts, pair, 'ko')).split('\n')).toEqual([
      'A · 2번째 · 톤 3장 자세히',
      '실행: ben 님, 2026-11-24 09:01 UTC',
      'A · 2번째 · 완료',
      '대기 2.5초, 실행 8.2초',
      '요청: ana 님, 2026-11-24 09:00 UTC',
      '계획(rules): name of a(natural,film), 여러 사람, 장소 서울',
      '요청한 카테고리: name of d(beauty)',
      '텍스트 모델이 답하지 않아 규칙으로 정했습니다: no key',
      '인물이 있는 그림',
      '톤 25%, 앵글 100%',
      '앵글: 머리 위. 렌즈: 100mm 매크로.',
      '모델 Sample, 512x512',
      '시드 99',
      '레퍼런스: 첨부: mine.png · 인물: Mina · 앵글: an angle · 톤: first · 톤: second (풀에서 제거됨) · 톤: third (회수됨: 이미지 없음) · 톤: fourth',
      '톤 레퍼런스 하나는 다른 장소의 것입니다: 파리',
      '톤 레퍼런스 하나는 다른 장소의 것입니다: 도쿄',
      '제공자 비용: $0.0200',
      '좋아요 2, 싫어요 1, 의견 3',
      '보낸 프롬프트:',
      'as sent',
    ]);
  });

  it('leave out what there is nothing to say of', () => {
    const spec = { ...imageA.spec, references: [], prompt: 'as sent', angle: null };
    const one = { ...imageA, spec };
    const plain = aPair({ plan: aPairPlan({ intentPerson: false, scene: 'object' }) });
    const card = details(one, bare, plain);
    expect(texts(card).split('\n')).toEqual([
      'Details of A · 3 tones',
      'Run by ana, 2026-11-24 09:00 UTC',
      'A · ready',
      'Waited 1.0 s, ran 4.0 s',
      'Asked by ana, 2026-11-24 09:00 UTC',
      'Plan by rules: name of a(natural,film), an object',
      'Tone 75 %, angle 50 %',
      'Model Sample, 512x512',
      'Seed 7',
      'No references',
      'Likes 0, dislikes 0, feedback 0',
      'Prompt as sent:',
      'as sent',
    ]);
    expect(card.selects).toBeUndefined();
  });

  it.each([
    ['overhead', null, 'Angle: Overhead. Lens: none.'],
    [null, '100mm-macro', 'Angle: none. Lens: 100 mm macro.'],
    ['of-old', null, 'Angle: of-old. Lens: none.'],
  ])('name the angle %s and the lens %s', (angle, lens, said) => {
    expect(texts(details({ ...rich, spec: { ...rich.spec, angle, lens } }))).toContain(said);
  });

  it('of a deleted one say so, and offer no original', () => {
    const card = details({ ...rich, deletedAt: NOW });
    expect(card.lines[1]).toEqual({ text: 'A · 2nd · deleted' });
    expect(card.original).toBeUndefined();
  });

  it('name no category when the one asked for is the planned one', () => {
    const same = aPair({ request: aRequest({ category: 'a(natural,film)' }) });
    expect(texts(details(rich, bare, same))).not.toContain('Category as asked for');
  });
});

describe('Details of a side without an image', () => {
  const lines = (more: Partial<Generation>) => {
    const card = details(failed('a1', 'network', more));
    expect(card.original).toBeUndefined();
    return card.lines.slice(1, 5).map(({ text, quote }) => (quote === true ? `> ${text}` : text));
  };
  const failure = (more: Partial<Failure>): { failure: Failure } => {
    return { failure: { kind: 'safety_block', detail: 'its words', ...more } };
  };

  it('say why, in the provider’s own words', () => {
    expect(lines({ state: 'blocked', ...failure({ categories: ['x', 'y'] }) })).toEqual([
      'A · blocked by a safety system: the safety system refused the prompt. Edit it to go on.',
      '> More exactly: its words',
      'The safety system names: x, y',
      'Waited 1.0 s, ran 8.0 s',
    ]);
  });

  it('say of a withdrawn reference nothing but that', () => {
    const said = lines(failure({ kind: 'invalid_request', withdrawn: true }));
    expect(said.slice(0, 2)).toEqual([
      'A · failed: A reference was withdrawn from the pool: Edit… picks new ones.',
      'Waited 1.0 s, ran 8.0 s',
    ]);
  });

  it.each<[string, Partial<Generation>, string]>([
    [
      'never ran',
      { state: 'timed_out', dispatchedAt: null, endedAt: NOW + 900_000 },
      'Waited 900.0 s',
    ],
    ['still waits', { state: 'waiting', dispatchedAt: null, endedAt: null }, 'Waited 0.0 s'],
    ['still runs', { state: 'running', endedAt: null }, 'Waited 1.0 s'],
  ])('that %s tell how long it waited, and no time of running', (_that, more, said) => {
    expect(lines({ failure: null, ...more })).toContain(said);
  });
});

describe('Details of a pair', () => {
  const view = aView([imageA, failed('b1', 'network', { side: 'B' })], { pair });
  const link = (id: string) => (id === 'a1' ? '#m-a1' : null);

  it('tell its plan and how each generation ended, with links', () => {
    expect(pairDetailsCard(view, { calls: [], readerId: 'ben' }, aContext('en', { link }))).toEqual(
      {
        kind: 'private',
        heading: 'Details of this pair',
        lines: [
          { text: 'a woman walking in Seoul', quote: true },
          { text: 'Asked by ana, 2026-11-24 09:00 UTC' },
          { text: 'Plan by rules: name of a(natural,film), a group, place Seoul' },
          { text: 'Category as asked for: name of d(beauty)' },
          { text: 'The rules answered because the text model did not: no key' },
          { text: 'A person is meant' },
          { text: 'Tone 75 %, angle 50 %' },
          { text: 'A · 3 tones · ready', side: 'A', link: '#m-a1' },
          {
            text: 'B · 5 tones · failed: the provider could not be reached. Retry can help.',
            side: 'B',
          },
        ],
        badges: [],
        rows: [],
      },
    );
  });

  it('before its plan tell who asked', () => {
    const planning = aPair({ state: 'planning', plan: null });
    expect(
      texts(
        pairDetailsCard(aView([], { pair: planning }), { calls: [], readerId: 'ben' }, aContext()),
      ).split('\n'),
    ).toEqual([
      'Details of this pair',
      'a woman walking in Seoul',
      'Asked by ana, 2026-11-24 09:00 UTC',
    ]);
  });

  it('say of a deleted image that it is deleted', () => {
    const deleted = aView([{ ...imageA, deletedAt: NOW }, aGeneration('b1', { side: 'B' })]);
    const said = texts(pairDetailsCard(deleted, { calls: [], readerId: 'ben' }, aContext()));
    expect(said).toContain('A · 3 tones · deleted');
    expect(said).toContain('B · 5 tones · waiting');
  });
});
