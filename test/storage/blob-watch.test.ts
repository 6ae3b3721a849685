import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { BlobWatch } from '../../src/blob-watch.ts';
import { loadConfig } from '../../src/config.ts';
import type { BlobStore } from '../../src/core/ports/blobs.ts';
import { Janitor } from '../../src/core/studio/janitor.ts';
import { blobAdvice, connectBlobs } from '../../src/open-blobs.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import type { OperationName } from '../fakes/s3/operation.ts';
import { FakeS3 } from '../fakes/s3/fake-s3.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { newStore } from './sample-rows.ts';

let s3: FakeS3;
let clock: FakeClock;
beforeEach(async () => {
  s3 = await FakeS3.start();
  onTestFinished(() => s3.close());
  clock = new FakeClock();
});

async function onBucket(): Promise<{ readonly blobs: BlobStore; readonly watch: BlobWatch }> {
  const config = loadConfig(s3.env);
  const { blobs, close } = await connectBlobs(config);
  onTestFinished(close);
  const advice = (cause: unknown) => blobAdvice(cause, config.s3);
  return { blobs, watch: new BlobWatch({ blobs, clock, log: new SilentLog(), advice }) };
}

describe('the watch of a bucket', () => {
  it.each<OperationName>(['PutObject', 'HeadObject', 'DeleteObject'])(
    'sees that %s is denied, names the permissions, and sees when it is allowed again',
    async (operation) => {
      const { watch } = await onBucket();
      await watch.look();
      expect(watch.fault).toBeNull();
      s3.misbehave(operation, 'access-denied', 1_000);
      await watch.look();
      expect(watch.fault).toContain(`denies access to the bucket "pictures"`);
      expect(watch.fault).toContain('s3:PutObject and s3:DeleteObject');
      s3.behave();
      await watch.look();
      expect(watch.fault).toBeNull();
      expect([...s3.bucket.objects.keys()]).toEqual([]);
    },
  );

  it('sees that the bucket is gone', async () => {
    const { watch } = await onBucket();
    s3.removeBucket('pictures');
    await watch.look();
    expect(watch.fault).toMatch(/^There is no bucket "pictures" at http/);
  });

  it('sees a store that does not keep what it is given', async () => {
    const { blobs } = await onBucket();
    const { s3: settings } = loadConfig(s3.env);
    const forgetful = { ...ofStore(blobs), put: () => Promise.resolve() };
    const advice = (cause: unknown) => blobAdvice(cause, settings);
    const watch = new BlobWatch({ blobs: forgetful, clock, log: new SilentLog(), advice });
    await watch.look();
    expect(watch.fault).toBe(
      `What is put into the bucket "pictures" at ${s3.endpoint} cannot be found again: is it a store of its own, and sound?`,
    );
  });

  it('looks every 30 s by itself', async () => {
    const { watch } = await onBucket();
    watch.start();
    onTestFinished(() => watch.close());
    s3.misbehave('PutObject', 'access-denied', 1_000);
    await clock.advance(30_000);
    await vi.waitFor(() => expect(watch.fault).toContain('denies access'));
    s3.behave();
    await vi.waitFor(() => expect(clock.pending).toBe(1));
    await clock.advance(30_000);
    await vi.waitFor(() => expect(watch.fault).toBeNull());
  });

  it('is not disturbed by that of another hub', async () => {
    const one = await onBucket();
    const other = await onBucket();
    const hold = holdProbe(one.blobs);
    const watch = new BlobWatch({ blobs: hold.blobs, clock, log: new SilentLog(), advice: String });
    const looking = watch.look();
    await hold.reached;
    await other.watch.look();
    hold.release();
    await looking;
    expect([watch.fault, other.watch.fault]).toEqual([null, null]);
  });

  it('has a probe that no janitor looks at', async () => {
    const { blobs, watch } = await onBucket();
    s3.misbehave('DeleteObject', 'access-denied');
    await watch.look();
    const kept = [...s3.bucket.objects.keys()];
    expect(kept).toHaveLength(1);
    const janitor = new Janitor({ store: newStore(), blobs, clock, log: new SilentLog() });
    await janitor.pass();
    await clock.advance(25 * 3_600_000);
    await janitor.pass();
    expect([...s3.bucket.objects.keys()]).toEqual(kept);
    await watch.look();
    expect(s3.bucket.objects.size).toBe(0);
  });
});

function ofStore(blobs: BlobStore): Pick<BlobStore, 'put' | 'size' | 'delete'> {
  return {
    put: (key, bytes, type) => blobs.put(key, bytes, type),
    size: (key) => blobs.size(key),
    delete: (key) => blobs.delete(key),
  };
}

/** A store that waits, between the put and the look at its size, until it is released. */
function holdProbe(blobs: BlobStore) {
  const reached = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const size = async (key: string) => {
    reached.resolve();
    await released.promise;
    return blobs.size(key);
  };
  return {
    blobs: { ...ofStore(blobs), size },
    reached: reached.promise,
    release: () => released.resolve(),
  };
}
