import { KEPT_BACK } from '../../src/core/ports/post-store.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/core/ports/store.ts';
import { storeDelivered, storeGeneration, storePair } from '../storage/sample-rows.ts';
import { aPost } from '../card-values.ts';
import { anEmoji, NOW, RUNNING, withImage } from '../values.ts';

const ANA = 'web:ana';
const ben = { id: 'web:ben', name: 'ben' };

/** What a store must do with messages, the credits they cost, opinions on them and requests. */
export function messageStoreContract(name: string, make: () => Store): void {
  describe(`${name}, as a store of messages`, () => {
    let store: Store;
    beforeEach(() => {
      store = make();
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
        store.votes.remove({ ...vote, personId: 'web:ben' });
        expect(store.pairs.view('p1')?.votes).toHaveLength(1);
        store.votes.remove(vote);
        store.votes.remove(vote);
        expect(store.pairs.view('p1')?.votes).toEqual([]);
      });

      it('the latest of like and dislike, as long as it stands', () => {
        store.reactions.add('a1', ANA, anEmoji('heart'), 'like', 1);
        store.reactions.add('a1', ANA, anEmoji('+1'), 'like', 2);
        store.reactions.add('a1', ANA, anEmoji('eyes'), 'other', 3);
        expect(store.reactions.count('a1')).toEqual({ likes: 1, dislikes: 0 });
        store.reactions.add('a1', ANA, anEmoji('-1'), 'dislike', 4);
        expect(store.reactions.count('a1')).toEqual({ likes: 0, dislikes: 1 });
        expect(store.reactions.liked(ANA, 'web', null, 9)).toEqual([]);
        store.reactions.remove('a1', ANA, anEmoji('-1'));
        store.reactions.remove('a1', ANA, anEmoji('-1'));
        expect(store.reactions.count('a1')).toEqual({ likes: 1, dislikes: 0 });
        expect(store.reactions.of('a1').map((one) => one.name)).toEqual(['heart', '+1', 'eyes']);
      });

      it('each exact emoji apart, and one like a person however many there are', () => {
        const dark = { exact: '👍🏽', name: '+1' };
        const shiny = { exact: 'super 👍', name: '+1' };
        store.reactions.add('a1', ANA, { exact: '👍', name: '+1' }, 'like', 1);
        store.reactions.add('a1', ANA, dark, 'like', 2);
        store.reactions.add('a1', ANA, shiny, 'like', 3);
        expect(store.reactions.count('a1')).toEqual({ likes: 1, dislikes: 0 });
        for (const one of [dark, dark, shiny, shiny]) store.reactions.remove('a1', ANA, one);
        expect(store.reactions.of('a1').map((one) => one.exact)).toEqual(['👍']);
        expect(store.reactions.count('a1')).toEqual({ likes: 1, dislikes: 0 });
        expect(store.reactions.liked(ANA, 'web', null, 9).map(({ id }) => id)).toEqual(['a1']);
      });

      it('of a time that kept only names: for whichever emoji of that name is taken back', () => {
        const before = (emoji: string) => ({ exact: `any ${emoji}`, name: emoji });
        for (const emoji of ['+1', 'heart']) {
          store.reactions.add('a1', ANA, before(emoji), 'like', 1);
        }
        store.reactions.remove('a1', ANA, { exact: '👍🏽', name: '+1' });
        expect(store.reactions.of('a1').map((one) => one.exact)).toEqual(['any heart']);
        // Another skin tone beside it says nothing of the older one.
        store.reactions.add('a1', ANA, { exact: '🫶🏽', name: '🫶' }, 'other', 2);
        store.reactions.add('a1', ANA, { exact: '❤️', name: 'heart' }, 'like', 3);
        expect(store.reactions.of('a1').map((one) => one.exact)).toEqual(['🫶🏽', '❤️']);
        store.reactions.remove('a1', ANA, { exact: '❤️', name: 'heart' });
        expect(store.reactions.count('a1')).toEqual({ likes: 0, dislikes: 0 });
      });

      it('as a like where a like and a dislike came at once', () => {
        store.reactions.add('a1', ANA, { exact: '👍', name: '+1' }, 'like', 1);
        store.reactions.add('a1', ANA, { exact: '👎', name: '-1' }, 'dislike', 1);
        expect(store.reactions.count('a1')).toEqual({ likes: 1, dislikes: 0 });
        expect(store.reactions.liked(ANA, 'web', null, 9).map(({ id }) => id)).toEqual(['a1']);
      });

      it('liked images by page, newest like first', () => {
        store.reactions.add('a1', ANA, anEmoji('heart'), 'like', 1);
        store.reactions.add('b1', ANA, anEmoji('heart'), 'like', 2);
        store.reactions.add('b1', 'web:ben', anEmoji('heart'), 'like', 3);
        const ids = (before: string | null) =>
          store.reactions.liked(ANA, 'web', before, 1).map((one) => one.id);
        expect(ids(null)).toEqual(['b1']);
        expect(ids('b1')).toEqual(['a1']);
        expect(ids('a1')).toEqual([]);
        expect(store.reactions.liked(ANA, 'elsewhere', null, 9)).toEqual([]);
      });

      it('images liked at the same moment, each on one page', () => {
        store.reactions.add('a1', ANA, anEmoji('heart'), 'like', 1);
        store.reactions.add('b1', ANA, anEmoji('heart'), 'like', 1);
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
  });
}
