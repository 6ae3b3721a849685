import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { BlobWatch } from '../../src/blob-watch.ts';
import { loadConfig } from '../../src/config.ts';
import { FAILURES_TO_REST } from '../../src/core/line/provider-rest.ts';
import { HubMetrics } from '../../src/metrics/hub-metrics.ts';
import { connectBlobs } from '../../src/open-blobs.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { DurableWrites } from '../../src/storage/durable.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { AskedPair, Fleet, untilReady } from '../crash/scale-out-kit.ts';
import { atDiscord } from '../discord/kit.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { PERMISSION } from '../fakes/discord/permissions.ts';
import { FakeS3 } from '../fakes/s3/fake-s3.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { PATIENT } from '../patient.ts';
import { vendorHub } from '../providers/vendor-hub.ts';
import { freePort } from '../redis/redis-server.ts';
import { newStore } from '../storage/sample-rows.ts';
import { tempFolder } from '../temp-folder.ts';
import { runHub } from '../web/hub.ts';
import { Exposition } from './exposition.ts';

/** Waits until a metric has this value. */
const until = (url: string, name: string, value: number, labels = {}): Promise<void> =>
  vi.waitFor(async () => {
    expect((await Exposition.of(url)).value(name, labels)).toBe(value);
  }, PATIENT);

describe('the state that an alert is about, at a hub and a worker', () => {
  it('no worker, a line that stands, and Redis away: shown, and gone when it is over', async () => {
    const fleet = await Fleet.open();
    onTestFinished(() => fleet.close());
    const port = await freePort();
    const watched = `http://127.0.0.1:${port}`;
    const { url } = await fleet.start('hub');
    await until(url, 'diptych_workers', 0);
    const one = { WORKER_CONCURRENCY: '1', METRICS_PORT: String(port) };
    const worker = await fleet.start('worker', one);
    await untilReady(url, null);
    await until(url, 'diptych_workers', 1);
    await until(url, 'diptych_slots', 1);
    const pair = await AskedPair.ask(url, 'a tree #slow-a');
    await until(watched, 'diptych_worker_jobs', 1);
    await until(url, 'diptych_line', 1, { state: 'running' });

    await worker.kill();
    await until(url, 'diptych_workers', 0);
    const before = await Exposition.of(url);
    expect(before.value('diptych_line', { state: 'waiting' })).toBe(1);
    const started = before.value('diptych_generations_started_total', { provider: 'sample' });
    expect(started).toBe(1);
    await vi.waitFor(async () => {
      const now = await Exposition.of(url);
      expect(now.value('diptych_line_oldest_seconds')).toBeGreaterThan(
        before.value('diptych_line_oldest_seconds'),
      );
    }, PATIENT);

    await fleet.start('worker', one);
    await pair.until('B', 'succeeded');
    await until(url, 'diptych_line', 0, { state: 'waiting' });
    await until(url, 'diptych_generations_started_total', 2, { provider: 'sample' });

    await fleet.redis.kill();
    for (const at of [url, watched]) await until(at, 'diptych_redis_away', 1);
    await fleet.redis.start();
    for (const at of [url, watched]) await until(at, 'diptych_redis_away', 0);
    await until(url, 'diptych_workers', 1);
  });

  it('a fault of storage', async () => {
    const hub = await runHub();
    onTestFinished(() => hub.close());
    await until(hub.url, 'diptych_storage_fault', 0);
    const path = join(hub.home, 'diptych.db');
    await rename(path, `${path}.away`);
    await until(hub.url, 'diptych_storage_fault', 1);
    await rename(`${path}.away`, path);
    await until(hub.url, 'diptych_storage_fault', 0);
  });

  it('a provider that rests', async () => {
    const at = await vendorHub();
    onTestFinished(() => at.close());
    const provider = 'openai';
    const images = { provider, purpose: 'image', model: '' };
    await until(at.hub.url, 'diptych_provider_resting', 0, images);
    at.vendors.openai.end('unavailable');
    for (let failed = 0; failed < FAILURES_TO_REST; failed += 2) await at.pair(provider);
    await until(at.hub.url, 'diptych_provider_resting', 1, images);
    expect(
      (await Exposition.of(at.hub.url)).value('diptych_provider_resting', { provider: 'gemini' }),
    ).toBe(0);
    at.calm();
    await until(at.hub.url, 'diptych_provider_resting', 0, images);
  });

  it('messages that cannot be delivered', async () => {
    const at = await atDiscord();
    await until(at.hub.url, 'diptych_undelivered_total', 0, { surface: 'discord' });
    await at.ask('a cat #slow-a #slow-b');
    at.channel.deny(PERMISSION.sendMessages);
    await until(at.hub.url, 'diptych_undelivered_total', 2, { surface: 'discord' });
    await until(at.hub.url, 'diptych_undelivered_total', 0, { surface: 'web' });
  });

  it('a bucket that does not answer', async () => {
    const s3 = await FakeS3.start();
    onTestFinished(() => s3.close());
    const { blobs, close } = await connectBlobs(loadConfig(s3.env));
    onTestFinished(close);
    const clock = new FakeClock();
    const log = new SilentLog();
    const watch = new BlobWatch({ blobs, clock, log, advice: () => 'it denies us' });
    const metrics = new HubMetrics();
    const inside = { queue: 'inside', queueFault: null, workers: [], resting: [] } as const;
    const health = () => ({ ...inside, blobsFault: watch.fault }) as const;
    const store = newStore();
    metrics.show({ store, clock, health, slots: () => 4, storage: async () => null });
    const fault = async () => {
      await watch.look();
      return new Exposition(await metrics.text()).value('diptych_blobs_fault');
    };
    expect(await fault()).toBe(0);
    s3.misbehave('HeadObject', 'access-denied', 20);
    expect(await fault()).toBe(1);
    s3.behave();
    expect(await fault()).toBe(0);
  });

  it('a disk that takes long to keep the log', async () => {
    const db = openDatabase(join(await tempFolder(), 'd.db'));
    onTestFinished(() => void db.close());
    const metrics = new HubMetrics();
    const onSync = vi.fn((ms: number) => metrics.synced(ms));
    const writes = new DurableWrites(db, { onSync });
    onTestFinished(() => writes.close());
    sqliteStore(db, undefined, writes).settings.put('emoji.likes', 'heart');
    await writes.durable();
    expect(onSync).toHaveBeenCalledOnce();
    const slow = async () => {
      const seen = new Exposition(await metrics.text());
      const bucket = (le: string) => seen.value('diptych_log_sync_seconds_bucket', { le });
      return {
        all: seen.value('diptych_log_sync_seconds_count'),
        slow: bucket('1') - bucket('0.5'),
      };
    };
    const before = await slow();
    expect(before.all).toBe(1);
    // As a disk says that takes long: ours cannot be made to.
    metrics.synced(700);
    expect(await slow()).toEqual({ all: 2, slow: before.slow + 1 });
  });
});
