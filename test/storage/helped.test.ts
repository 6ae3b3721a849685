import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VOTES } from '../../src/core/domain/pair.ts';
import type { Helped } from '../../src/core/domain/pool.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { tempFolder } from '../temp-folder.ts';
import { anEmoji, added, aDraft, aReference, withImage } from '../values.ts';
import { newStore, storeGeneration, storePair } from './sample-rows.ts';

const REFERENCES = ['t1', 't2', 't3'];
/** Which images are made with which references; the first is on both sides of a vote. */
const MADE_WITH: Readonly<Record<string, readonly string[]>> = {
  g1: ['t1', 't2'],
  g2: ['t1', 't3', 't3'],
  g3: ['t2'],
};
const IMAGES = Object.keys(MADE_WITH);
const PEOPLE = ['web:ana', 'web:ben'];

function fill(store: Store): void {
  store.pool.putCategory({ slug: 'a(natural,film)', displayName: 'Film', tags: [] });
  for (const id of REFERENCES) store.pool.insert(aReference(id), added());
  for (const [id, used] of Object.entries(MADE_WITH)) {
    storePair(store, `p-${id}`);
    const references = used.map((one) => {
      return { role: 'tone' as const, id: one, key: aReference(one).key, label: one };
    });
    const spec = { ...aDraft('A'), references, outputKey: `library/${id}` };
    storeGeneration(store, `p-${id}`, id, { ...withImage(), spec });
  }
}

/** What people think, counted from nothing but the rows themselves. */
function countedAnew(store: Store, reference: string): Helped {
  const images = IMAGES.filter((id) => MADE_WITH[id]?.includes(reference));
  const votes = IMAGES.flatMap((id) => store.pairs.view(`p-${id}`)?.votes ?? []);
  const sum = (of: (id: string) => number) => images.reduce((all, id) => all + of(id), 0);
  const count = (id: string, choices: readonly string[], mirrored: readonly string[]) =>
    votes.filter(
      (one) =>
        (one.generationA === id && choices.includes(one.choice)) ||
        (one.generationB === id && mirrored.includes(one.choice)),
    ).length;
  return {
    uses: images.length,
    likes: sum((id) => store.reactions.count(id).likes),
    dislikes: sum((id) => store.reactions.count(id).dislikes),
    won: sum((id) => count(id, ['A'], ['B'])),
    lost: sum((id) => count(id, ['B', 'both_bad'], ['A', 'both_bad'])),
  };
}

const image = fc.constantFrom(...IMAGES);
const person = fc.constantFrom(...PEOPLE);
const reaction = fc.constantFrom(
  ['heart', 'like'] as const,
  ['fire', 'like'] as const,
  ['-1', 'dislike'] as const,
  ['tada', 'other'] as const,
);
const deed = fc.oneof(
  fc.record({ type: fc.constant('add' as const), image, person, reaction, at: fc.nat(9) }),
  fc.record({ type: fc.constant('remove' as const), image, person, reaction }),
  fc.record({
    type: fc.constant('vote' as const),
    a: image,
    b: image,
    person,
    choice: fc.constantFrom(...VOTES),
  }),
);
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

function act(store: Store, one: Deed): void {
  switch (one.type) {
    case 'add': {
      const [emoji, kind] = one.reaction;
      return store.reactions.add(one.image, one.person, anEmoji(emoji), kind, one.at);
    }
    case 'remove':
      return store.reactions.remove(one.image, one.person, anEmoji(one.reaction[0]));
    case 'vote': {
      if (one.a === one.b) return;
      const images = { generationA: one.a, generationB: one.b };
      const vote = { pairId: `p-${one.a}`, personId: one.person, ...images, choice: one.choice };
      store.votes.put({ ...vote, at: 1 });
    }
  }
}

