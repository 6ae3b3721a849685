import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RenderEvents } from '../../src/core/ports/render-queue.ts';
import { imageCall } from '../../src/core/domain/provider-call.ts';
import { BullEvents } from '../../src/jobs/bull-events.ts';
import { bullNames } from '../../src/jobs/bull-names.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { PATIENT } from '../patient.ts';
import { aJob } from '../redis/jobs.ts';
import { Kit } from '../redis/kit.ts';
import { RedisServer } from '../redis/redis-server.ts';

describe('what workers report', () => {
  let server: RedisServer;
  let redis: Redis;
  let kit: Kit;
  beforeEach(async () => {
    server = await RedisServer.start();
    [redis, kit] = [new Redis(server.url), new Kit(server.url)];
  });
  afterEach(async () => {
    await kit.close();
    redis.disconnect();
    await server.stop();
  });

  const list = () => bullNames(kit.place.prefix).reports('hub');
  /** As workers do: the newest first. */
  const report = async (...ids: readonly string[]) => {
    for (const id of ids) {
      const call = { ...imageCall(id, aJob(id).spec), outcome: 'dropped', costUsd: 0.5 } as const;
      const text = JSON.stringify({ type: 'late', id, call: { ...call, tokens: null } });
      await redis.lpush(list(), text);
    }
  };
  /** Ids of the reports that are still there, oldest first. */
  const left = async () => {
    const texts = await redis.lrange(list(), 0, -1);
    return texts.toReversed().map((text) => /"id":"(\w+)"/.exec(text)?.[1]);
  };
  /** A hub that writes down what it is told. */
  const hub = async (more: Partial<RenderEvents> = {}, log = new SilentLog()) => {
    const queue = await kit.queue('hub', log);
    const heard: string[] = [];
    queue.subscribe({
      finished: () => true,
      late: (id) => heard.push(id) > 0,
      ...more,
    });
    return { queue, heard };
  };

  it('is taken off when it is stored, oldest first, and told once', async () => {
    const ids = Array.from({ length: 120 }, (_, n) => `g${n}`);
    await report(...ids);
    const { queue, heard } = await hub();
    await vi.waitFor(async () => expect(await left()).toEqual([]), PATIENT);
    expect(heard).toEqual(ids);
    await queue.close();
    const next = await hub();
    await report('g999');
    await vi.waitFor(() => expect(next.heard).toEqual(['g999']), PATIENT);
  });

  it('stays for the next hub while it is not stored, and what is stored goes', async () => {
    await report('g1', 'g2', 'g3');
    const { queue } = await hub({ late: (id) => id !== 'g2' });
    await vi.waitFor(async () => expect(await left()).toEqual(['g2']), PATIENT);
    await queue.close();
    const next = await hub();
    await vi.waitFor(async () => expect(await left()).toEqual([]), PATIENT);
    expect(next.heard).toEqual(['g2']);
  });

  it('stays until it is on the disk, and is told once though that takes tries', async () => {
    await report('g1');
    let tries = 0;
    const kept = async () => {
      tries += 1;
      if (tries < 3) throw new Error('the disk fails');
      expect(await left()).toEqual(['g1']);
    };
    const { heard } = await hub({ kept });
    await vi.waitFor(async () => expect(await left()).toEqual([]), PATIENT);
    expect(tries).toBe(3);
    expect(heard).toEqual(['g1']);
  });

  it('is told again to the next hub when one dies before it is on the disk', async () => {
    await report('g1');
    const disk = Promise.withResolvers<void>();
    const { queue, heard } = await hub({ kept: () => disk.promise });
    await vi.waitFor(() => expect(heard).toEqual(['g1']), PATIENT);
    // A hub that dies closes nothing: its disk never answers.
    const next = await hub();
    await vi.waitFor(() => expect(next.heard).toEqual(['g1']), PATIENT);
    await vi.waitFor(async () => expect(await left()).toEqual([]), PATIENT);
    disk.resolve();
    await queue.close();
  });

  it('stays when nobody listens any more by the time that it is read', async () => {
    await report('g1');
    const events = new BullEvents({ redis, key: list(), log: new SilentLog() });
    const heard: string[] = [];
    const leave = events.subscribe({ finished: () => true, late: (id) => heard.push(id) > 0 });
    const reading = events.readReports();
    leave();
    await reading;
    expect([heard, await left()]).toEqual([[], ['g1']]);
  });

  it('is forgotten with a Redis that was emptied before it was on the disk', async () => {
    const heard: string[] = [];
    let isBroken = true;
    const events = new BullEvents({ redis, key: list(), log: new SilentLog() });
    events.subscribe({
      finished: () => true,
      late: (id) => heard.push(id) > 0,
      kept: async () => {
        if (isBroken) throw new Error('the disk fails');
      },
    });
    await report('g1');
    await events.readReports();
    await redis.flushall();
    await events.readReports();
    isBroken = false;
    await report('g1');
    await events.readReports();
    expect([heard, await left()]).toEqual([['g1', 'g1'], []]);
  });

  it('goes when nobody can ever read it, or a listener fails at it, and keeps no other', async () => {
    await redis.lpush(list(), 'no report at all');
    await report('g1', 'g2');
    const log = new SilentLog();
    const heard: string[] = [];
    const late = (id: string) => {
      if (id === 'g1') throw new Error('made to fail');
      return heard.push(id) > 0;
    };
    await hub({ late }, log);
    await vi.waitFor(async () => expect(await left()).toEqual([]), PATIENT);
    expect(heard).toEqual(['g2']);
    expect(log.errors).toEqual([
      'a worker’s report cannot be read',
      'a listener of the render queue failed',
    ]);
  });
});
