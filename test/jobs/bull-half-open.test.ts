import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { QueueAwayError } from '../../src/core/ports/render-queue.ts';
import { BEAT_MS, bullNames } from '../../src/jobs/bull-names.ts';
import { redisClient } from '../../src/jobs/redis-client.ts';
import { ScriptedImages } from '../fakes/scripted-images.ts';
import { PATIENT } from '../patient.ts';
import { aPicture } from '../pictures.ts';
import { FreezingProxy } from '../redis/freezing-proxy.ts';
import { aJob, Heard } from '../redis/jobs.ts';
import { Kit } from '../redis/kit.ts';
import { RedisServer } from '../redis/redis-server.ts';

describe('connections that nobody closed, and through which nothing comes any more', () => {
  let server: RedisServer;
  let proxy: FreezingProxy;
  let provider: ScriptedImages;
  let kits: Kit[];
  /** With the beat that people have: who is silent for some of them is dead. */
  const kitAt = (url: string, prefix?: string) => {
    const kit = new Kit(url, { beatMs: BEAT_MS, ...(prefix === undefined ? {} : { prefix }) });
    kits.push(kit);
    return kit;
  };
  beforeEach(async () => {
    server = await RedisServer.start();
    proxy = await FreezingProxy.start(server.port);
    [provider, kits] = [new ScriptedImages(), []];
  });
  afterEach(async () => {
    for (const kit of kits.toReversed()) await kit.close();
    await proxy.stop();
    await server.stop();
  });

  it('are replaced by hub and worker, and what ran is not lost', async () => {
    const kit = kitAt(proxy.url);
    const queue = await kit.queue();
    const heard = new Heard(queue);
    await kit.worker([provider]);
    await queue.submit(aJob('g1'));
    const call = await provider.call();
    expect(proxy.freeze()).toBeGreaterThanOrEqual(4);
    await vi.waitFor(() => expect(queue.capacity()).rejects.toThrow(QueueAwayError), PATIENT);
    await vi.waitFor(async () => expect(await queue.capacity()).toBe(2), PATIENT);
    expect(await queue.status('g1')).toEqual({ state: 'active' });
    call.answer({ bytes: await aPicture(), costUsd: 0 });
    await vi.waitFor(() => expect(heard.finished.get('g1')?.ok).toBe(true), PATIENT);
    await queue.submit(aJob('g2'));
    await provider.call(1);
    expect(provider.calls.map(({ spec }) => spec.outputKey)).toEqual(
      ['g1', 'g2'].map((id) => aJob(id).spec.outputKey),
    );
  });

  it('are replaced before a worker counts as dead', async () => {
    const hub = kitAt(server.url);
    const workers = kitAt(proxy.url, hub.place.prefix);
    const queue = await hub.queue();
    const heard = new Heard(queue);
    await workers.worker([provider]);
    await queue.submit(aJob('g1'));
    await provider.call();
    await vi.waitFor(async () => expect(await queue.capacity()).toBe(2), PATIENT);
    const { changes } = heard;
    proxy.freeze();
    await queue.submit(aJob('g2'));
    await provider.call(1);
    expect(await queue.status('g1')).toEqual({ state: 'active' });
    // Nobody came or went meanwhile.
    expect(heard.changes).toBe(changes);
  });

  it('leave no job with a worker that never heard that it was handed over', async () => {
    const kit = kitAt(proxy.url);
    const { url, prefix } = kit.place;
    const queue = await kit.queue();
    await queue.submit(aJob('g1'));
    // As the worker takes it, through a connection that ends before the answer.
    const taker = new Worker(bullNames(prefix).queue('sample'), undefined, {
      connection: redisClient({ url, prefix }, 'wait'),
      prefix,
      name: 'w1',
    });
    expect((await taker.getNextJob('w1:7', { block: false }))?.id).toBe('g1');
    await kit.worker([provider], { id: 'w1' });
    await queue.submit(aJob('g2'));
    await provider.call();
    await vi.waitFor(async () => expect(await queue.capacity()).toBe(2), PATIENT);
    expect(await queue.status('g1')).toEqual({ state: 'active' });
    proxy.freeze();
    await vi.waitFor(() => expect(queue.capacity()).rejects.toThrow(QueueAwayError), PATIENT);
    // Long before its lock expires.
    await vi.waitFor(async () => expect(await queue.status('g1')).toEqual({ state: 'unknown' }), {
      ...PATIENT,
      timeout: 20_000,
    });
    expect(await queue.status('g2')).toEqual({ state: 'active' });
    expect(provider.calls).toHaveLength(1);
    await taker.close(true);
  });

  it('are replaced where messages come, which are silent for long', async () => {
    const kit = kitAt(proxy.url);
    await kit.queue();
    await kit.worker([provider]);
    const { news, orders } = bullNames(kit.place.prefix);
    const redis = new Redis(server.url);
    expect(await redis.pubsub('NUMSUB', news, orders)).toEqual([news, 1, orders, 1]);
    proxy.freeze();
    // The server does not know that the first ones hear nothing.
    await vi.waitFor(
      async () => expect(await redis.pubsub('NUMSUB', news, orders)).toEqual([news, 2, orders, 2]),
      PATIENT,
    );
    redis.disconnect();
  });
});
