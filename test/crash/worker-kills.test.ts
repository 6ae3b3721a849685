import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomFrom } from '../../src/core/base/random.ts';
import type { HubProcess } from './hub-process.ts';
import { PaidFleet } from './paid-fleet.ts';
import { endings, PaidPeople, untilRest } from './paid-people.ts';
import { brokenPromises } from './promises.ts';
import { strayBlobs, untilRedisIsClear } from './remains.ts';
import { type Moment, Moments } from './strikes.ts';
import { crashSeed } from './seed.ts';

const MOMENTS: readonly Moment[] = [
  'asked',
  'answered',
  'before the upload',
  'after the upload',
  'reported',
  'any time',
];
const KILLS = 30;
/** So many when chance, or a slow machine, brings too little. */
const MOST_KILLS = 3 * KILLS;
const SEATS = ['left', 'right'] as const;
type Seat = (typeof SEATS)[number];

const seed = crashSeed();
const random = randomFrom(seed);

describe(`two workers, killed at least ${KILLS} times in the middle of their work`, () => {
  let fleet: PaidFleet;
  let hub: HubProcess;
  let people: PaidPeople;
  let moments: Moments;
  const workers = new Map<Seat, HubProcess>();
  let broken: readonly string[];
  let strays: readonly string[];

  /** The worker that made what was uploaded, or that has begun a call since. */
  const workerAt = (key: string | undefined, before: readonly number[]): Seat => {
    const output = key?.replace(/\.json$/, '');
    const found = SEATS.find((seat, index) =>
      output === undefined
        ? fleet.calls(seat).length > (before[index] ?? 0)
        : fleet.calls(seat).includes(output),
    );
    return found ?? (random() < 0.5 ? 'left' : 'right');
  };
  const kill = async (moment: Moment): Promise<void> => {
    const before = SEATS.map((seat) => fleet.calls(seat).length);
    const coming = moments.come(moment);
    const using = people.use(hub.url);
    const seat = workerAt(await coming, before);
    await workers.get(seat)?.kill();
    fleet.s3.behave();
    await using;
    workers.set(seat, await fleet.worker(seat));
  };

  /** Every moment, and people who pressed Retry and Cancel. */
  const hasSeenEnough = () =>
    moments.met.size === MOMENTS.length &&
    ['retry', 'cancel'].every((kind) => people.pressed.has(kind));

  beforeAll(async () => {
    process.stdout.write(`kills of workers: CRASH_SEED=${seed}\n`);
    fleet = await PaidFleet.open();
    people = new PaidPeople(fleet, random);
    moments = new Moments(fleet, random);
    hub = await fleet.hub();
    for (const seat of SEATS) workers.set(seat, await fleet.worker(seat));
    for (let round = 0; round < KILLS || (round < MOST_KILLS && !hasSeenEnough()); round += 1) {
      await kill(MOMENTS[round % MOMENTS.length] ?? 'any time');
    }
    await untilRest(fleet);
    await untilRedisIsClear(fleet);
    expect(await hub.stop()).toBe(0);
    for (const worker of workers.values()) expect(await worker.stop()).toBe(0);
    broken = brokenPromises(fleet);
    strays = await strayBlobs(fleet);
  });
  afterAll(() => fleet.close());

  it('have met every moment, with images, images that died with them, and people at the buttons', () => {
    const all = endings(fleet);
    const met = Object.fromEntries(moments.met);
    const pressed = Object.fromEntries(people.pressed);
    process.stdout.write(`${JSON.stringify({ ...all, met, pressed })}\n`);
    expect(Object.keys(met).toSorted()).toEqual(MOMENTS.toSorted());
    // Nothing else happens to an image here.
    expect(Object.keys(all).toSorted()).toEqual(['cancelled', 'succeeded', 'worker_lost']);
    expect(Object.keys(pressed)).toEqual(expect.arrayContaining(['retry', 'cancel']));
    expect(fleet.accepted.length).toBeGreaterThanOrEqual(KILLS / 2);
  });

  it('break no promise', () => {
    expect(broken).toEqual([]);
  });

  it('leave no blob that nothing names', () => {
    expect(strays).toEqual([]);
  });

  it('sent the vendor only what it takes', () => {
    expect(fleet.vendor.refusals).toEqual([]);
  });
});
