import { describe, expect, it } from 'vitest';
import {
  type ChangeParts,
  purgeRefs,
  removeRefs,
  restoreRefs,
} from '../../../src/cli/refs/change-refs.ts';
import type { FilterFlags } from '../../../src/cli/refs/filter.ts';
import { listRefs } from '../../../src/cli/refs/list-refs.ts';
import type { Store } from '../../../src/core/ports/store.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { MemoryBlobs } from '../../fakes/memory-blobs.ts';
import { newStore, storeGeneration, storePair } from '../../storage/sample-rows.ts';
import { anEmoji, added, aDraft, aReference, NOW, withImage } from '../../values.ts';

const FILM = { slug: 'a(natural,film)', displayName: 'Film', tags: [] };

/** A store with two tones and a person; an image was made with the first tone. */
function aStore(): Store {
  const store = newStore();
  store.pool.putCategory(FILM);
  store.pool.putPersona({ slug: 'mina', displayName: '미나', tags: [] });
  const [t1, t2] = [aReference('t1', { location: 'seoul', caption: 'Warm' }), aReference('t2')];
  for (const one of [t1, t2]) store.pool.insert(one, added());
  store.pool.insert(
    aReference('m1', { kind: 'model', category: null, persona: 'mina', key: 'refs/m/1.png' }),
    added(),
  );
  storePair(store, 'p1');
  const references = [{ role: 'tone' as const, id: t1.id, key: t1.key, label: t1.caption }];
  const spec = { ...aDraft('A'), references, outputKey: 'library/g1' };
  storeGeneration(store, 'p1', 'g1', { ...withImage(), spec });
  store.reactions.add('g1', 'web:ben', anEmoji('heart'), 'like', 1);
  return store;
}

function listed(store: Store, flags: FilterFlags & { json?: boolean } = {}): readonly string[] {
  const said: string[] = [];
  listRefs(flags, store, (text) => said.push(text));
  return said;
}

describe('refs list', () => {
  it('shows what helped most first, with its whole story', () => {
    expect(listed(aStore())).toEqual([
      't1  tone   Film · Warm · Seoul · used 1 · likes 1, dislikes 0 · votes 0:0 · added 2026-11-24 by ana',
      't2  tone   Film · reference t2 · used 0 · likes 0, dislikes 0 · votes 0:0 · added 2026-11-24 by ana',
      'm1  model  미나 · reference m1 · used 0 · likes 0, dislikes 0 · votes 0:0 · added 2026-11-24 by ana',
      '3 references.',
    ]);
  });

  it('narrows by kind, category, persona and removal, and says who there is', () => {
    const store = aStore();
    store.pool.remove('t2', { id: 'web:ana', name: 'ana' }, NOW);
    expect(listed(store, { kind: 'tone' })).toHaveLength(2);
    expect(listed(store, { category: 'film' })[0]).toContain('t1');
    expect(listed(store, { persona: '미나' })[0]).toContain('m1');
    expect(listed(store, { removed: true })[0]).toContain('removed 2026-11-24 by ana');
    expect(() => listed(store, { category: 'x' })).toThrow('There is no category “x”');
  });

  it('prints lines of JSON, and all of a pool of many pages', () => {
    const store = aStore();
    const many = Array.from({ length: 1_000 }, (_, n) => aReference(`n${n}`));
    store.transaction(() => many.forEach((one) => store.pool.insert(one, added())));
    const lines = listed(store, { json: true });
    expect(new Set(lines).size).toBe(1_003);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      id: 't1',
      kind: 'tone',
      target: 'Film',
      uses: 1,
      likes: 1,
      added_by: { id: 'web:ana', name: 'ana' },
      added_at: '2026-11-24T09:00:00.000Z',
      removed_at: null,
    });
  });
});

describe('refs remove, restore and purge', () => {
  const parts = (store: Store, blobs = new MemoryBlobs()) => {
    const said: string[] = [];
    const out = (text: string) => said.push(text);
    const world: ChangeParts = { store, blobs, clock: new FakeClock(), out };
    return { world, said, blobs };
  };

  it('tell each reference, go on after one that cannot be, and say so by the exit code', async () => {
    const { world, said } = parts(aStore());
    expect(await removeRefs(['t1', 't1', 'x', 't2'], world)).toBe(1);
    expect(said).toEqual([
      't1 (Film: Warm) is out of the pool; `refs restore t1` takes that back.',
      expect.stringMatching(/^x: .+/),
      't2 (Film: reference t2) is out of the pool; `refs restore t2` takes that back.',
    ]);
    expect(world.store.pool.entry('t1')?.removed?.byName).toBe('command line');
    said.length = 0;
    expect(await removeRefs(['t1'], world)).toBe(1);
    expect(await restoreRefs(['t1', 't2'], world)).toBe(0);
    expect(said).toEqual([
      't1: That reference is not in the pool any more.',
      't1 (Film: Warm) is in the pool again.',
      't2 (Film: reference t2) is in the pool again.',
    ]);
  });

  it('purge only with --yes, and say before what is lost', async () => {
    const { world, said, blobs } = parts(aStore());
    const { key } = aReference('t1');
    await blobs.put(key, new Uint8Array(1));
    expect(await purgeRefs(['t1', 'm1'], {}, world)).toBe(1);
    expect(said).toEqual([
      't1 (Film: Warm) would be deleted for good; 1 image was made with it, and cannot be made again like that.',
      'm1 (미나: reference m1) would be deleted for good; no image was made with it.',
      'Nothing was deleted: say --yes to do it.',
    ]);
    expect(world.store.pool.get('t1')).toBeDefined();
    said.length = 0;
    expect(await purgeRefs(['t1'], { yes: true }, world)).toBe(0);
    expect(said[0]).toContain('t1 (Film: Warm) is deleted; 1 image');
    expect(await blobs.get(key)).toBeUndefined();
    await purgeRefs(['t1'], {}, world);
    expect(said[1]).toBe('t1 (Film: Warm) was purged before.');
  });

  it('finish a purge that the blob store failed', async () => {
    const { world, said, blobs } = parts(aStore());
    blobs.failing = true;
    expect(await purgeRefs(['t2'], { yes: true }, world)).toBe(1);
    expect(said).toEqual(['t2: made to fail: run the same command again to finish it.']);
    blobs.failing = false;
    expect(await purgeRefs(['t2'], { yes: true }, world)).toBe(0);
  });
});
