import { describe, expect, it } from 'vitest';
import {
  hashOf,
  importance,
  isSame,
  keptBack,
  type Task,
  tasksOf,
} from '../../src/core/studio/show/messages.ts';
import type { Generation, PairView, Post } from '../../src/core/domain/pair.ts';
import { sha256Hex } from '../../src/digest.ts';
import { failed, imageA, imageB } from '../core/cards/card-texts.ts';
import { aContext, aPost, aView } from '../card-values.ts';
import { aGeneration, NOW, RUNNING } from '../values.ts';

const header = (more: Partial<Post> = {}) =>
  aPost('p1', { kind: 'header', generationId: null, ...more });
const tasks = (
  generations: readonly Generation[],
  posts: readonly Post[],
  more: Partial<PairView> = {},
) => tasksOf(aView(generations, { posts, ...more }), aContext(), sha256Hex);
/** "post image a1", "update p1", "remove a1". */
const said = (task: Task) =>
  task.type === 'post' ? `post ${task.kind} ${task.id}` : `${task.type} ${task.post.id}`;
/** What the posts show already, as their cards are now. */
function upToDate(generations: readonly Generation[], posts: readonly Post[]): readonly Post[] {
  const due = tasks(generations, posts);
  return posts.map((post) => {
    const task = due.find((one) => one.type === 'update' && one.post.id === post.id);
    return task?.type === 'update' ? { ...post, shown: hashOf(task.card, sha256Hex) } : post;
  });
}

describe('what a pair’s messages need', () => {
  it.each<[string, readonly Generation[], readonly Post[], readonly string[]]>([
    ['no header yet', [imageA], [], ['post header p1']],
    [
      'a header that is only intended',
      [imageA],
      [header({ state: 'intended' })],
      ['post header p1'],
    ],
    ['a header that is posted again', [imageA], [header({ state: 'again' })], ['post header p1']],
    [
      'a header that stands: images, then endings, and no edits before them',
      [failed('b1', 'network', { side: 'B' }), imageA],
      [header()],
      ['post image a1', 'post card b1'],
    ],
    [
      'a side that runs or waits',
      [aGeneration('a1', RUNNING), aGeneration('b1', { side: 'B' })],
      [header()],
      ['update p1'],
    ],
    [
      'an image to post again',
      [imageA],
      [header(), aPost('a1', { state: 'again' })],
      ['post image a1'],
    ],
    [
      'an image that could not be delivered',
      [imageA],
      [header(), aPost('a1', { state: 'undelivered' })],
      ['update p1'],
    ],
    [
      'a header that could not be delivered',
      [imageA],
      [header({ state: 'undelivered' })],
      ['post image a1'],
    ],
    [
      'a message whose id nobody knows',
      [imageA],
      [header(), aPost('a1', { messageId: null })],
      ['update p1'],
    ],
    [
      'a deleted image',
      [{ ...imageA, deletedAt: NOW }],
      [header(), aPost('a1')],
      ['remove a1', 'update p1'],
    ],
    [
      'one whose message is removed',
      [{ ...imageA, deletedAt: NOW }],
      [header(), aPost('a1', { state: 'removed' })],
      ['update p1'],
    ],
    ['one that never had a message', [{ ...imageA, deletedAt: NOW }], [header()], ['update p1']],
  ])('with %s', (_with, generations, posts, wanted) => {
    expect(tasks(generations, posts).map(said)).toEqual(wanted);
  });

  it('is nothing once they show what is true, and an edit when that changes', () => {
    const all = [imageA, imageB];
    const posts = upToDate(all, [header(), aPost('a1'), aPost('b1')]);
    expect(tasks(all, posts)).toEqual([]);
    const staged = { ...imageA, staged: { tone: 100, angle: 25 } } as const;
    const [task, ...others] = tasks([staged, imageB], posts);
    expect([task?.type, others]).toEqual(['update', []]);
    expect(task).toMatchObject({ post: { id: 'a1' }, messageId: 'm-a1' });
  });

  it('is nothing where the place did not take the card, until it changes', () => {
    const kept = upToDate([imageA], [header(), aPost('a1')]).map((post) => {
      return { ...post, shown: keptBack(post.shown ?? '') };
    });
    expect(tasks([imageA], kept)).toEqual([]);
    expect(tasks([{ ...imageA, deletedAt: NOW }], kept).map(said)).toEqual([
      'remove a1',
      'update p1',
    ]);
  });

  it('is the same task only while it shows the same: what is prepared for one card is not for another', () => {
    const staged = { ...imageA, staged: { tone: 100, angle: 25 } } as const;
    const [post, again] = [imageA, imageA].map((one) => tasks([one], [header()])[0]);
    const [changed] = tasks([staged], [header()]);
    const [edit] = tasks([], [header()]);
    if (!post || !again || !changed || !edit) throw new Error('a task is missing');
    expect([isSame(post, again), isSame(post, changed), isSame(post, edit)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('is done in this order: images, endings, headers, edits', () => {
    const [image] = tasks([imageA], [header()]);
    const [card] = tasks([failed('a1', 'auth')], [header()]);
    const [first] = tasks([], []);
    const [edit] = tasks([], [header()]);
    const all = [image, card, first, edit].flatMap((one) => one ?? []);
    expect(all.map(importance)).toEqual([0, 1, 2, 3]);
  });
});
