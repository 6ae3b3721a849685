import { describe, expect, it } from 'vitest';
import { headerCard } from '../../../src/core/cards/header.ts';
import type { Generation, PairView } from '../../../src/core/domain/pair.ts';
import type { Locale } from '../../../src/core/domain/person.ts';
import { failed, imageA, imageB } from './card-texts.ts';
import { aContext, aPost, aView } from '../../card-values.ts';
import { aGeneration, aPair, aRequest, NOW, RECIPES, RUNNING, withImage } from '../../values.ts';

const context = aContext('en', { link: (id) => `#m-${id}` });
const lines = (view: PairView, locale: Locale = 'en') =>
  headerCard(view, { ...context, locale }).lines.map(({ text }) => text);
/** What the header says of side A. */
const sideA = (one: Generation, more: Partial<PairView> = {}) =>
  headerCard(aView([one], more), context).lines[3];

describe('the header', () => {
  it('shows what was asked for, both sides and the votes, with its buttons', () => {
    const vote = { pairId: 'p1', generationA: 'a1', generationB: 'b1', at: NOW } as const;
    const votes = [
      { ...vote, personId: 'v', choice: 'A' },
      { ...vote, personId: 'w', choice: 'tie' },
      { ...vote, personId: 'x', choice: 'both_bad' },
      { ...vote, personId: 'y', choice: 'both_bad' },
      { ...vote, personId: 'z', choice: 'A', generationA: 'a0' },
    ] as const;
    expect(headerCard(aView([imageA, imageB], { votes }), context)).toEqual({
      kind: 'header',
      heading: 'ana asked for a pair',
      lines: [
        { text: 'a woman walking in Seoul', quote: true },
        { text: 'Sample · 512x512' },
        { text: 'A: 3 tone references · B: 5' },
        { text: 'A · ready · 5 s', side: 'A', link: '#m-a1' },
        { text: 'B · ready · 5 s', side: 'B', link: '#m-b1' },
        { text: 'Votes: 4. Vote to see how people chose.' },
      ],
      badges: [],
      rows: [
        [
          { id: '1:vote:a1:b1:A', label: 'A', style: 'plain' },
          { id: '1:vote:a1:b1:B', label: 'B', style: 'plain' },
          { id: '1:vote:a1:b1:tie', label: 'Tie', style: 'plain' },
          { id: '1:vote:a1:b1:both_bad', label: 'Both bad', style: 'plain' },
        ],
        [{ id: '1:pair_details:p1', label: 'Details', style: 'plain' }],
      ],
    });
  });

  it('shows since when a side is prepared, waits or runs', () => {
    const planning = aView([aGeneration('a1', { createdAt: NOW + 500 })]);
    const [, , , a, b] = headerCard(planning, context).lines;
    expect(a).toEqual({ text: 'A · waiting', side: 'A', since: NOW + 500 });
    expect(b).toEqual({ text: 'B · being prepared', side: 'B', since: NOW });
    expect(sideA(aGeneration('a1', RUNNING))).toEqual({
      text: 'A · making the image',
      side: 'A',
      since: NOW + 1_000,
    });
  });

  it('asks for a vote until somebody has voted', () => {
    expect(lines(aView([imageA, imageB])).at(-1)).toBe('Which is better?');
  });

  it('carries Cancel of each live side', () => {
    const view = aView([aGeneration('a1'), aGeneration('b1', { side: 'B', ...RUNNING })]);
    expect(headerCard(view, context).rows[0]).toEqual([
      { id: '1:cancel:a1', label: 'Cancel A', style: 'danger' },
      { id: '1:cancel:b1', label: 'Cancel B', style: 'danger' },
    ]);
  });

  it.each<[Generation, string]>([
    [{ ...imageA, deletedAt: NOW }, 'A · deleted'],
    [
      failed('a1', 'timeout', { state: 'timed_out' }),
      'A · timed out: the provider did not answer in time. Retry can help.',
    ],
    [aGeneration('a1', { state: 'cancelled', endedAt: NOW }), 'A · cancelled'],
  ])('says how side A ended: %#', (one, said) => {
    expect(sideA(one)).toEqual({ text: said, side: 'A', link: '#m-a1' });
  });

  it('counts a first image from the command, and a later one from its press', () => {
    const late = { createdAt: NOW + 4_000, endedAt: NOW + 9_000 };
    expect(sideA({ ...imageA, ...late })?.text).toBe('A · ready · 9 s');
    expect(sideA({ ...imageA, ...late, number: 2 })?.text).toBe('A · 2nd · ready · 5 s');
  });

  it('puts no deleted image to the vote: the one before it is asked about', () => {
    const newer = aGeneration('a2', { number: 2, ...withImage(), deletedAt: NOW });
    const older = headerCard(aView([imageA, newer, imageB]), context);
    expect(older.rows[0]?.[0]?.id).toBe('1:vote:a1:b1:A');
    const gone = headerCard(aView([{ ...imageA, deletedAt: NOW }, imageB]), context);
    expect(gone.lines.map(({ text }) => text)).not.toContain('Which is better?');
    expect(gone.rows).toHaveLength(1);
  });

  it('offers Re-post of the newest of a side that could not be delivered', () => {
    const posts = [aPost('a1', { state: 'undelivered' }), aPost('a2', { state: 'undelivered' })];
    const second = aGeneration('a2', { number: 2, ...withImage() });
    const { rows } = headerCard(aView([imageA, second], { posts }), context);
    expect(rows[0]).toEqual([{ id: '1:repost:a2', label: 'Re-post A', style: 'primary' }]);
  });

  it('says why the chat refuses an image, and asks for no vote on what nobody sees', () => {
    const refusal = { about: 'picture', said: 'Explicit content cannot be sent' } as const;
    const posts = [
      aPost('a1', { state: 'refused', messageId: null, refusal }),
      aPost('b1', { state: 'undelivered', messageId: null }),
    ];
    const view = aView([imageA, imageB], { posts });
    expect(lines(view).slice(3)).toEqual([
      'A · made, but this chat refuses to show it: “Explicit content cannot be sent”. Nothing was charged for it.',
      'B · made, but its message could not be delivered: Re-post tries again',
    ]);
    expect(headerCard(view, context).rows[0]).toEqual([
      { id: '1:edit:a1', label: 'Edit A…', style: 'primary' },
      { id: '1:repost:b1', label: 'Re-post B', style: 'primary' },
    ]);
  });

  it('says when both sides came out the same, and so are no comparison', () => {
    const view = aView([imageA, imageB], { pair: aPair({ comparable: false }) });
    expect(lines(view)[5]).toBe(
      'Both sides came out with the same references, so this pair is no comparison.',
    );
    expect(lines(aView([imageA, imageB]))).toHaveLength(6);
  });

  it('says where each side has its angle from, before and after it is planned', () => {
    const angles = (angle: string | null, generations: Generation[] = []) => {
      const request = aRequest({ experiment: 'angles', angle });
      return lines(aView(generations, { pair: aPair({ request, recipes: RECIPES.angles }) }))[2];
    };
    const image = { role: 'angle', id: 'an1', key: 'k', label: 'low' } as const;
    const b = (angle: string | null, references: Generation['spec']['references'] = []) => ({
      ...imageB,
      spec: { ...imageB.spec, angle, references },
    });
    expect(angles('overhead')).toBe('A: angle in words · B: angle from an image');
    expect(angles(null)).toBe('A: no angle given · B: angle from an image');
    expect(angles('overhead', [imageA, b(null, [image])])).toBe(
      'A: angle in words · B: angle from an image',
    );
    expect(angles('overhead', [imageA, b('overhead')])).toBe(
      'A: angle in words · B: angle in words',
    );
    expect(angles('overhead', [imageA, b(null)])).toBe('A: angle in words · B: no angle given');
  });

  it('speaks Korean where it is read', () => {
    expect(lines(aView([imageA, aGeneration('b1', { side: 'B' })]), 'ko')).toEqual([
      'a woman walking in Seoul',
      'Sample · 512x512',
      'A: 톤 레퍼런스 3장 · B: 5장',
      'A · 완료 · 5초',
      'B · 대기 중',
    ]);
  });
});
