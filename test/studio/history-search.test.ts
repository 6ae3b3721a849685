import { describe, expect, it } from 'vitest';
import { storePair } from '../storage/sample-rows.ts';
import { aCaller, aRequest, NOW } from '../values.ts';
import { Hub } from './hub.ts';

/** Pairs of ana, oldest first, with these prompts. */
function hubWith(prompts: readonly string[]) {
  const hub = new Hub();
  const { asker } = storePair(hub.store, 'p000000', { request: aRequest({ prompt: 'zero' }) });
  hub.store.transaction(() => {
    for (const [index, prompt] of prompts.entries()) {
      const id = `p${String(index + 1).padStart(6, '0')}`;
      storePair(hub.store, id, { asker, request: aRequest({ prompt }), createdAt: NOW + index });
    }
  });
  const ana = aCaller('ana');
  expect(ana.person.id).toBe(asker.id);
  const search = async (text: string, before: string | null = null) => {
    const { entries, next } = await hub.studio.galleries.search(ana, text, before);
    return { ids: entries.map(({ pair }) => Number(pair.id.slice(1))), next };
  };
  return { hub, search };
}

describe('a search of one’s pairs', () => {
  it('finds those with all the words, newest first, page by page', async () => {
    const cats = Array.from({ length: 23 }, (_, n) => (n % 2 === 0 ? `Cat ${n}` : `dog ${n}`));
    const { search } = hubWith(cats);
    const first = await search('cat');
    expect(first.ids).toEqual([23, 21, 19, 17, 15, 13, 11, 9, 7, 5]);
    expect(await search('cat', first.next)).toEqual({ ids: [3, 1], next: null });
    expect(await search('cat dog')).toEqual({ ids: [], next: null });
  });

  it('never looks through more than 20,000 pairs at once, and says where it goes on', async () => {
    const { search } = hubWith(['needle', ...Array.from({ length: 20_500 }, () => 'hay')]);
    const first = await search('needle');
    expect(first).toEqual({ ids: [], next: 'p000502' });
    expect(await search('needle', first.next)).toEqual({ ids: [1], next: null });
  });

  it('leaves time for other work', async () => {
    const { search } = hubWith(Array.from({ length: 5_000 }, () => 'hay'));
    let turns = 0;
    const state = { isOver: false };
    const searching = search('needle').finally(() => {
      state.isOver = true;
    });
    while (!state.isOver) {
      turns += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
    await searching;
    expect(turns).toBeGreaterThanOrEqual(5);
  });

  it('finds nothing of other people', async () => {
    const { hub } = hubWith(['secret']);
    const found = await hub.studio.galleries.search(aCaller('ben'), 'secret', null);
    expect(found.entries).toEqual([]);
  });
});
