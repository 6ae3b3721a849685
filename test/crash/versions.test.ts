import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeAction } from '../../src/core/chat/action.ts';
import { PATIENT } from '../patient.ts';
import { call } from '../web/hub.ts';
import type { HubProcess } from './hub-process.ts';
import { PaidFleet } from './paid-fleet.ts';
import { untilRest } from './paid-people.ts';
import { brokenPromises } from './promises.ts';
import { strayBlobs } from './remains.ts';
import { AskedPair, untilReady } from './scale-out-kit.ts';

const SIDES = ['A', 'B'] as const;
const UNSERVED = /No worker lives/;
const STOPPING = /Every worker is stopping/;
const OTHER = /speaks another version of jobs, and gets none/;

describe.each(['JOB_VERSION=2', 'RESULT_VERSION=3'])(
  'processes of the next version, by %s',
  (next) => {
    const NEXT = { NEXT: next };
    let fleet: PaidFleet;
    let answer: PromiseWithResolvers<void>;
    const ask = async (hub: HubProcess, prompt: string) => {
      const pair = await AskedPair.ask(hub.url, prompt);
      fleet.accepted.push(pair.id);
      return pair;
    };
    const isMade = async (pair: AskedPair) => {
      for (const side of SIDES) await pair.until(side, 'succeeded');
    };
    /** The hub comes to rest and stops: no promise is broken, and no blob is left that nothing names. */
    const endsWell = async (hub: HubProcess) => {
      await untilRest(fleet);
      expect(await hub.stop()).toBe(0);
      expect(brokenPromises(fleet)).toEqual([]);
      expect(await strayBlobs(fleet)).toEqual([]);
    };
    const inCall = (count: number) =>
      vi.waitFor(() => expect(fleet.vendor.calls).toHaveLength(count), PATIENT);
    beforeEach(async () => {
      fleet = await PaidFleet.open();
      answer = Promise.withResolvers();
      fleet.vendor.meanwhile = () => answer.promise;
    });
    afterEach(() => fleet.close());

    it('get nothing of this version’s hub, which says so, and a worker that reads it gets all', async () => {
      answer.resolve();
      const hub = await fleet.hub();
      await fleet.worker('next', NEXT);
      await untilReady(hub.url, UNSERVED);
      const refused = await call(hub.url, '/api/generate', { body: { prompt: 'a cat' } });
      expect([refused.status, refused.json.code]).toEqual([503, 'provider_unserved']);
      await untilReady(hub.url, OTHER);
      await fleet.worker('ours');
      await vi.waitFor(async () => {
        const { faults } = (await call(hub.url, '/readyz')).json;
        expect(faults).toEqual([expect.stringMatching(OTHER)]);
      }, PATIENT);
      await isMade(await ask(hub, 'a lighthouse'));
      expect([fleet.calls('next').length, fleet.calls('ours').length]).toEqual([0, 2]);
      await endsWell(hub);
    });

    it('replace workers, then the hub: what runs is finished, what waits is made, nothing is paid twice', async () => {
      const hub = await fleet.hub();
      const old = await fleet.worker('old', { WORKER_CONCURRENCY: '2' });
      await untilReady(hub.url, null);
      const running = await ask(hub, 'a lighthouse');
      await inCall(2);
      const waiting = await ask(hub, 'a windmill');
      await fleet.worker('next', NEXT);
      old.signal();
      await untilReady(hub.url, STOPPING);
      answer.resolve();
      expect(await old.ended()).toBe(0);
      await isMade(running);
      for (const side of SIDES) expect((await waiting.side(side)).state).toBe('waiting');
      expect(await hub.stop()).toBe(0);
      const later = await fleet.hub(NEXT);
      await isMade(waiting.at(later.url));
      await isMade(running.at(later.url));
      expect([fleet.calls('old').length, fleet.calls('next').length]).toEqual([2, 2]);
      await endsWell(later);
    });

    it('replace the hub, then workers: the old one’s images are shown, and nothing is paid twice', async () => {
      const hub = await fleet.hub();
      const old = await fleet.worker('old');
      await untilReady(hub.url, null);
      const running = await ask(hub, 'a harbour');
      await inCall(2);
      expect(await hub.stop()).toBe(0);
      const later = await fleet.hub(NEXT);
      await untilReady(later.url, UNSERVED);
      answer.resolve();
      await isMade(running.at(later.url));
      old.signal();
      await fleet.worker('next', NEXT);
      await untilReady(later.url, null);
      await isMade(await ask(later, 'a bridge'));
      expect(await old.ended()).toBe(0);
      expect([fleet.calls('old').length, fleet.calls('next').length]).toEqual([2, 2]);
      await endsWell(later);
    });

    it('do not leave a job waiting that no worker was there to begin: it is lost at no cost, and Retry makes it', async () => {
      answer.resolve();
      const hub = await fleet.hub();
      const old = await fleet.worker('old');
      await untilReady(hub.url, null);
      // It is believed to live for some seconds more, and takes nothing.
      await old.kill();
      const pair = await ask(hub, 'a lighthouse');
      for (const side of SIDES) await pair.until(side, 'running');
      expect(await hub.stop()).toBe(0);
      const later = await fleet.hub(NEXT);
      await fleet.worker('next', NEXT);
      for (const side of SIDES) {
        await pair.at(later.url).until(side, 'failed');
        expect((await pair.at(later.url).side(side)).error.kind).toBe('worker_lost');
      }
      for (const side of SIDES) {
        const { generation } = await pair.at(later.url).side(side);
        const id = encodeAction({ type: 'retry', generation });
        expect((await call(later.url, '/api/press', { body: { id } })).status).toBe(200);
      }
      await isMade(pair.at(later.url));
      expect([fleet.calls('old').length, fleet.calls('next').length]).toEqual([0, 2]);
      await endsWell(later);
    });
  },
);
