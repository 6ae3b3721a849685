import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { resultKey } from '../../src/core/domain/output-key.ts';
import { QueueAwayError } from '../../src/core/ports/render-queue.ts';
import { bullNames } from '../../src/jobs/bull-names.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { ScriptedImages } from '../fakes/scripted-images.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { PATIENT } from '../patient.ts';
import { aPicture } from '../pictures.ts';
import { aJob, Heard } from '../redis/jobs.ts';
import { Kit } from '../redis/kit.ts';
import { RedisServer } from '../redis/redis-server.ts';

const REFUSALS = [
  {
    kind: 'is full',
    begin: ['CONFIG', 'SET', 'maxmemory', '1'],
    end: ['CONFIG', 'SET', 'maxmemory', '0'],
    words: "OOM command not allowed when used memory > 'maxmemory'.",
  },
  {
    kind: 'became a replica',
    begin: ['REPLICAOF', '127.0.0.1', '1'],
    end: ['REPLICAOF', 'NO', 'ONE'],
    words: "READONLY You can't write against a read only replica.",
  },
] as const;

describe.each(REFUSALS)('a Redis that $kind, so that it takes no writes', (refusal) => {
  let server: RedisServer;
  let redis: Redis;
  let kit: Kit;
  let provider: ScriptedImages;
  const say = ([command, ...args]: readonly [string, ...string[]]) => redis.call(command, args);
  beforeEach(async () => {
    server = await RedisServer.start();
    redis = new Redis(server.url);
    [kit, provider] = [new Kit(server.url), new ScriptedImages()];
  });
  afterEach(async () => {
    await kit.close();
    redis.disconnect();
    await server.stop();
  });
  const untilSilent = (id: string) =>
    vi.waitFor(
      async () => expect(await redis.exists(bullNames(kit.place.prefix).worker(id))).toBe(0),
      PATIENT,
    );
  const untilAway = (asked: () => Promise<unknown>) =>
    vi.waitFor(() => expect(asked()).rejects.toMatchObject({ reason: refusal.words }), PATIENT);

  it('is away, says why, and what runs goes on', async () => {
    const queue = await kit.queue();
    const heard = new Heard(queue);
    const { worker } = await kit.worker([provider]);
    await queue.submit(aJob('g1'));
    const call = await provider.call();
    await say(refusal.begin);
    await untilAway(() => queue.capacity());
    await untilSilent('w1');
    for (const asked of [queue.workers(), queue.submit(aJob('g2')), queue.status('g1')]) {
      await expect(asked).rejects.toThrow(QueueAwayError);
    }
    expect(worker.state.isRedisAway).toBe(true);
    expect(call.signal.aborted).toBe(false);
    const { changes } = heard;
    await say(refusal.end);
    await vi.waitFor(() => expect(heard.changes).toBeGreaterThan(changes), PATIENT);
    expect(await queue.status('g1')).toEqual({ state: 'active' });
    expect(await queue.capacity()).toBe(2);
    await vi.waitFor(() => expect(worker.state.isRedisAway).toBe(false), PATIENT);
    call.answer({ bytes: await aPicture(), costUsd: 0 });
    await vi.waitFor(() => expect(heard.finished.get('g1')?.ok).toBe(true), PATIENT);
  });

  it('does not lose a result that came meanwhile', async () => {
    const queue = await kit.queue();
    const blobs = new MemoryBlobs();
    const { worker } = await kit.worker([provider], { blobs });
    await queue.submit(aJob('g1'));
    const call = await provider.call();
    await say(refusal.begin);
    await untilAway(() => queue.capacity());
    call.answer({ bytes: await aPicture(), costUsd: 0 });
    await vi.waitFor(() => expect(worker.working).toEqual([]), PATIENT);
    await say(refusal.end);
    // Sooner than the lock of the job expires. Of one that is unknown the hub looks for the copy of its result.
    const soon = { ...PATIENT, timeout: 10_000 };
    await vi.waitFor(
      async () => expect((await queue.status('g1')).state).toMatch(/^(finished|unknown)$/),
      soon,
    );
    expect(await blobs.get(resultKey(aJob('g1').spec.outputKey))).toBeDefined();
    expect(provider.calls).toHaveLength(1);
  });

  it('gets a job later that it refused before the hub knew', async () => {
    const queue = await kit.queue();
    await kit.worker([provider]);
    await vi.waitFor(async () => expect(await queue.capacity()).toBe(2), PATIENT);
    await say(refusal.begin);
    for (const id of ['g1', 'g2']) {
      await expect(queue.submit(aJob(id))).rejects.toMatchObject({ reason: refusal.words });
    }
    await expect(queue.cancel('g2')).rejects.toThrow(QueueAwayError);
    await untilAway(() => queue.capacity());
    await say(refusal.end);
    const { spec } = await provider.call();
    expect(spec.outputKey).toBe(aJob('g1').spec.outputKey);
    expect(await queue.status('g1')).toEqual({ state: 'active' });
    expect(await queue.status('g2')).toEqual({ state: 'unknown' });
    expect(provider.calls).toHaveLength(1);
  });

  it('is logged once by either side, and once that it takes writes again', async () => {
    const [ofHub, ofWorker] = [new SilentLog(), new SilentLog()];
    const queue = await kit.queue('hub', ofHub);
    await kit.worker([provider], { log: ofWorker });
    await say(refusal.begin);
    await untilAway(() => queue.capacity());
    await untilSilent('w1');
    await say(refusal.end);
    const told = [`Redis takes no writes: ${refusal.words}`, 'Redis takes writes again'];
    const messages = (log: SilentLog) => log.lines.map(({ message }) => message);
    await vi.waitFor(() => expect(messages(ofHub)).toEqual(told), PATIENT);
    await vi.waitFor(() => expect(messages(ofWorker)).toEqual(told), PATIENT);
  });

  it('lets a hub start, which waits for it', async () => {
    await say(refusal.begin);
    const log = new SilentLog();
    const queue = await kit.queue('hub', log);
    await untilAway(() => queue.providers());
    await say(refusal.end);
    await vi.waitFor(async () => expect(await queue.providers()).toEqual([]), PATIENT);
    expect(log.errors).toEqual([`Redis takes no writes: ${refusal.words}`]);
  });

  it('lets a worker of the hub’s own begin later', async () => {
    await say(refusal.begin);
    const { worker } = await kit.worker([provider], { mayWait: true });
    expect(worker.state.isRedisAway).toBe(true);
    const queue = await kit.queue();
    await say(refusal.end);
    await vi.waitFor(async () => expect(await queue.capacity()).toBe(2), PATIENT);
    await queue.submit(aJob('g1'));
    await provider.call();
  });

  it('does not keep a worker that is told to end', async () => {
    const { worker } = await kit.worker([provider]);
    await say(refusal.begin);
    expect(await worker.drain(new AbortController().signal)).toEqual([]);
  });
});
