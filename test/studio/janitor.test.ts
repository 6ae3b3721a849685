import { describe, expect, it, vi } from 'vitest';
import { BlobError } from '../../src/core/ports/blobs.ts';
import { Janitor } from '../../src/core/studio/janitor.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { newStore, storeGeneration, storePair } from '../storage/sample-rows.ts';
import { added, aReference, failedFields, NOW, RUNNING, withImage } from '../values.ts';

const HOUR = 3_600_000;
const DAY = 86_400_000;

async function seat(...keys: readonly string[]) {
  const [store, clock, blobs, log] = [
    newStore(),
    new FakeClock(),
    new MemoryBlobs(),
    new SilentLog(),
  ];
  const janitor = new Janitor({ store, blobs, clock, log });
  const put = async (key: string) => blobs.put(key, new Uint8Array([1]));
  for (const key of keys) await put(key);
  /** What is left when somebody looked, waited so long, and looked again. */
  const after = async (ms: number) => {
    await janitor.pass();
    await clock.advance(ms);
    await janitor.pass();
    return [...blobs.blobs.keys()];
  };
  return { store, clock, blobs, janitor, put, after };
}

describe('the janitor', () => {
  it.each([
    [DAY - 1, ['library/web/2026-11/stray.png', 'uploads/x/1.png', 'own/gone/1.png']],
    [DAY, []],
  ])('removes strays %i ms after it first saw them', async (ms, left) => {
    const { after } = await seat(
      'library/web/2026-11/stray.png',
      'uploads/x/1.png',
      'own/gone/1.png',
    );
    expect(await after(ms)).toEqual(left);
  });

  it('leaves people’s own references alone as long as their pair is there', async () => {
    const { store, after } = await seat('own/p1/1.png', 'own/p1/2.jpg', 'own/p2/1.png');
    storePair(store, 'p1');
    expect(await after(2 * DAY)).toEqual(['own/p1/1.png', 'own/p1/2.jpg']);
  });

  it('leaves what the pool holds, or what somebody put beside it', async () => {
    const { after } = await seat('refs/a/b.png', 'refs/model_image_ref/mina/1.png', 'other.txt');
    expect(await after(2 * DAY)).toEqual([
      'refs/a/b.png',
      'refs/model_image_ref/mina/1.png',
      'other.txt',
    ]);
  });

  it('keeps the images of generations, and what is still on its way', async () => {
    const key = (id: string) => `library/web/2026-11/${id}.png`;
    const ids = ['shown', 'running', 'waiting', 'failed', 'elsewhere', 'deleted'];
    const { store, after } = await seat(...ids.map(key));
    storePair(store, 'p1');
    storePair(store, 'p2');
    storePair(store, 'p3');
    storeGeneration(store, 'p1', 'shown', withImage(key('shown')));
    storeGeneration(store, 'p1', 'running', { side: 'B', ...RUNNING });
    storeGeneration(store, 'p2', 'waiting', { side: 'B' });
    storeGeneration(store, 'p2', 'failed', failedFields());
    storeGeneration(store, 'p3', 'elsewhere', withImage('library/web/2026-11/other.png'));
    storeGeneration(store, 'p3', 'deleted', { side: 'B', ...withImage(key('deleted')) });
    store.generations.deleted('deleted', NOW);
    expect(await after(DAY)).toEqual([key('shown'), key('running'), key('waiting')]);
  });

  it('begins anew with what was gone or named in between', async () => {
    const { store, blobs, janitor, clock, put } = await seat('own/p1/1.png', 'uploads/x/1.png');
    await janitor.pass();
    await blobs.delete('uploads/x/1.png');
    storePair(store, 'p1');
    await clock.advance(DAY - HOUR);
    await janitor.pass();
    await put('uploads/x/1.png');
    await clock.advance(HOUR);
    await janitor.pass();
    expect([...blobs.blobs.keys()]).toEqual(['own/p1/1.png', 'uploads/x/1.png']);
  });

  it('takes an announced copy that nothing names once it is over an hour old', async () => {
    const { store, clock, blobs, janitor } = await seat('refs/x/1.png', 'refs/x/2.png');
    const named = aReference('r2', { key: 'refs/x/2.png' });
    store.pool.putCategory({ slug: 'a(natural,film)', displayName: 'x', tags: [] });
    store.pool.insert(named, added());
    for (const key of blobs.blobs.keys()) store.unsettled.begin(key, clock.now());
    await clock.advance(HOUR);
    await janitor.pass();
    expect([...blobs.blobs.keys()]).toHaveLength(2);
    await clock.advance(1);
    await janitor.pass();
    expect([...blobs.blobs.keys()]).toEqual(['refs/x/2.png']);
    expect([store.unsettled.at('refs/x/1.png'), store.unsettled.at('refs/x/2.png')]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('goes on to the next copy when one cannot be removed, and keeps it announced', async () => {
    const { store, clock, blobs, janitor } = await seat('refs/x/1.png', 'refs/x/2.png');
    for (const key of blobs.blobs.keys()) store.unsettled.begin(key, clock.now());
    await clock.advance(HOUR + 1);
    vi.spyOn(blobs, 'delete').mockRejectedValueOnce(new BlobError('storage', 'made to fail'));
    await janitor.pass();
    expect([...blobs.blobs.keys()]).toEqual(['refs/x/1.png']);
    expect(store.unsettled.before(clock.now())).toEqual(['refs/x/1.png']);
  });

  it('forgets what was picked for promotion and not confirmed for over an hour', async () => {
    const { store, clock, janitor } = await seat();
    storePair(store, 'p1');
    storeGeneration(store, 'p1', 'g1', withImage());
    const target = { kind: 'model', slug: 'mina', displayName: 'Mina' } as const;
    const draft = { id: 'd1', generationId: 'g1', personId: 'web:ana', target, at: clock.now() };
    store.promotions.putDraft(draft);
    await clock.advance(HOUR);
    await janitor.pass();
    expect(store.promotions.draft('d1')).toEqual(draft);
    await clock.advance(1);
    await janitor.pass();
    expect(store.promotions.draft('d1')).toBeUndefined();
  });

  it('looks every hour, also after a look that failed, until it is closed', async () => {
    const { clock, blobs, janitor } = await seat();
    const looks = vi.spyOn(blobs, 'list');
    const passes = () => looks.mock.calls.filter(([prefix]) => prefix === 'library/').length;
    janitor.start();
    await clock.advance(HOUR - 1);
    expect(passes()).toBe(0);
    looks.mockImplementationOnce(() => {
      throw new BlobError('storage', 'made to fail');
    });
    await clock.advance(1);
    await clock.advance(HOUR);
    expect(passes()).toBe(2);
    await janitor.close();
    await clock.advance(5 * HOUR);
    expect(passes()).toBe(2);
  });
});
