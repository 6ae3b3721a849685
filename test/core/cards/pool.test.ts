import { describe, expect, it } from 'vitest';
import { poolCard, poolEntryCard } from '../../../src/core/cards/pool.ts';
import type { PoolEntry } from '../../../src/core/domain/pool.ts';
import type { Shelf } from '../../../src/core/chat/shelf.ts';
import { labels, texts } from './card-texts.ts';
import { aContext } from '../../card-values.ts';
import { added, anEntry, aReference, NOW } from '../../values.ts';

const context = aContext('en', { link: (id) => `#m-${id}` });
const targets = [
  { kind: 'tone', slug: 'x', displayName: 'Natural film', references: 6, promotions: 0 },
  { kind: 'model', slug: 'x', displayName: 'Mina', references: 1, promotions: 2 },
] as const;
const promoted = anEntry('t1', {
  reference: aReference('t1', { location: 'seoul', tags: ['warm', 'film'] }),
  helped: { uses: 2, likes: 1, dislikes: 0, won: 3, lost: 4 },
  generationId: 'a1',
  added: added({ source: 'promotion' }),
});
const removed = { at: NOW, byName: 'root' };
const picture = { key: 'refs/tone_angle_image_ref/a(natural,film)/t1.png', label: 'reference t1' };
const mina: Shelf = { of: 'target', target: { kind: 'model', slug: 'x' } };

const page = (more: Partial<Parameters<typeof poolCard>[0]> = {}) =>
  poolCard(
    { shelf: mina, entries: [promoted], total: 9, page: 1, before: 5, ...more },
    targets,
    context,
  );
const turns = (more: Partial<Parameters<typeof poolCard>[0]>) =>
  page(more)
    .rows.flat()
    .map(({ id }) => id);

describe('a page of the pool', () => {
  it('shows its references, opens each, and leads to every shelf', () => {
    const entries = [promoted, anEntry('t2', { removed, purgedAt: NOW })];
    expect(page({ entries })).toEqual({
      kind: 'private',
      locale: 'en',
      heading: 'Reference pool · Person: Mina',
      lines: [
        {
          text: '6–7 of 9, what helped most first: likes and won votes less dislikes and lost ones.',
        },
        {
          text: 'reference t1 · Natural film (tone) · Seoul · used in 2 images: 1 like, 0 dislikes, votes 3 won, 4 lost',
          picture,
        },
        { text: 'reference t2 · Natural film (tone) · not used yet' },
      ],
      badges: [],
      selects: [
        {
          label: 'Open one…',
          options: [
            { id: '1:pool_entry:t1', label: 'reference t1', hint: 'Natural film (tone)' },
            { id: '1:pool_entry:t2', label: 'reference t2', hint: 'Natural film (tone)' },
          ],
        },
        {
          label: 'Show…',
          options: [
            { id: '1:pool:0:all', label: 'all' },
            { id: '1:pool:0:tone', label: 'tones' },
            { id: '1:pool:0:angle', label: 'angles' },
            { id: '1:pool:0:model', label: 'people' },
            { id: '1:pool:0:removed', label: 'removed' },
            { id: '1:pool:0:tone.x', label: 'Tone: Natural film' },
            { id: '1:pool:0:model.x', label: 'Person: Mina', chosen: true },
          ],
        },
      ],
      rows: [
        [
          { id: '1:pool:0:model.x', label: 'Previous', style: 'plain' },
          { id: '1:pool:2:model.x', label: 'More', style: 'plain' },
        ],
      ],
    });
  });

  it('turns only to where there is a page', () => {
    expect(turns({ page: 0, before: 0, total: 1 })).toEqual([]);
    expect(turns({ page: 0, before: 0, total: 2 })).toEqual(['1:pool:1:model.x']);
    expect(turns({ page: 3, before: 8, total: 9 })).toEqual(['1:pool:2:model.x']);
  });

  it('of an empty shelf says so, and opens nothing', () => {
    const card = page({ entries: [], total: 0, page: 0, before: 0 });
    expect(card.lines).toEqual([{ text: 'Nothing here yet.' }]);
    expect(card.selects?.map(({ label }) => label)).toEqual(['Show…']);
  });

  it('of somebody who is gone is named as its buttons name it', () => {
    const shelf: Shelf = { of: 'target', target: { kind: 'tone', slug: 'gone' } };
    expect(page({ shelf }).heading).toBe('Reference pool · Tone: gone');
  });

  it.each<[string, Partial<PoolEntry>, string]>([
    [
      'its caption names the target',
      { reference: aReference('t', { caption: 'Natural film, dawn' }) },
      'Natural film, dawn · tone · not used yet',
    ],
    [
      'there is no caption',
      { reference: aReference('t', { caption: '' }) },
      'Natural film · tone · not used yet',
    ],
    [
      'its caption names the place',
      { reference: aReference('t', { caption: 'SEOUL at dawn', location: 'seoul' }) },
      'SEOUL at dawn · Natural film (tone) · not used yet',
    ],
    [
      'it shows a person',
      { reference: aReference('t', { kind: 'model', caption: 'smiling' }), targetName: 'Mina' },
      'smiling · Mina (person) · not used yet',
    ],
  ])('says nothing twice where %s', (_where, more, said) => {
    expect(page({ entries: [anEntry('t', more)] }).lines[1]?.text).toBe(said);
  });
});

