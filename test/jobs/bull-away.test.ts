import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { QueueAwayError } from '../../src/core/ports/render-queue.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { ScriptedImages } from '../fakes/scripted-images.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { PATIENT } from '../patient.ts';
import { aPicture } from '../pictures.ts';
import { aJob, Heard } from '../redis/jobs.ts';
import { Kit } from '../redis/kit.ts';
import { RedisServer } from '../redis/redis-server.ts';

describe('a Redis that goes away', () => {
  let server: RedisServer;
  let kit: Kit;
  let provider: ScriptedImages;
  beforeEach(async () => {
    server = await RedisServer.start();
    [kit, provider] = [new Kit(server.url), new ScriptedImages()];
  });
  afterEach(async () => {
    await kit.close();
    await server.stop();
  });

  it('is told at once by every member, and a job that ran meanwhile is found again', async () => {
    const queue = await kit.queue();
    const heard = new Heard(queue);
    await kit.worker([provider]);
    await queue.submit(aJob('g1'));
    const call = await provider.call();
    const { changes } = heard;
    await server.kill();
    await vi.waitFor(() => expect(heard.changes).toBeGreaterThan(changes), PATIENT);
    for (const asked of [
      queue.capacity(),
      queue.providers(),
      queue.workers(),
      queue.submit(aJob('g2')),
      queue.status('g1'),
      queue.cancel('g4'),
    ]) {
      await expect(asked).rejects.toThrow(QueueAwayError);
    }
    call.answer({ bytes: await aPicture(), costUsd: 0 });
    await server.start();
    await vi.waitFor(() => expect(heard.finished.get('g1')?.ok).toBe(true), PATIENT);
    await vi.waitFor(async () => expect(await queue.capacity()).toBe(2), PATIENT);
    await queue.submit(aJob('g3'));
    await provider.call(1);
  });

  it('aborts when it is back what was cancelled meanwhile', async () => {
    const queue = await kit.queue();
    const { worker } = await kit.worker([provider]);
    await queue.submit(aJob('g1'));
    const call = await provider.call();
    await server.kill();
    await expect(queue.cancel('g1')).rejects.toThrow(QueueAwayError);
    expect(call.signal.aborted).toBe(false);
    await server.start();
    await vi.waitFor(() => expect(call.signal.aborted).toBe(true), PATIENT);
    await vi.waitFor(() => expect(worker.working).toEqual([]), PATIENT);
    // As soon as the worker announces that it works on nothing.
    await vi.waitFor(
      async () => expect(await queue.status('g1')).toEqual({ state: 'unknown' }),
      PATIENT,
    );
  });

  it('does not keep a worker that has nothing to do and is told to end', async () => {
    const { worker } = await kit.worker([provider]);
    await server.kill();
    await vi.waitFor(() => expect(worker.state.isRedisAway).toBe(true), PATIENT);
    expect(await worker.drain(new AbortController().signal)).toEqual([]);
  });

  it('does not keep a worker that never began, and none begins when it was told to end', async () => {
    await server.kill();
    const { worker } = await kit.worker([provider], { mayWait: true });
    expect(worker.state).toMatchObject({ isDraining: false, isRedisAway: true });
    expect(await worker.drain(new AbortController().signal)).toEqual([]);
    await server.start();
    const queue = await kit.queue();
    await vi.waitFor(async () => expect(await queue.workers()).toHaveLength(1), PATIENT);
    expect(await queue.workers()).toMatchObject([{ id: 'w1', slots: 0 }]);
    await worker.close();
    await vi.waitFor(async () => expect(await queue.workers()).toEqual([]), PATIENT);
  });

  it('is told of once when it takes a worker that it lets hear no orders, which begins later', async () => {
    const admin = new Redis(server.url);
    await admin.config('SET', 'maxclients', 2);
    const log = new SilentLog();
    const starting = kit.worker([provider], { log });
    const warnings = () => log.about('hubs cannot be heard yet');
    await vi.waitFor(() => expect(warnings()).toHaveLength(1), PATIENT);
    await admin.config('SET', 'maxclients', 100);
    admin.disconnect();
    await starting;
    const queue = await kit.queue();
    await queue.submit(aJob('g1'));
    await provider.call();
    expect(warnings()).toHaveLength(1);
  });

  it('keeps no beat of a worker that is closed before Redis has heard of it', async () => {
    const clock = new FakeClock();
    await server.kill();
    const { worker } = await kit.worker([provider], { mayWait: true, clock });
    await server.start();
    const admin = new Redis(server.url);
    await admin.call('CLIENT', 'PAUSE', 60_000, 'WRITE');
    const clients = async () => String(await admin.call('CLIENT', 'LIST'));
    // Its announcement waits for its turn.
    await vi.waitFor(async () => expect(await clients()).toMatch(/cmd=sadd/), PATIENT);
    const closed = worker.close();
    await vi.waitFor(() => expect(clock.pending).toBeGreaterThan(0), PATIENT);
    await clock.advance(2_000);
    await closed;
    await vi.waitFor(async () => expect(await clients()).not.toMatch(/cmd=sadd/), PATIENT);
    admin.disconnect();
    await clock.advance(1_000);
    expect(clock.pending).toBe(0);
  });

  it('is away too when it does not answer', async () => {
    const queue = await kit.queue();
    await server.kill('SIGSTOP');
    await vi.waitFor(() => expect(queue.capacity()).rejects.toThrow(QueueAwayError), PATIENT);
    await server.kill('SIGCONT');
    await vi.waitFor(async () => expect(await queue.capacity()).toBe(0), PATIENT);
  });
});
