import { describe, expect, it } from 'vitest';
import { PoolKeeper } from '../../../src/core/studio/pool/pool-keeper.ts';
import { BlobError, type BlobStore } from '../../../src/core/ports/blobs.ts';
import { sha256Hex } from '../../../src/digest.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { MemoryBlobs } from '../../fakes/memory-blobs.ts';
import { added, aReference } from '../../values.ts';
import {
  aCategory,
  aHome,
  aTree,
  blobKeys,
  type Home,
  imported,
  numbered,
  standing,
  unsettled,
} from './kit.ts';

const ana = { id: 'web:ana', name: 'ana' };

/** A blob store that does something before it takes each blob. */
function interrupted(blobs: BlobStore, before: (key: string) => void): BlobStore {
  return {
    put: async (key, bytes, type) => {
      before(key);
      await blobs.put(key, bytes, type);
    },
    get: (key) => blobs.get(key),
    size: (key) => blobs.size(key),
    copy: (from, to) => blobs.copy(from, to),
    delete: (key) => blobs.delete(key),
    list: (prefix) => blobs.list(prefix),
  };
}

describe('importing again', () => {
  it('skips what the pool holds, in whatever category, and what the folder has twice', async () => {
    const home = await aHome();
    const folder = await aTree({ 'film/1.png': 1, 'neon/same.png': 1, 'neon/2.png': 2 });
    const first = await imported(home, folder);
    expect(first).toEqual({ code: 0, text: '2 added, 1 duplicate, 0 refused.' });
    const again = await imported(home, folder);
    expect(again).toEqual({ code: 0, text: '0 added, 3 duplicates, 0 refused.' });
    expect(standing(home)).toHaveLength(2);
  });

  it('takes one picture as a tone, as an angle and as a person', async () => {
    const home = await aHome();
    const folder = await aTree({ 'film/1.png': 1 });
    for (const kind of ['tone', 'angle', 'model'] as const) await imported(home, folder, { kind });
    expect(standing(home).map((one) => one.kind)).toEqual(['tone', 'angle', 'model']);
    expect(await blobKeys(home)).toHaveLength(3);
  });

  it('leaves out what somebody removed, and says who and how it comes back', async () => {
    const home = await aHome();
    const folder = await aTree({ 'film/1.png': 1, 'film/2.png': 2 });
    await imported(home, folder);
    const [one] = standing(home);
    home.store.pool.remove(one?.id ?? '', ana, Date.UTC(2026, 10, 20));
    expect(await imported(home, folder)).toEqual({
      code: 0,
      text: [
        '0 added, 1 duplicate, 1 removed from it before, 0 refused.',
        'Not added:',
        `  film/1.png: removed by ana on 2026-11-20: \`refs restore ${one?.id}\` brings it back`,
      ].join('\n'),
    });
  });

  it('brings back what was purged, under a key that the purge cannot meet again', async () => {
    const home = await aHome();
    const folder = await aTree({ 'film/1.png': 1 });
    await imported(home, folder);
    const [old] = standing(home);
    const keeper = new PoolKeeper({ ...home, clock: new FakeClock() });
    await keeper.purge(old?.id ?? '', ana);
    expect((await imported(home, folder)).text).toContain('1 added');
    await keeper.purge(old?.id ?? '', ana);
    const [fresh] = standing(home);
    expect(fresh?.key).not.toBe(old?.key);
    expect(await home.blobs.size(fresh?.key ?? '')).toBeGreaterThan(0);
  });

  it('goes on after a stop, which lets the batch in flight end', async () => {
    const home = await aHome();
    const folder = await aTree(aCategory('film', 50));
    const stop = new AbortController();
    const update = (done: number) => {
      if (done === 5) stop.abort();
    };
    const { code, text } = await imported(home, folder, {}, { signal: stop.signal, update });
    expect(code).toBe(130);
    expect(text).toBe(
      '16 added, 0 duplicates, 0 refused.\nStopped: run the same command again to go on.',
    );
    expect(unsettled(home)).toEqual([]);
    expect((await imported(home, folder)).text).toBe('34 added, 16 duplicates, 0 refused.');
  });

  it('by two at once brings in each picture once', async () => {
    const home = await aHome();
    const other = await aHome(home.home);
    const folder = await aTree(aCategory('film', 60));
    const ran = await Promise.all([imported(home, folder), imported(other, folder)]);
    expect(ran.map((one) => one.code)).toEqual([0, 0]);
    expect(standing(home)).toHaveLength(60);
    expect(await blobKeys(home)).toEqual(
      standing(home)
        .map((one) => one.key)
        .toSorted(),
    );
    expect(unsettled(home)).toEqual([]);
  });
});

