import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { announcement } from '../../src/jobs/bull-messages.ts';
import { type BullNames, bullNames } from '../../src/jobs/bull-names.ts';
import { BullRoll } from '../../src/jobs/bull-roll.ts';
import { redisClient } from '../../src/jobs/redis-client.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { aPrefix, RedisServer } from '../redis/redis-server.ts';

const BEAT_MS = 1_000;

describe('the roll of living workers', () => {
  let server: RedisServer;
  let redis: ReturnType<typeof redisClient>;
  let names: BullNames;
  let clock: FakeClock;
  let roll: BullRoll;
  const announce = async (id: string) => {
    const text = announcement({ diptych: '1.2.3', providers: ['sample'], slots: 2, running: [] });
    await redis.multi().sadd(names.workers, id).set(names.worker(id), text).exec();
  };
  const ids = () => roll.ours().map(({ id }) => id);
  beforeEach(async () => {
    server = await RedisServer.start();
    names = bullNames(aPrefix());
    clock = new FakeClock();
    redis = redisClient({ url: server.url, prefix: names.prefix }, 'fail');
    await redis.connect();
    roll = new BullRoll({ redis, names, clock, beatMs: BEAT_MS });
    await announce('w1');
    await roll.look();
  });
  afterEach(async () => {
    redis.disconnect();
    await server.stop();
  });

  it('keeps who lived when Redis was emptied, until everybody had the time to say so again', async () => {
    await redis.flushall();
    await announce('w2');
    await roll.look();
    expect(ids()).toEqual(['w2', 'w1']);
    // Emptied once more: both may live.
    await clock.advance(BEAT_MS);
    await redis.flushall();
    await roll.look();
    expect(ids()).toEqual(['w2', 'w1']);
    await announce('w2');
    await clock.advance(4 * BEAT_MS);
    expect(await roll.look()).toBe(true);
    expect(ids()).toEqual(['w2']);
  });

  it('does not keep who fell silent in a Redis that forgot nothing', async () => {
    await clock.advance(4 * BEAT_MS);
    await redis.del(names.worker('w1'));
    expect(await roll.look()).toBe(true);
    expect(ids()).toEqual([]);
  });

  it('believes of nobody that it holds a job which nobody names', async () => {
    await redis.flushall();
    await roll.look();
    expect(roll.has({ generation: 'g1' })).toBe(false);
    expect(roll.unsureMs).toBe(4 * BEAT_MS);
  });
});