describe('what helped', () => {
  it('is always what the reactions, votes and images say, in whatever order they came', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 30 }), (deeds) => {
        const store = newStore();
        fill(store);
        for (const one of deeds) act(store, one);
        for (const id of REFERENCES) {
          // The latest of like and dislike counts; in one moment, the like.
          expect(store.pool.entry(id)?.helped).toEqual(countedAnew(store, id));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is undone with the transaction that changed it', () => {
    const store = newStore();
    fill(store);
    const fail = () =>
      store.transaction(() => {
        store.reactions.add('g1', 'web:ana', anEmoji('heart'), 'like', 1);
        throw new Error('no');
      });
    expect(fail).toThrow('no');
    expect(store.pool.entry('t1')?.helped.likes).toBe(0);
  });

  it('is counted for databases from before it was kept', async () => {
    const home = await tempFolder();
    const path = join(home, 'diptych.db');
    const old = join(home, 'old');
    const all = join(import.meta.dirname, '../../src/storage/migrations');
    mkdirSync(old);
    for (const name of readdirSync(all).filter((one) => one < '003')) {
      copyFileSync(join(all, name), join(old, name));
    }
    const before = openDatabase(path, old);
    before.exec(`
      INSERT INTO categories VALUES ('c', 'C', '[]');
      INSERT INTO pool_references VALUES
        ('t1', 'tone', 'c', NULL, NULL, '[]', '', 'k1', 'image/png', 's1', 1, NULL),
        ('t2', 'tone', 'c', NULL, NULL, '[]', '', 'k2', 'image/png', 's2', 1, NULL);
      INSERT INTO pairs VALUES ('p', 'web', 'web', 'g', 'a', 'a', 'en', '{}', '[]', NULL, 'planned',
        NULL, '[]', NULL, 1, 1, 1, 1, 1);
      INSERT INTO generations (id, pair_id, side, number, origin, by_id, by_name, spec, recipe_hash,
        provider, model_id, state, wait_deadline, created_at, staged_tone, staged_angle)
        VALUES ('g1', 'p', 'A', 1, 'first', 'a', 'a', '{}', 'h', 'p', 'm', 'succeeded', 1, 1, 75, 75),
          ('g2', 'p', 'B', 1, 'first', 'a', 'a', '{}', 'h', 'p', 'm', 'failed', 1, 1, 75, 75);
      INSERT INTO generation_references VALUES ('g1', 0, 'tone', 't1'), ('g1', 1, 'angle', 't1'),
        ('g2', 0, 'tone', 't2');
      INSERT INTO reactions VALUES ('g1', 'ana', 'heart', 'like', 2), ('g1', 'ana', '-1', 'dislike', 1);
      INSERT INTO votes VALUES ('g1', 'g2', 'ana', 'p', 'A', 1);
    `);
    before.close();
    const db = openDatabase(path);
    const { pool } = sqliteStore(db);
    expect(pool.entry('t1')?.helped).toEqual({ uses: 1, likes: 1, dislikes: 0, won: 1, lost: 0 });
    expect(pool.entry('t2')?.helped.uses).toBe(0);
    expect(pool.entry('t1')?.added).toMatchObject({
      source: 'starter',
      by: { name: 'Diptych' },
    });
    expect(pool.entry('t1')?.reference.sha256).toBe('');
    db.close();
  });
});

describe('the pool as it was read', () => {
  it('is read again when it changed, also by another process, and never kept from a transaction', async () => {
    const path = join(await tempFolder(), 'diptych.db');
    const [mine, theirs] = [openDatabase(path), openDatabase(path)];
    const [store, other] = [sqliteStore(mine), sqliteStore(theirs)];
    fill(store);
    const ids = () => store.pool.available('tone').map((one) => one.id);
    const first = store.pool.available('tone');
    expect(store.pool.available('tone')).toBe(first);
    store.reactions.add('g1', 'web:ana', anEmoji('heart'), 'like', 1);
    expect(store.pool.available('tone')).toBe(first);
    other.pool.remove('t2', { id: 'cli', name: 'cli' }, 1);
    expect(ids()).toEqual(['t1', 't3']);
    const kept = store.pool.available('tone');
    expect(store.transaction(() => store.pool.available('tone'))).toBe(kept);
    const undone = () =>
      store.transaction(() => {
        store.pool.remove('t1', { id: 'cli', name: 'cli' }, 1);
        expect(ids()).toEqual(['t3']);
        throw new Error('no');
      });
    expect(undone).toThrow('no');
    expect(store.pool.available('tone')).toEqual(kept);
    other.pool.restore('t2');
    expect(ids()).toEqual(REFERENCES);
    mine.close();
    theirs.close();
  });
});
