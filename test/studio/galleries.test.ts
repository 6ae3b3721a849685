import { describe, expect, it } from 'vitest';
import type { SurfaceName } from '../../src/core/domain/person.ts';
import { storeDelivered, storePair } from '../storage/sample-rows.ts';
import { anEmoji, aCaller, NOW } from '../values.ts';
import { Hub } from './hub.ts';

/** Thirteen pairs of somebody at a surface, each with an image that they like. */
function seat(surface: SurfaceName) {
  const hub = new Hub().connect(surface);
  const place = { surface, workspace: 'w1', channel: 'c1', thread: null };
  const ana = aCaller('ana', { place });
  const { store } = hub;
  for (let n = 10; n < 23; n += 1) {
    storePair(store, `p${n}`, { place, createdAt: NOW + n });
    storeDelivered(store, `p${n}`, `g${n}`);
    store.reactions.add(`g${n}`, 'web:ana', anEmoji('heart'), 'like', NOW + n);
  }
  return { hub, place, ana, store, galleries: hub.studio.galleries };
}
const down = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, n) => `g${from - n}`);

describe('what somebody likes', () => {
  it.each([
    ['web', 10],
    ['discord', 5],
    ['slack', 5],
  ] as const)('comes page by page, newest like first: %s shows %i', (surface, size) => {
    const { ana, galleries } = seat(surface);
    const first = galleries.likes(ana, null);
    expect(first.entries.map((one) => one.generation.id)).toEqual(down(22, 23 - size));
    expect(first.entries.map((one) => one.view.pair.id)).toEqual(
      down(22, 23 - size).map((id) => id.replace('g', 'p')),
    );
    expect(first.next).toBe(`g${23 - size}`);
    const second = galleries.likes(ana, first.next);
    expect(second.entries[0]?.generation.id).toBe(`g${22 - size}`);
    expect(first.card.rows.flat().map((one) => one.id)).toEqual([`1:likes:g${23 - size}`]);
  });

  it('ends where there is no more, also when the last page is full', () => {
    const { ana, store, galleries } = seat('web');
    for (const n of [10, 11, 12]) store.reactions.remove(`g${n}`, 'web:ana', anEmoji('heart'));
    const { entries, next } = galleries.likes(ana, null);
    expect([entries.length, next]).toEqual([10, null]);
    expect(galleries.likes(ana, 'g13').entries).toEqual([]);
  });

  it('leaves out deleted images, other people’s likes, other workspaces and what is disliked since', () => {
    const { hub, ana, place, store, galleries } = seat('web');
    store.generations.deleted('g22', NOW);
    store.reactions.remove('g21', 'web:ana', anEmoji('heart'));
    store.reactions.add('g21', 'web:ben', anEmoji('heart'), 'like', NOW);
    store.reactions.add('g20', 'web:ana', anEmoji('-1'), 'dislike', NOW + 99);
    store.reactions.add('g19', 'web:ana', anEmoji('-1'), 'dislike', NOW);
    store.reactions.add('g18', 'web:ana', anEmoji('eyes'), 'other', NOW + 99);
    const ids = galleries.likes(ana, null).entries.map((one) => one.generation.id);
    expect(ids.slice(0, 3)).toEqual(['g19', 'g18', 'g17']);
    const elsewhere = { ...ana, place: { ...place, workspace: 'w2' } };
    expect(hub.studio.galleries.likes(elsewhere, null).entries).toEqual([]);
  });

  it('turns the page between likes of one moment without losing or doubling any', () => {
    const { ana, store, galleries } = seat('discord');
    for (let n = 10; n < 23; n += 1)
      store.reactions.add(`g${n}`, 'web:ana', anEmoji('heart'), 'like', NOW);
    const seen: string[] = [];
    for (let next: string | null = null; seen.length < 20; ) {
      const page = galleries.likes(ana, next);
      seen.push(...page.entries.map((one) => one.generation.id));
      next = page.next;
      if (next === null) break;
    }
    expect(seen).toEqual(down(22, 10));
  });
});

describe('the history', () => {
  it.each([
    ['web', 10],
    ['discord', 5],
    ['slack', 5],
  ] as const)('comes page by page, newest pair first: %s shows %i', (surface, size) => {
    const { ana, galleries } = seat(surface);
    const first = galleries.history(ana, null);
    expect(first.entries.map((one) => one.pair.id)).toEqual(
      down(22, 23 - size).map((id) => id.replace('g', 'p')),
    );
    expect(first.next).toBe(`p${23 - size}`);
    expect(galleries.history(ana, first.next).entries[0]?.pair.id).toBe(`p${22 - size}`);
  });

  it('is one’s own, of the workspace where one asks, in one’s own language', () => {
    const { ana, place, galleries } = seat('web');
    const ben = aCaller('ben', { place });
    expect(galleries.history(ben, null).card.lines[0]?.text).toMatch(/^No pairs yet/);
    const elsewhere = { ...ana, place: { ...place, workspace: 'w2' } };
    expect(galleries.history(elsewhere, null).entries).toEqual([]);
    const korean = { ...ana, locale: 'ko' } as const;
    expect(galleries.history(korean, null).card.heading).toBe('내 쌍');
    expect(galleries.likes(korean, null).card.heading).toBe('좋아한 이미지');
    expect(galleries.help(korean).heading).toBe('Diptych가 하는 일');
    expect(galleries.credits(korean).card.heading).toBe('내 크레딧');
  });
});

it('every gallery is behind the door', () => {
  const { ana, store, galleries } = seat('web');
  store.access.block('web:ana', 'cli', '', NOW);
  for (const look of [
    () => galleries.history(ana, null),
    () => galleries.likes(ana, null),
    () => galleries.credits(ana),
    () => galleries.help(ana),
  ]) {
    expect(look).toThrow('not_allowed_person');
  }
});
