import { beforeEach, describe, expect, it } from 'vitest';
import { Janitor } from '../../src/core/studio/janitor.ts';
import { leaveMarker, SharedPlace } from '../../src/jobs/shared-place.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { newStore } from '../storage/sample-rows.ts';

let blobs: MemoryBlobs;
let clock: FakeClock;
let log: SilentLog;
let place: SharedPlace;
beforeEach(() => {
  [blobs, clock, log] = [new MemoryBlobs(), new FakeClock(), new SilentLog()];
  place = new SharedPlace({ blobs, clock, log });
});

async function mark(hub = 'h1', at = 's3 amazon pictures'): Promise<string> {
  const marker = await leaveMarker(blobs, { hub, place: at }, log);
  if (marker === null) throw new Error('no marker was left');
  return marker;
}

describe('the marker of a hub among its images', () => {
  it('is another one for each hub and place, and the same after a restart', async () => {
    const [one, again] = [await mark(), await mark()];
    const others = [await mark('h2'), await mark('h1', 's3 amazon others')];
    expect(again).toBe(one);
    expect([...blobs.blobs.keys()]).toEqual([one, ...others]);
  });

  it('is none where nothing can be stored, and the log says so', async () => {
    blobs.failing = true;
    expect(await leaveMarker(blobs, { hub: 'h1', place: 'files' }, log)).toBeNull();
    expect(log.lines).toMatchObject([{ level: 'warn' }]);
  });

  it('is left alone by the janitor', async () => {
    const marker = await mark();
    const janitor = new Janitor({ store: newStore(), blobs, clock, log });
    await janitor.pass();
    await clock.advance(25 * 3_600_000);
    await janitor.pass();
    expect([...blobs.blobs.keys()]).toEqual([marker]);
  });
});

describe('a worker that looks for it', () => {
  it('believes for five minutes that it is still there', async () => {
    const marker = await mark();
    await place.require(marker);
    blobs.blobs.clear();
    await clock.advance(4 * 60_000);
    await place.require(marker);
    await clock.advance(2 * 60_000);
    await expect(place.require(marker)).rejects.toThrow('elsewhere');
  });

  it('says once what is wrong, and sees at once when it is mended', async () => {
    const marker = await mark();
    const [bytes = new Uint8Array()] = blobs.blobs.values();
    blobs.blobs.clear();
    const refusal = { failure: { kind: 'storage', detail: expect.stringContaining('S3_BUCKET') } };
    await expect(place.require(marker)).rejects.toMatchObject(refusal);
    await expect(place.require(marker)).rejects.toMatchObject(refusal);
    expect(log.errors).toHaveLength(1);
    await blobs.put(marker, bytes);
    await place.require(marker);
  });
});
