import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomFrom } from '../../src/core/base/random.ts';
import { HubProcess } from './hub-process.ts';
import { PaidFleet } from './paid-fleet.ts';
import { endings, PaidPeople, untilRest } from './paid-people.ts';
import { brokenPromises } from './promises.ts';
import { strayBlobs, untilRedisIsClear } from './remains.ts';
import { type Moment, Moments } from './strikes.ts';
import { crashSeed } from './seed.ts';

/** `starting`: killed in the start after it, too. */
const MOMENTS: readonly (Moment | 'command' | 'starting')[] = [
  'command',
  'asked',
  'reported',
  'starting',
  'any time',
];
const KILLS = 30;
/** So many when chance, or a slow machine, brings too little. */
const MOST_KILLS = 3 * KILLS;
/** Nothing else happens to an image here. */
const TRUE_ENDINGS = ['succeeded', 'cancelled', 'worker_lost'];
/** Milliseconds in which commands are stored, answered, planned and dispatched. */
const COMMAND_MS = 60;

const seed = crashSeed();
const random = randomFrom(seed);

describe(`a hub, killed at least ${KILLS} times in the middle of its work`, () => {
  let fleet: PaidFleet;
  let hub: HubProcess;
  let people: PaidPeople;
  let moments: Moments;
  let broken: readonly string[];
  let strays: readonly string[];

  const kill = async (moment: (typeof MOMENTS)[number]): Promise<void> => {
    const isOfHub = moment === 'command' || moment === 'starting';
    const coming = isOfHub ? pause(COMMAND_MS * random()) : moments.come(moment);
    const using = people.use(hub.url);
    await coming;
    await hub.kill();
    await using;
    fleet.s3.behave();
    if (moment === 'starting') {
      await HubProcess.startAndKill(fleet.fleet.env, 1.2 * hub.startMs * random());
    }
    hub = await fleet.hub();
  };

  /** Every moment that is not the hub's own, pairs, and people at the buttons. */
  const hasSeenEnough = () =>
    moments.met.size === 3 && people.pressed.size > 0 && fleet.accepted.length >= KILLS / 2;

  beforeAll(async () => {
    process.stdout.write(`kills of a hub: CRASH_SEED=${seed}\n`);
    fleet = await PaidFleet.open();
    people = new PaidPeople(fleet, random);
    moments = new Moments(fleet, random);
    const workers = [await fleet.worker(), await fleet.worker()];
    hub = await fleet.hub();
    for (let round = 0; round < KILLS || (round < MOST_KILLS && !hasSeenEnough()); round += 1) {
      await kill(MOMENTS[round % MOMENTS.length] ?? 'any time');
    }
    await untilRest(fleet);
    await untilRedisIsClear(fleet);
    expect(await hub.stop()).toBe(0);
    for (const worker of workers) expect(await worker.stop()).toBe(0);
    broken = brokenPromises(fleet);
    strays = await strayBlobs(fleet);
  });
  afterAll(() => fleet.close());

  it('has met every moment, made images, and had people at its buttons', () => {
    const met = Object.fromEntries(moments.met);
    const pressed = Object.fromEntries(people.pressed);
    const { length } = fleet.accepted;
    process.stdout.write(
      `${JSON.stringify({ accepted: length, ...endings(fleet), met, pressed })}\n`,
    );
    expect(Object.keys(met).toSorted()).toEqual(['any time', 'asked', 'reported']);
    expect(length).toBeGreaterThanOrEqual(KILLS / 2);
    const ways = Object.keys(endings(fleet));
    expect(ways).toContain('succeeded');
    expect(ways.filter((one) => !TRUE_ENDINGS.includes(one))).toEqual([]);
    expect(Object.keys(pressed).length).toBeGreaterThan(0);
  });

  it('breaks no promise', () => {
    expect(broken).toEqual([]);
  });

  it('leaves no blob that nothing names', () => {
    expect(strays).toEqual([]);
  });
});