describe('an import whose blob store fails', () => {
  it('refuses the picture with the reason, and takes it the next time', async () => {
    const home = await aHome();
    const folder = await aTree({ 'film/1.png': 1, 'film/2.png': 2 });
    const blobs = interrupted(home.blobs, (key) => {
      if (key.includes('/1-')) throw new BlobError('storage', 'the disk is full');
    });
    const { code, text } = await imported(home, folder, {}, { blobs });
    expect(code).toBe(2);
    expect(text).toContain('film/1.png: not taken by the image store: the disk is full');
    expect(unsettled(home)).toHaveLength(1);
    expect(await imported(home, folder)).toMatchObject({ code: 0 });
    expect(unsettled(home)).toEqual([]);
    expect(standing(home)).toHaveLength(2);
  });

  it('stops after five failures in a row, says so, and leaves nothing half-done', async () => {
    const home = await aHome();
    const blobs = new MemoryBlobs();
    blobs.failing = true;
    const folder = await aTree(aCategory('film', 40));
    const said: string[] = [];
    const run = imported(home, folder, {}, { blobs, update: (done) => said.push(String(done)) });
    await expect(run).rejects.toThrow(
      'Stopped: 5 pictures in a row were not taken by the image store: made to fail.',
    );
    expect(said).toHaveLength(16);
    expect(standing(home)).toEqual([]);
    expect(home.store.pool.categories()).toEqual([]);
  });
});

describe('an import beside others', () => {
  const content = async () => sha256Hex(await numbered(1));
  const during = async (home: Home, before: (key: string) => void) =>
    imported(
      home,
      await aTree({ 'film/1.png': 1 }),
      {},
      { blobs: interrupted(home.blobs, before) },
    );

  it('gives way to who brings the same picture in meanwhile, and leaves no stray blob', async () => {
    const home = await aHome();
    const sha256 = await content();
    const { text } = await during(home, () => {
      home.store.pool.putCategory({ slug: 'neon', displayName: 'Neon', tags: [] });
      home.store.pool.insert(aReference('r1', { category: 'neon', sha256 }), added());
    });
    expect(text).toContain('0 added, 1 duplicate');
    expect(await blobKeys(home)).toEqual([]);
    expect(unsettled(home)).toEqual([]);
    expect(home.store.pool.categories().map((one) => one.slug)).toEqual(['neon']);
  });

  it('names no blob that the janitor gave up', async () => {
    const home = await aHome();
    const { code, text } = await during(home, (key) => home.store.unsettled.settle(key));
    expect(code).toBe(2);
    expect(text).toContain('film/1.png: given up after an hour');
    expect(standing(home)).toEqual([]);
    expect(await blobKeys(home)).toEqual([]);
  });

  it('makes no second category of a name that somebody gave meanwhile', async () => {
    const home = await aHome();
    const theirs = { slug: 'x(film)', displayName: 'FILM', tags: ['warm'] };
    const ended = during(home, () => home.store.pool.putCategory(theirs));
    await expect(ended).rejects.toThrow('Somebody made "FILM" in the meantime');
    expect(home.store.pool.categories()).toEqual([theirs]);
    expect(standing(home)).toEqual([]);
    const folder = await aTree({ 'film/1.png': 1 });
    expect((await imported(home, folder)).code).toBe(0);
    expect(standing(home).map((one) => one.category)).toEqual(['x(film)']);
  });

  it('leaves to the janitor what a killed import left long ago, and takes over what is fresh', async () => {
    const home = await aHome();
    const folder = await aTree({ 'film/1.png': 1 });
    const keys: string[] = [];
    const now = new FakeClock().now();
    const importedAt = async (begun: number) => {
      const { store } = home;
      const [key = ''] = keys;
      if (key !== '') store.unsettled.begin(key, begun);
      await imported(home, folder);
      const [reference] = standing(home);
      keys.push(reference?.key ?? '');
      store.pool.remove(reference?.id ?? '', { id: 'cli', name: 'cli' }, now);
      home.db.prepare('DELETE FROM pool_references').run();
    };
    await importedAt(now);
    await importedAt(now - 29 * 60_000);
    await importedAt(now - 31 * 60_000);
    const [first = '', fresh, old] = keys;
    expect(fresh).toBe(first);
    expect(old).toBe(first.replace(/\.png$/, '-2.png'));
    // Whatever the janitor does now is done to the key that it knows of.
    expect(unsettled(home)).toEqual([first]);
  });

  it('never renames a category that somebody made meanwhile', async () => {
    const home = await aHome();
    const theirs = { slug: 'film', displayName: 'Film, by ana', tags: ['warm'] };
    await during(home, () => home.store.pool.putCategory(theirs));
    expect(home.store.pool.categories()).toEqual([theirs]);
    expect(standing(home)).toHaveLength(1);
  });
});
