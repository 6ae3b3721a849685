import { describe, expect, it } from 'vitest';
import { storeDelivered, storePair } from '../storage/sample-rows.ts';
import { aCaller, added, aReference, NOW } from '../values.ts';
import { Hub } from './hub.ts';

const at = (surface: 'web' | 'discord' | 'slack', more: object = {}) =>
  aCaller('ana', { place: { surface, workspace: 'w1', channel: 'c1', thread: null }, ...more });

describe('a page of the pool', () => {
  it.each([
    ['web', 12, 3],
    ['discord', 8, 4],
    ['slack', 5, 6],
  ] as const)('holds what %s has room for: %i, of 29', (surface, size, pages) => {
    const { pool } = new Hub().connect(surface).studio;
    const page = (number: number) => pool.page(at(surface), { of: 'all' }, number);
    const seen = Array.from({ length: pages }, (_, n) => page(n).entries);
    expect(seen.map((entries) => entries.length)).toEqual([
      ...Array.from({ length: pages - 1 }, () => size),
      29 - size * (pages - 1),
    ]);
    expect(new Set(seen.flat().map(({ reference }) => reference.id)).size).toBe(29);
    expect(page(0).total).toBe(29);
  });

  it('beyond the last is the last, and before the first the first', () => {
    const { pool } = new Hub().studio;
    const ids = (number: number) =>
      pool.page(at('web'), { of: 'all' }, number).entries.map(({ reference }) => reference.id);
    expect(ids(99)).toEqual(ids(2));
    expect(ids(-1)).toEqual(ids(0));
    expect(pool.page(at('web'), { of: 'removed' }, 5)).toMatchObject({ entries: [], total: 0 });
  });

  it('that is the last and just full is shown, not an empty one behind it', () => {
    const hub = new Hub().connect('slack');
    hub.store.pool.insert(aReference('r30'), added());
    const { entries, total } = hub.studio.pool.page(at('slack'), { of: 'all' }, 99);
    expect([entries.length, total]).toEqual([5, 30]);
  });

  it('is nothing for people whom the door refuses, nor are the names in the pool', () => {
    const hub = new Hub();
    hub.store.access.block('web:ana', 'cli', '', NOW);
    const { pool } = hub.studio;
    const admin = at('web', { admin: true });
    expect(() => pool.named(admin, 'zed', 0)).toThrow('not_allowed_person');
    expect(() => pool.targets(admin)).toThrow('not_allowed_person');
    const id = pool.page(aCaller('ben'), { of: 'all' }, 0).entries[0]?.reference.id ?? '';
    expect(() => pool.remove(admin, id)).toThrow('not_allowed_person');
    expect(() => pool.restore(admin, id)).toThrow('not_allowed_person');
    expect(hub.store.pool.entry(id)?.removed).toBeNull();
  });

  it('is found by a name, a shelf or nothing; what there is is named where there is no such name', () => {
    const { pool } = new Hub().studio;
    const named = (name: string) => pool.named(at('web'), name, 0);
    expect(named(' ').total).toBe(29);
    expect(named('\u200b').total).toBe(29);
    expect(named(' model\u200b').total).toBe(4);
    expect(named('model').total).toBe(4);
    expect(named('model.mina').total).toBe(1);
    expect(named('MINA').card.heading).toBe('Reference pool · Person: Mina');
    expect(() => named('zed')).toThrow('shelf_unknown');
    expect(pool.named(at('web'), '', 2).entries).toHaveLength(5);
    expect(pool.named(at('web'), 'tone', 1).entries).toHaveLength(12);
  });
});

describe('a reference', () => {
  function promotedIn(workspace: string) {
    const hub = new Hub();
    const place = { surface: 'web', workspace, channel: 'c1', thread: null } as const;
    storePair(hub.store, 'p1', { place });
    storeDelivered(hub.store, 'p1', 'g1');
    hub.store.pool.insert(aReference('r1'), added({ source: 'promotion' }));
    const by = { id: 'web:boss', name: 'boss' };
    hub.store.promotions.insert({ id: 'x', generationId: 'g1', referenceId: 'r1', by, at: NOW });
    return hub;
  }
  const link = (hub: Hub) => {
    const reply = hub.studio.pool.entry(at('web'), 'r1');
    if (reply.type !== 'card') throw new Error('no card');
    return reply.card.lines.find(({ text }) => text.startsWith('Promoted'))?.link;
  };

  it('leads to the image that it came from only in the workspace of that image', () => {
    expect(link(promotedIn('w1'))).toBe('https://chat.example/m-g1');
    expect(link(promotedIn('w2'))).toBeUndefined();
  });

  it('is taken out and put back by admins alone, and both are behind the door', () => {
    const { store, studio } = new Hub();
    const admin = at('web', { admin: true });
    for (const work of ['remove', 'restore'] as const) {
      expect(() => studio.pool[work](at('web'), 't00')).toThrow('not_admin');
    }
    studio.pool.remove(admin, 't00');
    expect(store.pool.entry('t00')?.removed?.byName).toBe('ana');
    studio.pool.restore(admin, 't00');
    expect(store.pool.entry('t00')?.removed).toBeNull();
    expect(() => studio.pool.entry(at('web'), 'nope')).toThrow('references_unknown');
    store.access.block('web:ana', 'cli', '', NOW);
    expect(() => studio.pool.page(at('web'), { of: 'all' }, 0)).toThrow('not_allowed_person');
    expect(() => studio.pool.named(at('web'), 'mina', 0)).toThrow('not_allowed_person');
    expect(() => studio.pool.entry(at('web'), 't00')).toThrow('not_allowed_person');
  });
});
