import { beforeEach, describe, expect, it } from 'vitest';
import type { PoolEntry } from '../../src/core/domain/pool.ts';
import type { Reference } from '../../src/core/domain/reference.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { storeGeneration, storePair } from '../storage/sample-rows.ts';
import { anEmoji, added, aDraft, aReference, NOW, withImage } from '../values.ts';

const FILM = { slug: 'a(natural,film)', displayName: 'Film', tags: ['film'] };
const VIVID = { slug: 'b(vivid,colorful)', displayName: 'Vivid', tags: [] };
const MINA = { slug: 'mina', displayName: '미나', tags: [] };
const ana = { id: 'web:ana', name: 'ana' };

const aPerson = (id: string, more: Partial<Reference> = {}) =>
  aReference(id, { kind: 'model', category: null, persona: 'mina', key: `refs/m/${id}`, ...more });

/** What a store's pool, promotions and unsettled blobs must do. */
export function poolStoreContract(name: string, make: () => Store): void {
  describe(`${name}, as the pool’s store`, () => {
    let store: Store;
    const ids = (entries: readonly PoolEntry[]) => entries.map((one) => one.reference.id);
    const put = (one: Reference, at = NOW) => store.pool.insert(one, added({ at }));
    /** An image made with these references. */
    const made = (id: string, ...references: Reference[]) => {
      const used = references.map(({ id: of, key }) => ({ role: 'tone', id: of, key, label: of }));
      const draft = {
        ...aDraft('A'),
        references: used.map((one) => ({ ...one, role: 'tone' as const })),
      };
      storePair(store, `p-${id}`);
      const spec = { ...draft, outputKey: `library/${id}` };
      storeGeneration(store, `p-${id}`, id, { ...withImage(), spec });
    };
    beforeEach(() => {
      store = make();
      store.pool.putCategory(FILM);
      store.pool.putCategory(VIVID);
      store.pool.putPersona(MINA);
    });

    it('keeps references, categories and personas as they were put', () => {
      const [tone, person] = [aReference('t1'), aPerson('m1')];
      expect([put(tone), put(person)]).toEqual([true, true]);
      expect(store.pool.available('tone')).toEqual([tone]);
      expect(store.pool.get('m1')).toEqual(person);
      store.pool.putCategory({ ...FILM, displayName: 'Renamed', tags: [] });
      expect(store.pool.categories()).toEqual([
        { ...FILM, displayName: 'Renamed', tags: [] },
        VIVID,
      ]);
      expect(store.pool.entry('m1')).toMatchObject({ targetName: '미나', removed: null });
    });

    it('takes one content once a target, until it is removed from there', () => {
      const again = (id: string, more = {}) => aReference(id, { sha256: 'x', key: id, ...more });
      expect(put(again('t1'))).toBe(true);
      expect(put(again('t2'))).toBe(false);
      expect(put(again('t3', { category: VIVID.slug }))).toBe(true);
      expect(put(aPerson('m1', { sha256: 'x' }))).toBe(true);
      store.pool.remove('t1', ana, NOW);
      expect(put(again('t2'))).toBe(true);
      expect(ids(store.pool.withContent('tone', 'x'))).toEqual(['t2', 't3', 't1']);
      expect(store.pool.restore('t1')).toBe(false);
    });

    it('finds a reference by the file that it was made of', () => {
      const original = { originalSha256: 'as it came' };
      expect(store.pool.insert(aReference('t1', { sha256: 'x' }), added(original))).toBe(true);
      expect(put(aReference('t2', { sha256: 'y' }))).toBe(true);
      expect(ids(store.pool.withContent('tone', 'as it came'))).toEqual(['t1']);
      expect(ids(store.pool.withContent('tone', 'x'))).toEqual(['t1']);
      expect(store.pool.withContent('model', 'as it came')).toEqual([]);
      expect(store.pool.withContent('tone', '')).toEqual([]);
    });

    it('takes any number of references whose content nobody knows', () => {
      expect(put(aReference('t1', { sha256: '' }))).toBe(true);
      expect(put(aReference('t2', { sha256: '' }))).toBe(true);
      expect(store.pool.withContent('tone', '')).toEqual([]);
    });

    it('replaces what is said about a reference, and nothing else', () => {
      put(aReference('t1', { location: 'seoul', tags: ['warm'], caption: 'Roof' }));
      put(aReference('t2'));
      expect(store.pool.available('tone')).toHaveLength(2);
      const about = { location: null, tags: ['cold', 'early'], caption: 'Roof at dawn' };
      expect(store.pool.describe('t1', about)).toBe(true);
      expect(store.pool.describe('none', about)).toBe(false);
      expect(store.pool.available('tone')).toEqual([aReference('t1', about), aReference('t2')]);
    });

    it('hides what is removed from new plans, keeps its story, and takes a removal back', () => {
      put(aReference('t1'));
      expect(store.pool.remove('t1', ana, NOW + 5)).toBe(true);
      expect(store.pool.remove('t1', ana, NOW + 9)).toBe(false);
      expect(store.pool.available('tone')).toEqual([]);
      expect(store.pool.get('t1')).toBeUndefined();
      expect(store.pool.entry('t1')?.removed).toEqual({ at: NOW + 5, byName: 'ana' });
      expect(store.pool.restore('t1')).toBe(true);
      expect(store.pool.restore('t1')).toBe(false);
      expect(store.pool.available('tone')).toHaveLength(1);
    });

    it('purges only what was removed, once, and never brings it back', () => {
      const { key } = aReference('t1');
      put(aReference('t1'));
      expect(store.pool.purge('t1', NOW)).toBe(false);
      store.pool.remove('t1', ana, NOW);
      expect([store.pool.hasKey(key), store.pool.purged(['t1', 't2'])]).toEqual([true, []]);
      expect([store.pool.purge('t1', NOW), store.pool.purge('t1', NOW)]).toEqual([true, false]);
      expect([store.pool.hasKey(key), store.pool.purged(['t1', 't2'])]).toEqual([false, ['t1']]);
      expect(store.pool.restore('t1')).toBe(false);
    });

    it('lists by kind and target, what stands or what was removed, page by page', () => {
      for (const id of ['t1', 't2', 't3']) put(aReference(id));
      put(aReference('v1', { category: VIVID.slug }));
      put(aPerson('m1'));
      store.pool.remove('t2', ana, NOW);
      const list = (filter: object, offset = 0) => ids(store.pool.list(filter, offset, 2));
      expect(list({})).toEqual(['v1', 't3']);
      expect(list({}, 2)).toEqual(['t1', 'm1']);
      expect(list({ category: FILM.slug })).toEqual(['t3', 't1']);
      expect(list({ persona: 'mina' })).toEqual(['m1']);
      expect(list({ kind: 'angle', category: FILM.slug })).toEqual([]);
      expect(list({ removed: true })).toEqual(['t2']);
      expect(store.pool.count({ kind: 'tone' })).toBe(3);
    });

    it('puts first what helped: uses, likes and votes of the images made with it', () => {
      const [good, bad, fresh] = [aReference('t1'), aReference('t2'), aReference('t3')];
      for (const one of [good, bad, fresh]) put(one);
      made('g1', good, good);
      made('g2', bad);
      store.reactions.add('g1', 'web:ben', anEmoji('heart'), 'like', 1);
      store.reactions.add('g1', 'web:ben', anEmoji('fire'), 'like', 2);
      store.reactions.add('g1', 'web:ana', anEmoji('heart'), 'like', 3);
      store.reactions.add('g1', 'web:ana', anEmoji('-1'), 'dislike', 4);
      store.reactions.add('g1', 'web:eve', anEmoji('tada'), 'other', 5);
      const vote = { pairId: 'p-g1', generationA: 'g1', generationB: 'g2', at: 1 } as const;
      store.votes.put({ ...vote, personId: 'web:ana', choice: 'A' });
      store.votes.put({ ...vote, personId: 'web:ben', choice: 'both_bad' });
      store.votes.put({ ...vote, personId: 'web:eve', choice: 'tie' });
      expect(ids(store.pool.list({ kind: 'tone' }, 0, 9))).toEqual(['t1', 't3', 't2']);
      expect(store.pool.entry('t1')?.helped).toEqual({
        uses: 1,
        likes: 1,
        dislikes: 1,
        won: 1,
        lost: 1,
      });
      expect(store.pool.entry('t2')?.helped).toMatchObject({ uses: 1, won: 0, lost: 2 });
      expect(store.pool.entry('t3')?.helped.uses).toBe(0);
    });

    it('counts a use once, however often its image is reported', () => {
      put(aReference('t1'));
      made('g1', aReference('t1'));
      const image = store.generations.get('g1');
      if (image === undefined) throw new Error('the image was not stored');
      expect(store.generations.save(image, 'running', NOW)).toBe(false);
      expect(store.pool.entry('t1')?.helped.uses).toBe(1);
    });

    it('names the targets, the most promoted to first, then the fullest', () => {
      put(aReference('v1', { category: VIVID.slug }));
      put(aReference('v2', { category: VIVID.slug }));
      put(aReference('t1'));
      store.pool.insert(aPerson('m1'), added({ source: 'promotion' }));
      expect(store.pool.targets()).toEqual([
        { kind: 'model', slug: 'mina', displayName: '미나', references: 1, promotions: 1 },
        { kind: 'tone', slug: VIVID.slug, displayName: 'Vivid', references: 2, promotions: 0 },
        { kind: 'tone', slug: FILM.slug, displayName: 'Film', references: 1, promotions: 0 },
      ]);
    });

    it('names what an image can be promoted to: the most promoted to first, angle images last', () => {
      put(aReference('v1', { category: VIVID.slug }));
      store.pool.insert(aPerson('m1'), added({ source: 'promotion' }));
      put(aReference('a1', { kind: 'angle' }));
      put(aReference('a2', { kind: 'angle' }));
      const seen = store.pool.promotable().map((one) => [one.kind, one.slug, one.references]);
      expect(seen).toEqual([
        ['model', 'mina', 1],
        ['tone', VIVID.slug, 1],
        ['tone', FILM.slug, 0],
        ['angle', FILM.slug, 2],
        ['angle', VIVID.slug, 0],
      ]);
    });

    it('names targets that are equally full by slug, and counts no removed reference', () => {
      store.pool.putPersona({ slug: 'ava', displayName: 'Ava', tags: [] });
      put(aReference('t1'));
      put(aReference('v1', { category: VIVID.slug }));
      store.pool.remove('v1', ana, NOW);
      const named = store.pool.targets().map((one) => `${one.slug} ${one.references}`);
      expect(named).toEqual([`${FILM.slug} 1`, 'ava 0', `${VIVID.slug} 0`, 'mina 0']);
    });

    it('gives what can be used in the order of ids, whichever came first', () => {
      put(aReference('t2'));
      put(aReference('t1'));
      expect(store.pool.available('tone').map((one) => one.id)).toEqual(['t1', 't2']);
    });

    it('forgets what was read in a transaction that was undone', () => {
      const undone = () =>
        store.transaction(() => {
          put(aReference('t1'));
          expect(store.pool.available('tone')).toHaveLength(1);
          throw new Error('no');
        });
      expect(undone).toThrow('no');
      put(aReference('t2'));
      expect(store.pool.available('tone').map((one) => one.id)).toEqual(['t2']);
    });

    it('learns a content once, and never one that its target has already', () => {
      put(aReference('t1', { sha256: '' }));
      put(aReference('t2', { sha256: '' }));
      store.pool.setContent('t1', 'x');
      store.pool.setContent('t1', 'y');
      store.pool.setContent('t2', 'x');
      const content = (id: string) => store.pool.get(id)?.sha256;
      expect([content('t1'), content('t2')]).toEqual(['x', '']);
    });

    it('keeps promotions with their image, target and whether they stand', () => {
      made('g1');
      store.pool.insert(aPerson('m1'), added({ source: 'promotion' }));
      const promotion = { id: 'x1', generationId: 'g1', referenceId: 'm1', by: ana, at: NOW };
      store.promotions.insert(promotion);
      const target = { kind: 'model', slug: 'mina', displayName: '미나' };
      const kept = { ...promotion, target, inPool: true };
      expect(store.promotions.get('x1')).toEqual(kept);
      expect(store.promotions.of('g1')).toEqual([kept]);
      expect(store.pairs.view('p-g1')?.promotions).toEqual([kept]);
      expect(store.promotions.pairOf('m1')).toBe('p-g1');
      expect(store.pool.entry('m1')?.generationId).toBe('g1');
      store.pool.remove('m1', ana, NOW);
      expect(store.promotions.get('x1')?.inPool).toBe(false);
    });

    it('keeps what was picked until it is too old', () => {
      made('g1');
      const target = { kind: 'tone', slug: 'neon', displayName: 'Neon' } as const;
      const draft = { id: 'd1', generationId: 'g1', personId: ana.id, target, at: NOW };
      store.promotions.putDraft(draft);
      store.promotions.forgetDrafts(NOW);
      expect(store.promotions.draft('d1')).toEqual(draft);
      store.promotions.forgetDrafts(NOW + 1);
      expect(store.promotions.draft('d1')).toBeUndefined();
    });

    it('remembers blobs on their way until they are settled, once', () => {
      store.unsettled.begin('refs/1', 10);
      store.unsettled.begin('refs/2', 20);
      store.unsettled.begin('refs/1', 30);
      expect(store.unsettled.before(30)).toEqual(['refs/2']);
      expect(store.unsettled.before(31)).toEqual(['refs/2', 'refs/1']);
      expect([store.unsettled.settle('refs/1'), store.unsettled.settle('refs/1')]).toEqual([
        true,
        false,
      ]);
    });
  });
}
