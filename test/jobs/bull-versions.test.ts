import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bullNames } from '../../src/jobs/bull-names.ts';
import { PATIENT } from '../patient.ts';
import { aJob } from '../redis/jobs.ts';
import { Kit } from '../redis/kit.ts';
import { RedisServer } from '../redis/redis-server.ts';

const OLD = 'v0.1-sample';

describe('a job that waits in the queue of another version', () => {
  let server: RedisServer;
  let kit: Kit;
  let redis: Redis;
  let raw: Queue;
  beforeEach(async () => {
    server = await RedisServer.start();
    kit = new Kit(server.url);
    const { prefix } = kit.place;
    redis = new Redis(server.url);
    raw = new Queue(OLD, { connection: redis, prefix });
    await redis.set(bullNames(prefix).job('g1'), OLD);
    await raw.add('render', { hub: 'hub', server: null, job: aJob('g1') }, { jobId: 'g1' });
  });
  afterEach(async () => {
    await kit.close();
    await raw.close();
    redis.disconnect();
    await server.stop();
  });

  it('is taken back when no worker of that version lives', async () => {
    const queue = await kit.queue();
    const isTaken = async () => expect(await queue.status('g1')).toEqual({ state: 'unknown' });
    await vi.waitFor(isTaken, PATIENT);
    expect(await raw.getJob('g1')).toBeUndefined();
  });

  it('is left to a worker of that version', async () => {
    const names = bullNames(kit.place.prefix);
    const old = { version: 1, diptych: '0.0.9', jobs: [0], results: 1 };
    const text = JSON.stringify({ ...old, providers: ['sample'], slots: 1, running: [] });
    await redis.multi().sadd(names.workers, 'w0').set(names.worker('w0'), text).exec();
    const queue = await kit.queue();
    const early = await queue.status('g1');
    // Sure who lives: it would be taken back now.
    await vi.waitFor(
      async () => expect(await queue.status('g2')).toEqual({ state: 'unknown' }),
      PATIENT,
    );
    expect([early, await queue.status('g1')]).toEqual([{ state: 'queued' }, { state: 'queued' }]);
  });
});
