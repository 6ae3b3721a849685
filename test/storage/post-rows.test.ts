import { beforeEach, describe, expect, it } from 'vitest';
import type { Post } from '../../src/core/domain/pair.ts';
import { KEPT_BACK } from '../../src/core/ports/post-store.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { aPost } from '../card-values.ts';
import { NOW, withImage } from '../values.ts';
import { newStore, storeGeneration, storePair } from './sample-rows.ts';

const place = { surface: 'discord', workspace: 'w1', channel: 'c1', thread: null } as const;

let store: Store;
beforeEach(() => {
  store = newStore();
  storePair(store, 'p1', { place });
  for (const id of ['g1', 'g2', 'g3', 'g4', 'g5']) {
    storeGeneration(store, 'p1', id, { number: Number(id[1]), ...withImage(`k/${id}.png`) });
  }
});

function intend(id: string, more: Partial<Post> = {}) {
  store.posts.intend(aPost(id, { place, state: 'intended', messageId: null, ...more }));
}

function posted(id: string, more: Partial<Post> = {}) {
  intend(id, more);
  store.posts.posted(id, { id: `m-${id}`, memo: null }, `hash of ${id}`);
}

describe('an intent', () => {
  it('is withdrawn as if it had never been, unless it was posted, or has a file, or is a header’s', () => {
    const ids = ['g1', 'g2', 'g3', 'p1'];
    intend('g1');
    posted('g2');
    intend('g3');
    store.posts.keep('g3', 'a file');
    intend('p1', { kind: 'header', generationId: null });
    for (const id of ids) store.posts.withdraw(id);
    expect(ids.map((id) => store.posts.get(id)?.state)).toEqual([
      undefined,
      'posted',
      'intended',
      'intended',
    ]);
  });
});

describe('posts', () => {
  it('are kept as they were intended', () => {
    const post = aPost('g1', { place, state: 'intended', messageId: null });
    expect(store.posts.intend(post)).toBe(true);
    expect(store.posts.get('g1')).toEqual(post);
    store.posts.posted('g1', { id: 'm1', memo: 'file 1' }, 'h1');
    expect(store.posts.get('g1')).toEqual({
      ...post,
      state: 'posted',
      messageId: 'm1',
      memo: 'file 1',
      shown: 'h1',
    });
    expect(store.posts.get('g2')).toBeUndefined();
  });

  it.each([
    ['surface', { surface: 'slack' }],
    ['workspace', { workspace: 'w2' }],
    ['channel', { channel: 'c2' }],
  ] as const)('are found by message in their own %s alone', (_what, other) => {
    posted('g1');
    posted('g2');
    expect(store.posts.byMessage(place, 'm-g1')?.id).toBe('g1');
    expect(store.posts.byMessage({ ...place, ...other }, 'm-g1')).toBeUndefined();
  });

  it('of images are those that can be seen, by channel and age', () => {
    posted('g1', { firstTriedAt: NOW + 5 });
    posted('g2', { firstTriedAt: NOW + 3 });
    posted('g3', { place: { ...place, channel: 'c0' }, firstTriedAt: NOW + 9 });
    posted('g4', { kind: 'card' });
    posted('g5');
    store.posts.mark('g5', 'removed');
    const ids = () => store.posts.images('discord', NOW + 3).map(({ id }) => id);
    expect(ids()).toEqual(['g3', 'g2', 'g1']);
    store.posts.mark('g1', 'undelivered');
    store.posts.mark('g3', 'removed');
    expect(ids()).toEqual(['g2']);
  });

  it('of images are read one workspace after the other', () => {
    posted('g1', { place: { ...place, workspace: 'w2', channel: 'c1' } });
    posted('g2', { place: { ...place, workspace: 'w1', channel: 'c2' } });
    posted('g3', { place: { ...place, workspace: 'w2', channel: 'c0' } });
    const ids = store.posts.images('discord', 0).map(({ id }) => id);
    expect(ids).toEqual(['g2', 'g3', 'g1']);
  });

  it.each([
    ['surface', { surface: 'slack' }],
    ['workspace', { workspace: 'w2' }],
    ['channel', { channel: 'c2' }],
  ] as const)('that were kept back are due again in their own %s alone', (_what, other) => {
    posted('g1');
    posted('g2');
    store.posts.setShown('g1', `${KEPT_BACK}h`);
    expect(store.posts.hasKeptBack({ ...place, ...other })).toBe(false);
    expect(store.posts.hasKeptBack(place)).toBe(true);
    expect(store.posts.clearKeptBack({ ...place, ...other })).toEqual([]);
    expect(store.posts.clearKeptBack(place)).toEqual(['p1']);
    expect([store.posts.get('g1')?.shown, store.posts.get('g2')?.shown]).toEqual([
      '',
      'hash of g2',
    ]);
  });

  it('are tried again only from undelivered, each by itself', () => {
    posted('g1');
    intend('g2');
    intend('g3');
    store.posts.mark('g3', 'undelivered');
    expect(['g1', 'g2', 'g3'].map((id) => store.posts.requestAgain(id, NOW + 1))).toEqual([
      false,
      false,
      true,
    ]);
    expect(['g1', 'g2', 'g3'].map((id) => store.posts.get(id)?.state)).toEqual([
      'posted',
      'intended',
      'again',
    ]);
  });
});
