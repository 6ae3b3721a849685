import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/core/ports/store.ts';
import { storeGeneration, storePair } from '../storage/sample-rows.ts';
import {
  aCaller,
  aGeneration,
  aPair,
  aPairPlan,
  aRequest,
  NOW,
  RUNNING,
  withImage,
  inBoth,
} from '../values.ts';

import { callStoreContract } from './call-store.ts';
import { messageStoreContract } from './message-store.ts';
import { transactionContract } from './transactions.ts';
const ANA = 'web:ana';
const ben = { id: 'web:ben', name: 'ben' };

/** What every store must do. `make` gives one with the seeded models. */
export function storeContract(name: string, make: () => Store): void {
  callStoreContract(name, make);
  messageStoreContract(name, make);
  transactionContract(name, make);
  describe(`${name}, as a store`, () => {
    let store: Store;
    beforeEach(() => {
      store = make();
    });

    describe('keeps pairs', () => {
      it('as they were stored', () => {
        const pair = aPair({ state: 'planning', plan: null, request: aPair().request });
        const attachments = [{ name: 'a.png', bytes: 9, source: 'uploads/1' }];
        store.pairs.insert(pair, attachments, 'r1');
        expect(store.pairs.get('p1')).toEqual(pair);
        expect(store.pairs.attachments('p1')).toEqual(attachments);
        expect(store.pairs.byRequestKey(ANA, 'r1')).toEqual(['p1']);
        expect(store.pairs.byRequestKey(ANA, 'r2')).toEqual([]);
        expect(store.pairs.byRequestKey(ben.id, 'r1')).toEqual([]);
      });

      it('with the other side’s model and size, where there is one', () => {
        const versus = { tier: 'quality', modelId: 'm', size: { width: 64, height: 32 } };
        const request = aRequest({ experiment: 'models', versus });
        storePair(store, 'p1', { request });
        expect(store.pairs.get('p1')?.request).toEqual(request);
      });

      it('and forgets what was attached once it is planned or refused', () => {
        const attached = [{ name: 'a.png', bytes: 9, source: 'https://cdn/a' }];
        for (const id of ['p1', 'p2']) {
          store.pairs.insert(aPair({ id, state: 'planning', plan: null }), attached, null);
        }
        store.pairs.planned('p1', aPairPlan(), [], true);
        store.pairs.refused('p2', inBoth('no'));
        expect([store.pairs.attachments('p1'), store.pairs.attachments('p2')]).toEqual([[], []]);
      });

      it('planned or refused once, never both', () => {
        storePair(store, 'p1', { state: 'planning', plan: null });
        expect(store.pairs.planned('p1', aPairPlan(), [], true)).toBe(true);
        expect(store.pairs.refused('p1', inBoth('no'))).toBe(false);
        expect(store.pairs.planned('p1', aPairPlan(), [], true)).toBe(false);
        expect(store.pairs.get('p1')).toMatchObject({
          state: 'planned',
          version: 2,
          refusal: null,
        });
      });

      it('and says which messages may be behind', () => {
        storePair(store, 'p1');
        storePair(store, 'p2');
        store.pairs.shown('p1', 1);
        expect(store.pairs.unshown()).toEqual(['p2']);
        store.pairs.touch('p1');
        store.pairs.shown('p1', 1);
        expect(store.pairs.unshown()).toEqual(['p1', 'p2']);
      });

      it('of a person by page, newest first, in one workspace', () => {
        for (const id of ['p1', 'p2', 'p3']) storePair(store, id);
        storePair(store, 'p4', { asker: ben });
        storePair(store, 'p5', {
          place: { surface: 'discord', workspace: 'g', channel: 'c', thread: null },
        });
        const ids = (before: string | null) =>
          store.pairs.history(ANA, 'web', before, 2).map((view) => view.pair.id);
        expect(ids(null)).toEqual(['p3', 'p2']);
        expect(ids('p2')).toEqual(['p1']);
      });

      it('and counts those that wait: in planning, or waiting with none running', () => {
        storePair(store, 'p1', { state: 'planning', plan: null });
        storePair(store, 'p2');
        storeGeneration(store, 'p2', 'a2');
        storePair(store, 'p3');
        storeGeneration(store, 'p3', 'a3', RUNNING);
        storeGeneration(store, 'p3', 'b3', { side: 'B' });
        storePair(store, 'p4', { asker: ben });
        storeGeneration(store, 'p4', 'a4');
        expect(store.pairs.waitingOf(ANA)).toBe(2);
        expect(store.credits.now(ANA, 0).planning).toBe(1);
      });
    });

    describe('keeps generations', () => {
      beforeEach(() => {
        storePair(store, 'p1');
      });

      it('as they were stored, with frozen specs', () => {
        const one = aGeneration('a1');
        store.generations.insert(one);
        expect(store.generations.get('a1')).toEqual(one);
        expect(store.pairs.view('p1')?.generations).toEqual([one]);
      });

      it('at most one live a side', () => {
        storeGeneration(store, 'p1', 'a1');
        storeGeneration(store, 'p1', 'b1', { side: 'B' });
        const second = () => store.generations.insert(aGeneration('a2', { number: 2 }));
        expect(second).toThrow('the side has a live generation already');
        store.generations.save(
          { ...aGeneration('a1'), state: 'cancelled', endedAt: NOW },
          'waiting',
          NOW,
        );
        second();
        expect(store.generations.newest('p1', 'A')?.id).toBe('a2');
      });

      it('changed only from the state that was seen', () => {
        storeGeneration(store, 'p1', 'a1');
        const running = { ...aGeneration('a1'), ...RUNNING, state: 'running' } as const;
        expect(store.generations.save(running, 'waiting', NOW + 5)).toBe(true);
        expect(store.generations.save(running, 'waiting', NOW + 9)).toBe(false);
        expect(store.generations.get('a1')?.dispatchedAt).toBe(NOW + 5);
      });

      it('delivered and deleted at their first time', () => {
        storeGeneration(store, 'p1', 'a1', withImage());
        for (const at of [5, 9]) {
          store.generations.delivered('a1', at);
          store.generations.deleted('a1', at);
        }
        expect(store.generations.get('a1')).toMatchObject({ deliveredAt: 5, deletedAt: 5 });
      });

      it('with staged ratios that change one at a time', () => {
        storeGeneration(store, 'p1', 'a1');
        store.generations.stage('a1', { tone: 25 });
        store.generations.stage('a1', { angle: 100 });
        expect(store.generations.get('a1')?.staged).toEqual({ tone: 25, angle: 100 });
      });

      it('and finds what is overdue, by either clock', () => {
        storeGeneration(store, 'p1', 'a1', { waitDeadline: 100 });
        storeGeneration(store, 'p1', 'b1', { side: 'B', ...RUNNING, runDeadline: 200 });
        expect(store.generations.overdue(100)).toEqual([]);
        expect(store.generations.overdue(150)).toEqual(['a1']);
        expect(store.generations.overdue(201)).toEqual(['a1', 'b1']);
        expect(store.generations.running()).toEqual(['b1']);
      });
    });

    describe('keeps the line', () => {
      it('oldest first, A before B, apart from what runs', () => {
        storePair(store, 'p1');
        storePair(store, 'p2');
        storeGeneration(store, 'p2', 'b2', { side: 'B', createdAt: NOW + 1 });
        storeGeneration(store, 'p2', 'a2', { createdAt: NOW + 1 });
        storeGeneration(store, 'p1', 'a1');
        storeGeneration(store, 'p1', 'b1', { side: 'B', ...RUNNING });
        expect(store.line.waiting().map((one) => one.id)).toEqual(['a1', 'a2', 'b2']);
        expect(store.line.running().map((one) => one.id)).toEqual(['b1']);
        expect(store.line.lastDispatched(ANA)).toBe(RUNNING.dispatchedAt);
        expect(store.line.lastDispatched('web:nobody')).toBe(0);
      });

      it('oldest first, whatever its side and its id', () => {
        storePair(store, 'p1');
        storePair(store, 'p2');
        storeGeneration(store, 'p2', 'a1', { createdAt: NOW + 1 });
        storeGeneration(store, 'p1', 'z9', { side: 'B', createdAt: NOW });
        expect(store.line.waiting().map((one) => one.id)).toEqual(['z9', 'a1']);
      });

      it('and knows the median of a model’s last runs', () => {
        expect(store.line.typicalMs('sample-basic')).toBeNull();
        for (const [n, ms] of [900, 100, 500].entries()) {
          storePair(store, `p${n}`);
          const dispatchedAt = NOW + 1_000;
          storeGeneration(store, `p${n}`, `a${n}`, {
            ...withImage(),
            dispatchedAt,
            endedAt: dispatchedAt + ms,
          });
        }
        expect(store.line.typicalMs('sample-basic')).toBe(500);
      });
    });

    it('gives a person their own plan, else that of their first role with one, else the default', () => {
      store.models.putPlan({ name: 'team', tiers: ['basic'], dailyQuota: 500 });
      store.models.putPlan({ name: 'vip', tiers: ['basic'], dailyQuota: 900 });
      store.models.holdPlan('role:team', 'team');
      const quota = (roles: string[]) => store.models.planOf(aCaller('ana', { roles })).dailyQuota;
      expect([quota([]), quota(['guest', 'team'])]).toEqual([100, 500]);
      store.models.holdPlan(ANA, 'vip');
      expect(quota(['team'])).toBe(900);
    });

    it('tells who holds a plan', () => {
      store.models.putPlan({ name: 'team', tiers: ['basic'], dailyQuota: 500 });
      store.models.holdPlan('role:team', 'team');
      store.models.holdPlan(ANA, 'team');
      expect(store.models.holdersOf('team')).toEqual(['role:team', ANA]);
      store.models.holdPlan(ANA, 'default');
      expect(store.models.holdersOf('team')).toEqual(['role:team']);
    });

    it('keeps a provider’s name and cap', () => {
      const unknown = { name: 'new', displayName: 'new', maxCalls: null };
      expect(store.providers.get('new')).toEqual(unknown);
      const known = { name: 'new', displayName: 'New Co', maxCalls: 2 };
      store.providers.put(known);
      expect(store.providers.get('new')).toEqual(known);
      expect(store.providers.list()).toContainEqual(known);
    });

    it('remembers people, blocks and rules', () => {
      store.access.seen(aCaller('ana', { locale: 'ko' }), NOW);
      expect(store.access.localeOf(ANA)).toBe('ko');
      expect(store.access.localeOf('web:nobody')).toBeUndefined();
      expect(store.access.nameOf(ANA)).toBe('ana');
      expect(store.access.nameOf('web:nobody')).toBeUndefined();
      store.access.block(ANA, 'web:ben', 'spam', NOW);
      expect(store.access.isBlocked(ANA)).toBe(true);
      store.access.unblock(ANA);
      expect(store.access.isBlocked(ANA)).toBe(false);
      expect(store.access.rules('web')).toEqual({ roles: [], channels: [] });
      store.access.putRules('web', { roles: ['artist'], channels: [] });
      expect(store.access.rules('web')).toEqual({ roles: ['artist'], channels: [] });
    });

    it('says when what was committed is kept, as often as it is asked', async () => {
      await store.durable();
      store.settings.put('discord.upload.a', '1');
      await Promise.all([store.durable(), store.durable()]);
      await store.durable();
      expect(store.settings.get('discord.upload.a')).toBe('1');
    });
  });
}