describe('a reference of the pool', () => {
  it('tells its story, with the way to its image and what an admin may do', () => {
    expect(poolEntryCard(promoted, true, context)).toEqual({
      kind: 'private',
      locale: 'en',
      heading: 'reference t1',
      lines: [
        { text: 'Natural film (tone)' },
        { text: 'Place: Seoul' },
        { text: 'Tags: warm, film' },
        { text: 'Promoted by ana, 2026-11-24', link: '#m-a1' },
        { text: 'used in 2 images: 1 like, 0 dislikes, votes 3 won, 4 lost' },
      ],
      picture,
      badges: [],
      rows: [
        [
          { id: '1:pool_remove:t1', label: 'Remove from the pool', style: 'danger' },
          { id: '1:pool:0:all', label: 'Back to the pool', style: 'plain' },
        ],
      ],
    });
  });

  it.each<[string, Partial<PoolEntry>, readonly string[]]>([
    [
      'of the starter pool',
      { added: added({ source: 'starter' }) },
      ['Part of the starter pool, 2026-11-24', 'not used yet'],
    ],
    ['imported', {}, ['Imported 2026-11-24', 'not used yet']],
    [
      'removed',
      { removed },
      [
        'Imported 2026-11-24',
        'not used yet',
        'Removed by root, 2026-11-24: new plans leave it out, what was made with it can run again.',
      ],
    ],
    [
      'purged',
      { removed, purgedAt: NOW },
      [
        'Imported 2026-11-24',
        'not used yet',
        'Purged 2026-11-24: its image is gone, and what was made with it cannot run again as it was.',
      ],
    ],
  ])('that is %s says so', (_what, more, said) => {
    const card = poolEntryCard(anEntry('t1', more), false, context);
    expect(card.lines.slice(1).map(({ text }) => text)).toEqual(said);
    expect('picture' in card).toBe(more.purgedAt === undefined);
  });

  it.each<[string, Partial<PoolEntry>, boolean, readonly string[]]>([
    ['an admin', {}, true, ['Remove from the pool', 'Back to the pool']],
    ['an admin, of a removed one', { removed }, true, ['Put back', 'Back to the pool']],
    ['an admin, of a purged one', { removed, purgedAt: NOW }, true, ['Back to the pool']],
    ['others', {}, false, ['Back to the pool']],
    ['others, of a removed one', { removed }, false, ['Back to the pool']],
  ])('gives %s the buttons that apply', (_whom, more, mayChange, wanted) => {
    expect(labels(poolEntryCard(anEntry('t1', more), mayChange, context))).toEqual(wanted);
  });

  it('that was removed is put back by its own button', () => {
    expect(poolEntryCard(anEntry('t1', { removed }), true, context).rows[0]?.[0]).toEqual({
      id: '1:pool_restore:t1',
      label: 'Put back',
      style: 'primary',
    });
  });

  it('leads to no image that nobody here may know of', () => {
    const card = poolEntryCard({ ...promoted, generationId: null }, false, context);
    expect(card.lines[3]).toEqual({ text: 'Promoted by ana, 2026-11-24' });
  });

  it('speaks Korean', () => {
    expect(
      texts(poolEntryCard({ ...promoted, removed }, true, { ...context, locale: 'ko' })).split(
        '\n',
      ),
    ).toEqual([
      'reference t1',
      'Natural film (톤)',
      '장소: 서울',
      '태그: warm, film',
      'ana 님이 등록, 2026-11-24',
      '이미지 2개에 쓰임: 좋아요 1, 싫어요 0, 투표 3승 4패',
      'root 님이 제거, 2026-11-24: 새 계획에는 쓰이지 않고, 이것으로 만든 것은 다시 실행할 수 있습니다.',
    ]);
  });
});
