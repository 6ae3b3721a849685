import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { encodeAction } from '../../src/core/chat/action.ts';
import { besideHub } from '../other-writer.ts';
import { PATIENT } from '../patient.ts';
import { call } from '../web/hub.ts';
import type { HubProcess } from './hub-process.ts';
import { PaidFleet } from './paid-fleet.ts';
import { untilRest } from './paid-people.ts';
import { brokenPromises } from './promises.ts';
import { strayBlobs, untilRedisIsClear } from './remains.ts';
import { AskedPair, untilReady } from './scale-out-kit.ts';

/** Dollars, as the vendor says with each image. */
const PRICE = 0.009;

describe('a vendor that answers late', () => {
  let fleet: PaidFleet;
  let hub: HubProcess;
  let worker: HubProcess;
  /** Resolves when the vendor may answer. */
  let answer: PromiseWithResolvers<void>;

  /** A pair whose sides have both been asked for, and are not answered. */
  const askedFor = async (prompt: string) => {
    answer = Promise.withResolvers();
    fleet.vendor.meanwhile = () => answer.promise;
    const { length } = fleet.vendor.calls;
    const pair = await AskedPair.ask(hub.url, prompt);
    fleet.accepted.push(pair.id);
    await vi.waitFor(() => expect(fleet.vendor.calls).toHaveLength(length + 2), PATIENT);
    return pair;
  };
  const isLost = async (pair: AskedPair) => {
    for (const side of ['A', 'B'] as const) {
      await pair.until(side, 'failed');
      expect((await pair.side(side)).error.kind).toBe('worker_lost');
    }
  };
  const generationsOf = (pair: AskedPair) =>
    fleet.views().find((one) => one.pair.id === pair.id)?.generations ?? [];
  const costs = (pair: AskedPair) =>
    fleet.look(({ calls }) =>
      generationsOf(pair).map(({ id }) =>
        calls.of(id).map(({ outcome, costUsd }) => [outcome, costUsd]),
      ),
    );

  beforeAll(async () => {
    fleet = await PaidFleet.open();
    hub = await fleet.hub();
    worker = await fleet.worker();
    await untilReady(hub.url, null);
  });
  afterAll(() => fleet.close());

  it('after its worker died changes nothing: the side is lost, and only Retry pays again', async () => {
    const pair = await askedFor('a lighthouse');
    await worker.kill();
    worker = await fleet.worker();
    await isLost(pair);
    answer.resolve();
    for (const side of ['A', 'B'] as const) {
      const { generation } = await pair.side(side);
      const id = encodeAction({ type: 'retry', generation });
      expect((await call(hub.url, '/api/press', { body: { id } })).status).toBe(200);
    }
    for (const side of ['A', 'B'] as const) await pair.until(side, 'succeeded');
    expect(fleet.vendor.calls).toHaveLength(4);
    // What a dead worker paid is not known, and never guessed.
    const { A, B } = Object.groupBy(generationsOf(pair), ({ side }) => side);
    for (const side of [A, B]) {
      const calls = side?.map(({ id }) => fleet.look((store) => store.calls.of(id)));
      expect(calls).toMatchObject([
        [{ outcome: 'worker_lost', costUsd: null }],
        [{ outcome: 'image', costUsd: PRICE }],
      ]);
    }
  });

  it('to a worker that was given up: the cost is recorded, the image dropped, the side stays lost', async () => {
    const pair = await askedFor('a windmill');
    worker.signal('SIGSTOP');
    await isLost(pair);
    answer.resolve();
    worker.signal('SIGCONT');
    await vi.waitFor(
      () => expect(costs(pair)).toEqual([[['worker_lost', PRICE]], [['worker_lost', PRICE]]]),
      PATIENT,
    );
    await isLost(pair);
    const keys = generationsOf(pair).map((one) => one.spec.outputKey);
    await vi.waitFor(
      () => expect(keys.filter((key) => fleet.s3.bucket.objects.has(key))).toEqual([]),
      PATIENT,
    );
    await untilReady(hub.url, null);
  });

  it('to a worker that was given up, and the hub dies before it can store that: the next hub records the cost', async () => {
    const pair = await askedFor('a mill');
    worker.signal('SIGSTOP');
    await isLost(pair);
    const free = await besideHub(fleet.fleet.home);
    answer.resolve();
    worker.signal('SIGCONT');
    const refused = 'a result is not stored yet; it is tried every second';
    await vi.waitFor(() => expect(fleet.fleet.said.split(refused)).toHaveLength(3), PATIENT);
    await hub.kill();
    await free();
    hub = await fleet.hub();
    await vi.waitFor(
      () => expect(costs(pair)).toEqual([[['worker_lost', PRICE]], [['worker_lost', PRICE]]]),
      PATIENT,
    );
    await untilReady(hub.url, null);
  });

  it('to a worker whose hub has died: the next hub shows the images', async () => {
    const pair = await askedFor('a harbour');
    await hub.kill();
    answer.resolve();
    hub = await fleet.hub();
    for (const side of ['A', 'B'] as const) await pair.at(hub.url).until(side, 'succeeded');
    expect(costs(pair)).toEqual([[['image', PRICE]], [['image', PRICE]]]);
  });

  it('to a worker that dies with the image stored and nothing said: it is found, and not paid again', async () => {
    const pair = await askedFor('a bridge');
    const { length } = fleet.vendor.calls;
    const holds = [fleet.s3.hold('PutObject', 'after'), fleet.s3.hold('PutObject', 'after')];
    answer.resolve();
    await Promise.all(holds.map(({ reached }) => reached));
    await worker.kill();
    fleet.s3.behave();
    worker = await fleet.worker();
    for (const side of ['A', 'B'] as const) await pair.until(side, 'succeeded');
    expect(fleet.vendor.calls).toHaveLength(length);
    expect(costs(pair)).toEqual([[['image', null]], [['image', null]]]);
  });

  it('breaks no promise in any of these', async () => {
    await untilRest(fleet);
    await untilRedisIsClear(fleet);
    expect(await hub.stop()).toBe(0);
    expect(await worker.stop()).toBe(0);
    expect(brokenPromises(fleet)).toEqual([]);
    expect(await strayBlobs(fleet)).toEqual([]);
  });
});
