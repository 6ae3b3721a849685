import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Redis } from 'ioredis';
import { RedisServer } from '../redis/redis-server.ts';
import { HubProcess } from './hub-process.ts';
import { PaidFleet } from './paid-fleet.ts';
import { endings, PaidPeople, untilRest } from './paid-people.ts';
import { brokenPromises } from './promises.ts';
import { strayBlobs, untilRedisIsClear } from './remains.ts';
import { untilReady } from './scale-out-kit.ts';

const PAIRS = 6;

describe('two hubs at one Redis', () => {
  let redis: RedisServer;
  let fleets: readonly PaidFleet[];
  const running: { readonly fleet: PaidFleet; readonly hub: HubProcess }[] = [];
  /** How the second hub on the first one's folder ended. */
  let second: Promise<unknown>;

  beforeAll(async () => {
    redis = await RedisServer.start();
    fleets = [await PaidFleet.open({ redis }), await PaidFleet.open({ redis })];
  });
  afterAll(async () => {
    for (const fleet of fleets) await fleet.close();
    await redis.stop();
    const started = await second;
    if (started instanceof HubProcess) await started.kill();
  });

  it('with folders and prefixes of their own do not touch each other’s work', async () => {
    for (const fleet of fleets) {
      const hub = await fleet.hub();
      // It waits half a minute for the first: meanwhile that one works.
      second ??= HubProcess.start(fleet.fleet.env).catch((cause: unknown) => cause);
      await fleet.worker();
      running.push({ fleet, hub });
      await untilReady(hub.url, null);
    }
    await Promise.all(
      running.map(async ({ fleet, hub }) => {
        const people = new PaidPeople(fleet, () => 0.5);
        for (let pair = 0; pair < PAIRS; pair += 2) await people.use(hub.url);
      }),
    );
    for (const { fleet } of running) {
      await untilRest(fleet);
      await untilRedisIsClear(fleet);
      expect(fleet.accepted).toHaveLength(PAIRS);
      const ways = Object.keys(endings(fleet));
      expect(ways.filter((one) => one !== 'cancelled')).toEqual(['succeeded']);
      // Each call and image is its own vendor's, which a worker of the other hub does not pay.
      expect(brokenPromises(fleet)).toEqual([]);
    }
  });

  it('on one folder: the second refuses with a sentence', async () => {
    const [fleet] = fleets;
    expect(String(await second)).toContain(
      `Another hub is running on ${fleet?.fleet.home}: stop it first, or give this one its own DIPTYCH_HOME.`,
    );
  });

  it('write nothing outside their prefixes', async () => {
    const client = new Redis(redis.url);
    const keys = await client.keys('*');
    client.disconnect();
    const own = fleets.map(({ fleet }) => `${fleet.prefix}:`);
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => !own.some((prefix) => key.startsWith(prefix)))).toEqual([]);
  });

  it('leave no blob that nothing names', async () => {
    expect(running).toHaveLength(2);
    // The second hub on the first one's folder would start now.
    await second;
    for (const { fleet, hub } of running) {
      expect(await hub.stop()).toBe(0);
      expect(await strayBlobs(fleet)).toEqual([]);
    }
  });
});
