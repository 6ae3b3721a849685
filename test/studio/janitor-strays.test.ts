import { beforeEach, describe, expect, it } from 'vitest';
import type { Generation } from '../../src/core/domain/pair.ts';
import { timeChars } from '../../src/core/base/id-time.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { Janitor } from '../../src/core/studio/janitor.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { newStore, storeGeneration, storePair } from '../storage/sample-rows.ts';
import { aPair, NOW, RUNNING, withImage, inBoth } from '../values.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const BYTE = new Uint8Array([1]);
const KEY = 'library/web/2026-11/g1.png';

let clock: FakeClock;
let store: Store;
let blobs: MemoryBlobs;
let log: SilentLog;
let janitor: Janitor;
beforeEach(() => {
  [clock, store, blobs, log] = [new FakeClock(), newStore(), new MemoryBlobs(), new SilentLog()];
  janitor = new Janitor({ store, blobs, clock, log });
  janitor.start();
  storePair(store, 'p1');
});

async function put(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await blobs.put(key, BYTE);
}

const keys = () => [...blobs.blobs.keys()].toSorted();

describe('the janitor’s pass', () => {
  it('takes what nothing names after a day, and leaves all the rest', async () => {
    storeGeneration(store, 'p1', 'g1', withImage(KEY));
    const kept = [
      KEY,
      'own/p1/1.png',
      'own/p1/2.jpg',
      'refs/model_image_ref/x/1.png',
      'copies/before-002.db',
      'library.txt',
    ];
    const strays = [
      'library/web/2026-11/nobody.png',
      'library/g1.webp',
      `${KEY}.json`,
      'own/no-such-pair/1.png',
      'own/p1.png',
      'uploads/p1/1.png',
      'uploads/g1.png',
    ];
    await put(...kept, ...strays);
    await clock.advance(25 * HOUR - 1);
    expect(keys()).toEqual([...kept, ...strays].toSorted());
    await clock.advance(1);
    expect(keys()).toEqual(kept.toSorted());
  });

  it.each<[string, Partial<Generation>, boolean]>([
    ['waits', {}, true],
    ['runs', RUNNING, true],
    ['has this image', withImage(KEY), true],
    ['has another image', withImage('library/web/2026-11/other.png'), false],
    ['failed', { ...RUNNING, state: 'failed', endedAt: NOW }, false],
    ['came too late', { ...RUNNING, state: 'timed_out', endedAt: NOW }, false],
    ['was cancelled', { ...RUNNING, state: 'cancelled', endedAt: NOW }, false],
  ])('asks whether a generation that %s still needs the blob', async (_what, more, stays) => {
    storeGeneration(store, 'p1', 'g1', more);
    await put(KEY);
    await clock.advance(26 * HOUR);
    expect(keys()).toEqual(stays ? [KEY] : []);
  });

  it('takes the image that somebody deleted, when it is still there', async () => {
    storeGeneration(store, 'p1', 'g1', withImage(KEY));
    store.generations.deleted('g1', NOW);
    await put(KEY);
    await clock.advance(26 * HOUR);
    expect(keys()).toEqual([]);
  });
});

describe('an upload that nobody used', () => {
  const DAY = 24 * HOUR;
  const uploaded = (agoMs: number) =>
    `uploads/ana/${timeChars(clock.now() - agoMs)}AAAAAAAAAAAA.png`;

  it('goes a day after it was sent, also when the hub was restarted since', async () => {
    const [old, young] = [uploaded(DAY - MINUTE), uploaded(DAY - 2 * MINUTE)];
    await put(old, young);
    await clock.advance(MINUTE);
    expect(keys()).toEqual([young]);
  });

  it('goes a day after it was first seen when its id is of a later time, as after a wrong clock', async () => {
    const odd = uploaded(-30 * DAY);
    await put(odd);
    await clock.advance(HOUR);
    expect(keys()).toEqual([odd]);
    await clock.advance(DAY);
    expect(keys()).toEqual([]);
  });

  it('stays while a pair is still to be planned with it', async () => {
    const old = uploaded(2 * DAY);
    await put(old);
    const pair = aPair({ id: 'p9', state: 'planning', plan: null });
    store.pairs.insert(pair, [{ name: 'a.png', bytes: 1, source: old }], null);
    await clock.advance(MINUTE);
    expect(keys()).toEqual([old]);
    store.pairs.refused('p9', inBoth('no'));
    await clock.advance(HOUR);
    expect(keys()).toEqual([]);
  });

  it('is not swept by a hub that has stopped', async () => {
    const old = uploaded(2 * DAY);
    await put(old);
    await janitor.close();
    await clock.advance(2 * HOUR);
    expect(keys()).toEqual([old]);
  });
});
