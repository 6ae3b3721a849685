import { beforeEach, describe, expect, it } from 'vitest';
import type { ReactionClass } from '../../src/core/chat/emoji.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { anEmoji, NOW } from '../values.ts';
import { newStore, storeDelivered, storePair } from './sample-rows.ts';

let store: Store;
beforeEach(() => {
  store = newStore();
  for (const pair of ['p1', 'p2']) {
    storePair(store, pair);
    storeDelivered(store, pair, `${pair}-a`);
    storeDelivered(store, pair, `${pair}-b`, { side: 'B' });
  }
});

describe('what people react with', () => {
  const add = (who: string, emoji: string, kind: ReactionClass, at: number) =>
    store.reactions.add('p1-a', who, anEmoji(emoji), kind, at);
  const count = () => store.reactions.count('p1-a');
  const liked = (who: string) => store.reactions.liked(who, 'web', null, 9).map(({ id }) => id);

  it('is counted by person, each by their latest like or dislike', () => {
    add('ana', 'heart', 'like', 1);
    add('ana', 'fire', 'like', 2);
    add('ben', '-1', 'dislike', 3);
    add('ben', 'heart', 'like', 4);
    add('cat', 'heart', 'like', 5);
    add('cat', '-1', 'dislike', 6);
    add('dan', 'eyes', 'other', 7);
    expect(count()).toEqual({ likes: 2, dislikes: 1 });
    expect([liked('ana'), liked('ben'), liked('cat'), liked('dan')]).toEqual([
      ['p1-a'],
      ['p1-a'],
      [],
      [],
    ]);
  });

  it('put again takes the later time, and the meaning that it has by then', () => {
    add('ana', 'heart', 'like', 1);
    add('ana', '-1', 'dislike', 2);
    expect(count()).toEqual({ likes: 0, dislikes: 1 });
    add('ana', 'heart', 'like', 3);
    expect(count()).toEqual({ likes: 1, dislikes: 0 });
    add('ana', 'heart', 'other', 4);
    expect(count()).toEqual({ likes: 0, dislikes: 1 });
    expect(store.reactions.of('p1-a')).toEqual([
      { personId: 'ana', exact: '-1', name: '-1', kind: 'dislike', at: 2 },
      { personId: 'ana', exact: 'heart', name: 'heart', kind: 'other', at: 4 },
    ]);
  });

  it('is listed in the order in which it came, whoever it is from', () => {
    add('cat', 'heart', 'like', 1);
    add('ana', 'fire', 'like', 2);
    add('ben', 'eyes', 'other', 3);
    const emojis = store.reactions.of('p1-a').map(({ exact }) => exact);
    expect(emojis).toEqual(['heart', 'fire', 'eyes']);
  });

  it('is taken away from one image, of one person, one emoji at a time', () => {
    add('ana', 'heart', 'like', 1);
    add('ana', 'fire', 'like', 2);
    add('ben', 'heart', 'like', 3);
    store.reactions.add('p1-b', 'ana', anEmoji('heart'), 'like', 4);
    store.reactions.remove('p1-a', 'ana', anEmoji('heart'));
    const left = (id: string) =>
      store.reactions.of(id).map((one) => `${one.personId} ${one.exact}`);
    expect([left('p1-a'), left('p1-b')]).toEqual([['ana fire', 'ben heart'], ['ana heart']]);
  });

  it('on a deleted image is kept, and is in nobody’s likes', () => {
    add('ana', 'heart', 'like', 1);
    store.generations.deleted('p1-a', NOW);
    expect(count()).toEqual({ likes: 1, dislikes: 0 });
    expect(liked('ana')).toEqual([]);
  });
});

describe('votes', () => {
  const vote = (pairId: string, personId: string, choice: 'A' | 'B', at: number) =>
    store.votes.put({
      pairId,
      personId,
      generationA: `${pairId}-a`,
      generationB: `${pairId}-b`,
      choice,
      at,
    });
  const votes = (pairId: string) =>
    store.pairs.view(pairId)?.votes.map((one) => `${one.personId} ${one.choice} ${one.at}`);

  it('are one a person a pair of images', () => {
    vote('p1', 'ana', 'A', 1);
    vote('p1', 'ben', 'B', 2);
    vote('p2', 'ana', 'B', 3);
    vote('p1', 'ana', 'B', 4);
    expect([votes('p1')?.toSorted(), votes('p2')]).toEqual([['ana B 4', 'ben B 2'], ['ana B 3']]);
  });

  it('on other images of the pair stay with theirs', () => {
    vote('p1', 'ana', 'A', 1);
    storeDelivered(store, 'p1', 'p1-c', { number: 2 });
    const newer = { generationA: 'p1-c', generationB: 'p1-b' };
    store.votes.put({ pairId: 'p1', personId: 'ana', ...newer, choice: 'tie', at: 2 });
    expect(votes('p1')?.toSorted()).toEqual(['ana A 1', 'ana tie 2']);
  });
});

describe('feedback', () => {
  it('is one a person an image, the oldest first, and what is said later counts as later', () => {
    const put = (personId: string, rating: number, at: number, generationId = 'p1-a') =>
      store.feedback.put({ generationId, personId, rating, text: `by ${personId}`, at });
    put('ana', 1, 1);
    put('ben', 2, 2);
    put('cat', 3, 3, 'p1-b');
    put('ana', 4, 4);
    expect(store.feedback.of('p1-a')).toEqual([
      { generationId: 'p1-a', personId: 'ben', rating: 2, text: 'by ben', at: 2 },
      { generationId: 'p1-a', personId: 'ana', rating: 4, text: 'by ana', at: 4 },
    ]);
  });
});
