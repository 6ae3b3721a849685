import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomFrom } from '../../src/core/base/random.ts';
import { RedisServer } from '../redis/redis-server.ts';
import type { HubProcess } from './hub-process.ts';
import { PaidFleet } from './paid-fleet.ts';
import { endings, PaidPeople, untilRest } from './paid-people.ts';
import { brokenPromises } from './promises.ts';
import { strayBlobs, untilRedisIsClear } from './remains.ts';
import { untilReady } from './scale-out-kit.ts';
import { type Moment, Moments } from './strikes.ts';
import { crashSeed } from './seed.ts';

type Fault = 'emptied' | 'stopped' | 'silent' | 'full' | 'replica';
/** Each fault at each of these moments, in the order in which they follow each other. */
const ROUNDS: readonly (readonly [Fault, Moment])[] = [
  ['emptied', 'asked'],
  ['stopped', 'asked'],
  ['emptied', 'reported'],
  ['silent', 'answered'],
  ['stopped', 'reported'],
  ['emptied', 'any time'],
  ['stopped', 'any time'],
  ['full', 'asked'],
  ['replica', 'answered'],
  ['full', 'any time'],
];
const AWAY = /Redis (cannot be reached|takes no writes)/;

const seed = crashSeed();

describe.each([
  { kind: 'keeps nothing', args: [] },
  { kind: 'keeps everything', args: ['--appendonly', 'yes', '--appendfsync', 'always'] },
])(
  'a Redis that $kind, emptied, stopped, silent and without writes in mid-work',
  ({ kind, args }) => {
    const random = randomFrom(seed);
    let redis: RedisServer;
    let fleet: PaidFleet;
    let hub: HubProcess;
    let people: PaidPeople;
    let broken: readonly string[];
    let strays: readonly string[];

    /** Tells Redis what makes it refuse writes, and, when the hub has seen it, what ends that. */
    const refuse = async (begin: readonly string[], end: readonly string[]) => {
      const client = new Redis(redis.url);
      const [first = '', ...rest] = begin;
      await client.call(first, rest);
      await untilReady(hub.url, AWAY);
      await people.use(hub.url);
      const [last = '', ...more] = end;
      await client.call(last, more);
      client.disconnect();
    };
    const faults: Readonly<Record<Fault, () => Promise<void>>> = {
      emptied: async () => {
        const client = new Redis(redis.url);
        await (random() < 0.5 ? client.flushall() : client.flushdb());
        client.disconnect();
      },
      stopped: async () => {
        await redis.kill('SIGTERM');
        await untilReady(hub.url, AWAY);
        await people.use(hub.url);
        await redis.start();
      },
      silent: async () => {
        await redis.kill('SIGSTOP');
        await people.use(hub.url);
        await untilReady(hub.url, AWAY);
        await redis.kill('SIGCONT');
      },
      full: () => refuse(['CONFIG', 'SET', 'maxmemory', '1'], ['CONFIG', 'SET', 'maxmemory', '0']),
      replica: () => refuse(['REPLICAOF', '127.0.0.1', '1'], ['REPLICAOF', 'NO', 'ONE']),
    };

    beforeAll(async () => {
      process.stdout.write(`faults of a Redis that ${kind}: CRASH_SEED=${seed}\n`);
      redis = await RedisServer.start(...args);
      fleet = await PaidFleet.open({ redis });
      people = new PaidPeople(fleet, random);
      const moments = new Moments(fleet, random);
      hub = await fleet.hub();
      const workers = [await fleet.worker(), await fleet.worker()];
      await untilReady(hub.url, null);
      for (const [fault, moment] of ROUNDS) {
        const coming = moments.come(moment);
        await people.use(hub.url);
        await coming;
        fleet.s3.behave();
        await faults[fault]();
        await untilReady(hub.url, null);
      }
      await untilRest(fleet);
      await untilRedisIsClear(fleet);
      expect(await hub.stop()).toBe(0);
      for (const worker of workers) expect(await worker.stop()).toBe(0);
      broken = brokenPromises(fleet);
      strays = await strayBlobs(fleet);
    });
    afterAll(async () => {
      await fleet.close();
      await redis.stop();
    });

    it('lets people ask all the time, and images are made', () => {
      process.stdout.write(
        `${JSON.stringify({ accepted: fleet.accepted.length, ...endings(fleet) })}\n`,
      );
      // Nobody was refused for a queue that forgot its workers; a line may be full.
      expect([...people.refusals].filter((code) => code !== 'count_over_room')).toEqual([]);
      expect(fleet.accepted.length).toBeGreaterThanOrEqual(ROUNDS.length);
      expect(endings(fleet).succeeded).toBeGreaterThan(ROUNDS.length);
    });

    it('breaks no promise', () => {
      expect(broken).toEqual([]);
    });

    it('leaves no blob that nothing names', () => {
      expect(strays).toEqual([]);
    });
  },
);
