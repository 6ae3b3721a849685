import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { encodeAction } from '../../src/core/chat/action.ts';
import { randomFrom } from '../../src/core/base/random.ts';
import { PATIENT } from '../patient.ts';
import type { OperationName } from '../fakes/s3/operation.ts';
import type { Fault } from '../fakes/s3/faults.ts';
import { call } from '../web/hub.ts';
import type { HubProcess } from './hub-process.ts';
import { PaidFleet } from './paid-fleet.ts';
import { endings, PaidPeople, untilRest } from './paid-people.ts';
import { brokenPromises } from './promises.ts';
import { strayBlobs, untilRedisIsClear } from './remains.ts';
import { AskedPair, untilReady } from './scale-out-kit.ts';
import { crashSeed } from './seed.ts';

const OPERATIONS: readonly OperationName[] = [
  'PutObject',
  'PutObject',
  'GetObject',
  'DeleteObject',
];
const FAULTS: readonly Fault[] = [
  'slow-down',
  'internal-error',
  'cut',
  'cut-after',
  'access-denied',
];
const ROUNDS = 10;
const SIDES = ['A', 'B'] as const;

const seed = crashSeed();
const random = randomFrom(seed);
const pick = <T>(items: readonly T[], fallback: T): T =>
  items[Math.floor(random() * items.length)] ?? fallback;

describe('an S3 that fails, cuts connections and takes its time', () => {
  let fleet: PaidFleet;
  let hub: HubProcess;
  let worker: HubProcess;
  const ask = async (prompt: string) => {
    const pair = await AskedPair.ask(hub.url, prompt);
    fleet.accepted.push(pair.id);
    return pair;
  };
  beforeAll(async () => {
    process.stdout.write(`faults of S3: CRASH_SEED=${seed}\n`);
    fleet = await PaidFleet.open();
    hub = await fleet.hub();
    worker = await fleet.worker();
    await untilReady(hub.url, null);
  });
  afterAll(() => fleet.close());

  it('for a moment: nobody notices', async () => {
    fleet.s3.misbehave('PutObject', 'slow-down');
    fleet.s3.misbehave('PutObject', 'cut');
    fleet.s3.misbehave('PutObject', 'cut-after');
    const pair = await ask('a lighthouse');
    for (const side of SIDES) await pair.until(side, 'succeeded');
    expect(fleet.vendor.calls).toHaveLength(2);
  });

  it('for longer: the side says so, and Retry makes it when S3 is back', async () => {
    fleet.s3.misbehave('PutObject', 'slow-down', 1_000);
    const pair = await ask('a windmill');
    for (const side of SIDES) {
      await pair.until(side, 'failed');
      const { error } = await pair.side(side);
      expect([error.kind, error.detail]).toEqual(['storage', expect.stringContaining('SlowDown')]);
    }
    fleet.s3.behave();
    for (const side of SIDES) {
      const { generation } = await pair.side(side);
      const id = encodeAction({ type: 'retry', generation });
      expect((await call(hub.url, '/api/press', { body: { id } })).status).toBe(200);
      await pair.until(side, 'succeeded');
    }
    expect(fleet.vendor.calls).toHaveLength(6);
  });

  it('slow: the hub goes on answering, and the image comes', async () => {
    const holds = SIDES.map(() => fleet.s3.hold('PutObject'));
    const pair = await ask('a harbour');
    await Promise.all(holds.map(({ reached }) => reached));
    for (const side of SIDES) expect((await pair.side(side)).state).toBe('running');
    const other = await ask('a bridge');
    for (const side of SIDES) await other.until(side, 'succeeded');
    for (const hold of holds) hold.release();
    for (const side of SIDES) await pair.until(side, 'succeeded');
  });

  it('when the hub looks for the image of a worker that died: it is not called lost before it was looked for', async () => {
    const { length } = fleet.vendor.calls;
    const holds = SIDES.map(() => fleet.s3.hold('PutObject', 'after'));
    const pair = await ask('a tower');
    await Promise.all(holds.map(({ reached }) => reached));
    fleet.s3.misbehave('GetObject', 'access-denied', 1_000);
    const from = fleet.s3.operations.length;
    await worker.kill();
    await vi.waitFor(() => expect(fleet.s3.names().slice(from)).toContain('GetObject'), PATIENT);
    for (const side of SIDES) expect((await pair.side(side)).state).toBe('running');
    fleet.s3.behave();
    worker = await fleet.worker();
    for (const side of SIDES) await pair.until(side, 'succeeded');
    expect(fleet.vendor.calls).toHaveLength(length + 2);
  });

  it('at random, while people ask and press', async () => {
    const people = new PaidPeople(fleet, random);
    for (let round = 0; round < ROUNDS; round += 1) {
      const operation = pick(OPERATIONS, 'PutObject');
      fleet.s3.misbehave(operation, pick(FAULTS, 'cut'), 1 + Math.floor(random() * 8));
      await people.use(hub.url, 3);
    }
    await untilRest(fleet);
    fleet.s3.behave();
    process.stdout.write(`${JSON.stringify(endings(fleet))}\n`);
    expect(fleet.accepted.length).toBeGreaterThan(ROUNDS);
  });

  it('breaks no promise in any of these', async () => {
    await untilRedisIsClear(fleet);
    expect(await hub.stop()).toBe(0);
    expect(await worker.stop()).toBe(0);
    expect(brokenPromises(fleet)).toEqual([]);
    expect(await strayBlobs(fleet)).toEqual([]);
  });
});
