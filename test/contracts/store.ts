import { KEPT_BACK } from '../../src/core/ports/post-store.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { HEALTHY } from '../../src/core/line/provider-rest.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { storeDelivered, storeGeneration, storePair } from '../storage/sample-rows.ts';
import {
  aCaller,
  aGeneration,
  aPair,
  aPairPlan,
  aPost,
  aRequest,
  NOW,
  RUNNING,
  withImage,
} from '../values.ts';

const ANA = 'web:ana';
const ben = { id: 'web:ben', name: 'ben' };

/** What every store must do. `make` gives one with the seeded models. */
export function storeContract(name: string, make: () => Store): void {
  describe(`${name}, as a store`, () => {
    let store: Store;
    beforeEach(() => {
      store = make();
    });

    describe('keeps pairs', () => {
      it('as they were stored', () => {
        const pair = aPair({ state: 'planning', plan: null, request: aPair().request });
        const attachments = [{ name: 'a.png', type: 'image/png', bytes: 9, source: 'uploads/1' }];
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
        const attached = [{ name: 'a.png', type: 'image/png', bytes: 9, source: 'https://cdn/a' }];
        for (const id of ['p1', 'p2']) {
          store.pairs.insert(aPair({ id, state: 'planning', plan: null }), attached, null);
        }
        store.pairs.planned('p1', aPairPlan(), [], true);
        store.pairs.refused('p2', 'no');
        expect([store.pairs.attachments('p1'), store.pairs.attachments('p2')]).toEqual([[], []]);
      });

      it('planned or refused once, never both', () => {
        storePair(store, 'p1', { state: 'planning', plan: null });
        expect(store.pairs.planned('p1', aPairPlan(), [], true)).toBe(true);
        expect(store.pairs.refused('p1', 'no')).toBe(false);
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
        expect(store.pairs.planningOf(ANA)).toBe(1);
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

    describe('counts credits', () => {
      beforeEach(() => {
        storePair(store, 'p1');
      });

      it('one for each side and recipe with a delivered image, whoever runs it again', () => {
        storeDelivered(store, 'p1', 'a1', { recipeHash: 'x' });
        storeDelivered(store, 'p1', 'a2', { recipeHash: 'x', number: 2, by: ben, at: NOW + 9_000 });
        storeDelivered(store, 'p1', 'a3', { recipeHash: 'y', number: 3, by: ben });
        storeDelivered(store, 'p1', 'b1', { recipeHash: 'x', side: 'B' });
        storeGeneration(store, 'p1', 'b2', { ...withImage(), side: 'B', number: 2 });
        expect(store.credits.spent(ANA, 0)).toBe(2);
        expect(store.credits.spent('web:ben', 0)).toBe(1);
        expect(store.credits.paid('p1', 'A', 'x')).toBe(true);
        expect(store.credits.paid('p1', 'B', 'y')).toBe(false);
      });

      it('from a moment on: a re-roll today of what was paid yesterday is free', () => {
        storeDelivered(store, 'p1', 'a1', { recipeHash: 'x', at: NOW - 86_400_000 });
        storeDelivered(store, 'p1', 'a2', { recipeHash: 'x', number: 2, at: NOW });
        expect(store.credits.spent(ANA, NOW - 1_000)).toBe(0);
        expect(store.credits.spent(ANA, 0)).toBe(1);
      });

      it('in flight until they end, unless they are paid already', () => {
        storeGeneration(store, 'p1', 'b1', { side: 'B', ...RUNNING });
        storeDelivered(store, 'p1', 'a1', { recipeHash: 'x' });
        storeGeneration(store, 'p1', 'a2', { recipeHash: 'x', number: 2 });
        expect(store.credits.inFlight(ANA)).toBe(1);
      });
    });

    describe('keeps posts', () => {
      beforeEach(() => {
        storePair(store, 'p1');
        storeGeneration(store, 'p1', 'a1', withImage());
      });
      const intent = aPost('a1', { state: 'intended', messageId: null });

      it('intended once, then posted, found by its message', () => {
        expect(store.posts.intend(intent)).toBe(true);
        expect(store.posts.intend(intent)).toBe(false);
        store.posts.posted('a1', { id: 'm9', memo: 'file 9' }, 'h1');
        const found = store.posts.byMessage(intent.place, 'm9');
        expect(found).toMatchObject({ id: 'a1', state: 'posted', memo: 'file 9', shown: 'h1' });
        expect(store.posts.byMessage({ ...intent.place, channel: 'other' }, 'm9')).toBeUndefined();
      });

      it('in a thread, and found by their channel and message whatever the thread', () => {
        const place = { ...intent.place, thread: 'talk' };
        const pair = storePair(store, 'p2', { place });
        expect(store.pairs.get('p2')).toEqual(pair);
        store.posts.intend({ ...intent, pairId: 'p2', place });
        store.posts.posted('a1', { id: 'm9', memo: null }, 'h1');
        expect(store.posts.get('a1')?.place).toEqual(place);
        const found = ['talk', 'another', null].map((thread) =>
          store.posts.byMessage({ ...place, thread }, 'm9'),
        );
        expect(found.map((post) => post?.id)).toEqual(['a1', 'a1', 'a1']);
        store.posts.setShown('a1', `${KEPT_BACK}h2`);
        expect(store.posts.hasKeptBack({ ...place, thread: null })).toBe(true);
        expect(store.posts.clearKeptBack({ ...place, thread: 'another' })).toEqual(['p2']);
      });

      it('apart from those of the same channel and message elsewhere', () => {
        store.posts.intend(intent);
        store.posts.posted('a1', { id: 'm9', memo: null }, 'h1');
        const { place } = intent;
        expect(store.posts.byMessage({ ...place, workspace: 'other' }, 'm9')).toBeUndefined();
        expect(store.posts.byMessage({ ...place, surface: 'slack' }, 'm9')).toBeUndefined();
      });

      it('of images of a surface since a moment, and of nothing else', () => {
        store.posts.intend(intent);
        expect(store.posts.images(intent.place.surface, 0)).toEqual([]);
        store.posts.posted('a1', { id: 'm9', memo: 'file 9' }, 'h1');
        store.posts.intend(aPost('p1', { kind: 'header', generationId: null, state: 'posted' }));
        const found = store.posts.images(intent.place.surface, intent.firstTriedAt);
        expect(found.map((post) => post.id)).toEqual(['a1']);
        expect(store.posts.images(intent.place.surface, intent.firstTriedAt + 1)).toEqual([]);
        expect(store.posts.images('slack', 0)).toEqual([]);
      });

      it('kept back until their place takes messages again', () => {
        store.posts.intend(intent);
        store.posts.posted('a1', { id: 'm9', memo: 'file 9' }, 'h1');
        expect(store.posts.clearKeptBack(intent.place)).toEqual([]);
        expect(store.posts.hasKeptBack(intent.place)).toBe(false);
        store.posts.setShown('a1', `${KEPT_BACK}h2`);
        expect(store.posts.hasKeptBack(intent.place)).toBe(true);
        expect(store.posts.hasKeptBack({ ...intent.place, channel: 'other' })).toBe(false);
        expect(store.posts.clearKeptBack({ ...intent.place, channel: 'other' })).toEqual([]);
        expect(store.posts.clearKeptBack(intent.place)).toEqual(['p1']);
        expect(store.posts.get('a1')?.shown).toBe('');
        expect(store.posts.hasKeptBack(intent.place)).toBe(false);
      });

      it('tried again only when undelivered', () => {
        store.posts.intend(intent);
        expect(store.posts.requestAgain('a1', NOW)).toBe(false);
        store.posts.mark('a1', 'undelivered');
        expect(store.posts.requestAgain('a1', NOW + 7)).toBe(true);
        expect(store.posts.get('a1')).toMatchObject({
          state: 'again',
          firstTriedAt: NOW,
          againAt: NOW + 7,
        });
      });
    });

    describe('keeps opinions', () => {
      beforeEach(() => {
        storePair(store, 'p1');
        storeDelivered(store, 'p1', 'a1');
        storeDelivered(store, 'p1', 'b1', { side: 'B' });
      });

      it('one vote a person on two images, the last one', () => {
        const vote = { pairId: 'p1', personId: ANA, generationA: 'a1', generationB: 'b1' };
        store.votes.put({ ...vote, choice: 'A', at: 1 });
        store.votes.put({ ...vote, choice: 'tie', at: 2 });
        expect(store.pairs.view('p1')?.votes).toEqual([{ ...vote, choice: 'tie', at: 2 }]);
      });

      it('the latest of like and dislike, as long as it stands', () => {
        store.reactions.add('a1', ANA, 'heart', 'like', 1);
        store.reactions.add('a1', ANA, '+1', 'like', 2);
        store.reactions.add('a1', ANA, 'eyes', 'other', 3);
        expect(store.reactions.count('a1')).toEqual({ likes: 1, dislikes: 0 });
        store.reactions.add('a1', ANA, '-1', 'dislike', 4);
        expect(store.reactions.count('a1')).toEqual({ likes: 0, dislikes: 1 });
        expect(store.reactions.liked(ANA, 'web', null, 9)).toEqual([]);
        store.reactions.remove('a1', ANA, '-1');
        store.reactions.remove('a1', ANA, '-1');
        expect(store.reactions.count('a1')).toEqual({ likes: 1, dislikes: 0 });
        expect(store.reactions.of('a1').map((one) => one.emoji)).toEqual(['heart', '+1', 'eyes']);
      });

      it('liked images by page, newest like first', () => {
        store.reactions.add('a1', ANA, 'heart', 'like', 1);
        store.reactions.add('b1', ANA, 'heart', 'like', 2);
        store.reactions.add('b1', 'web:ben', 'heart', 'like', 3);
        const ids = (before: string | null) =>
          store.reactions.liked(ANA, 'web', before, 1).map((one) => one.id);
        expect(ids(null)).toEqual(['b1']);
        expect(ids('b1')).toEqual(['a1']);
        expect(ids('a1')).toEqual([]);
        expect(store.reactions.liked(ANA, 'elsewhere', null, 9)).toEqual([]);
      });

      it('images liked at the same moment, each on one page', () => {
        store.reactions.add('a1', ANA, 'heart', 'like', 1);
        store.reactions.add('b1', ANA, 'heart', 'like', 1);
        const ids = (before: string | null) =>
          store.reactions.liked(ANA, 'web', before, 1).map((one) => one.id);
        expect([ids(null), ids('b1'), ids('a1')]).toEqual([['b1'], ['a1'], []]);
      });

      it('feedback, replaced by what the person says later', () => {
        const said = { generationId: 'a1', personId: ANA, rating: 2, text: 'dark', at: 1 };
        store.feedback.put(said);
        store.feedback.put({ ...said, rating: 5, text: 'bright', at: 2 });
        expect(store.feedback.of('a1')).toEqual([{ ...said, rating: 5, text: 'bright', at: 2 }]);
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

    it('keeps how a provider stands apart from its name and cap', () => {
      const unknown = { name: 'new', displayName: 'new', maxCalls: null, health: HEALTHY };
      expect(store.providers.get('new')).toEqual(unknown);
      const resting = { failures: 5, rests: 1, restsUntil: NOW, why: 'failures' } as const;
      store.providers.putHealth('new', resting);
      store.providers.put({ name: 'new', displayName: 'New Co', maxCalls: 2 });
      const kept = { name: 'new', displayName: 'New Co', maxCalls: 2, health: resting };
      expect(store.providers.get('new')).toEqual(kept);
      expect(store.providers.list()).toContainEqual(kept);
      store.providers.putHealth('new', HEALTHY);
      expect(store.providers.get('new')).toEqual({ ...kept, health: HEALTHY });
    });

    describe('knows requests', () => {
      it('begun once a person and key, with their answer once there is one', () => {
        const { requests } = store;
        expect(requests.begin(ANA, 'k1', NOW)).toBe(true);
        expect(requests.begin(ANA, 'k1', NOW)).toBe(false);
        expect(requests.begin(ben.id, 'k1', NOW)).toBe(true);
        expect(requests.answerTo(ANA, 'k1')).toBeNull();
        requests.answered(ANA, 'k1', '{"type":"done"}');
        expect(requests.answerTo(ANA, 'k1')).toBe('{"type":"done"}');
        expect([requests.answerTo(ben.id, 'k1'), requests.answerTo(ANA, 'k2')]).toEqual([
          null,
          null,
        ]);
      });

      it('each answered and taken back alone', () => {
        const { requests } = store;
        for (const [person, key] of [
          [ANA, 'k1'],
          [ANA, 'k2'],
          [ben.id, 'k1'],
        ] as const) {
          requests.begin(person, key, NOW);
        }
        requests.answered(ANA, 'k1', '{"type":"done"}');
        expect(requests.answerTo(ANA, 'k2')).toBeNull();
        expect(requests.answerTo(ben.id, 'k1')).toBeNull();
        requests.forget(ANA, 'k1');
        expect(requests.begin(ANA, 'k2', NOW)).toBe(false);
        expect(requests.begin(ben.id, 'k1', NOW)).toBe(false);
        expect(requests.begin(ANA, 'k1', NOW)).toBe(true);
      });

      it('until they are taken back, or too old', () => {
        const { requests } = store;
        requests.begin(ANA, 'k1', NOW);
        requests.begin(ANA, 'k2', NOW + 1);
        requests.forget(ANA, 'k2');
        expect(requests.begin(ANA, 'k2', NOW + 1)).toBe(true);
        requests.forgetBefore(NOW + 1);
        expect(requests.begin(ANA, 'k2', NOW + 2)).toBe(false);
        expect(requests.begin(ANA, 'k1', NOW + 2)).toBe(true);
      });

      it('with what is committed beside them, or not at all', () => {
        const undone = () =>
          store.transaction(() => {
            store.requests.begin(ANA, 'k1', NOW);
            throw new Error('no');
          });
        expect(undone).toThrow('no');
        expect(store.requests.begin(ANA, 'k1', NOW)).toBe(true);
      });
    });

    it('remembers people, blocks and rules', () => {
      store.access.seen(aCaller('ana', { locale: 'ko' }), NOW);
      expect(store.access.localeOf(ANA)).toBe('ko');
      expect(store.access.localeOf('web:nobody')).toBeUndefined();
      store.access.block(ANA, 'web:ben', 'spam', NOW);
      expect(store.access.isBlocked(ANA)).toBe(true);
      store.access.unblock(ANA);
      expect(store.access.isBlocked(ANA)).toBe(false);
      expect(store.access.rules('web')).toEqual({ roles: [], channels: [] });
      store.access.putRules('web', { roles: ['artist'], channels: [] });
      expect(store.access.rules('web')).toEqual({ roles: ['artist'], channels: [] });
    });

    it('undoes a whole transaction when it throws, nested ones with it', () => {
      const failing = () =>
        store.transaction(() => {
          store.settings.put('discord.upload.a', '1');
          store.transaction(() => store.settings.put('discord.upload.b', '2'));
          throw new Error('no');
        });
      expect(failing).toThrow('no');
      expect([
        store.settings.get('discord.upload.a'),
        store.settings.get('discord.upload.b'),
      ]).toEqual([undefined, undefined]);
      expect(store.transaction(() => 7)).toBe(7);
    });

    it('undoes a nested transaction alone when what it throws is caught', () => {
      store.transaction(() => {
        store.settings.put('discord.upload.a', '1');
        const nested = () =>
          store.transaction(() => {
            store.settings.put('discord.upload.b', '2');
            throw new Error('no');
          });
        expect(nested).toThrow('no');
      });
      expect([
        store.settings.get('discord.upload.a'),
        store.settings.get('discord.upload.b'),
      ]).toEqual(['1', undefined]);
    });
  });
}
