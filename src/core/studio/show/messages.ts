import type { Card } from '../../chat/card.ts';
import type { CardContext } from '../../cards/context.ts';
import { endingCard } from '../../cards/ending.ts';
import { headerCard } from '../../cards/header.ts';
import { imageCard } from '../../cards/image.ts';
import type { Generation, Pair, PairView, Post, PostKind } from '../../domain/pair.ts';
import { postOf } from '../../domain/pair-view.ts';
import { EDITS } from './lane.ts';
import type { Digest } from '../../ports/system.ts';
import { KEPT_BACK } from '../../ports/post-store.ts';
import { isLive } from '../../domain/side.ts';

/** One call that brings a message of a pair up to date. */
export type Task = { readonly pair: Pair } & (
  | {
      readonly type: 'post';
      readonly id: string;
      readonly kind: PostKind;
      readonly card: Card;
      /** By `hashOf`. */
      readonly hash: string;
      /** When the image was ready; null for what is none. Milliseconds since the epoch. */
      readonly readyAt: number | null;
      /** The header's message, for what is posted below it. */
      readonly replyTo: string | null;
      /** Whether more is to be posted as soon as this stands: below a header, what has ended. */
      readonly isFollowed: boolean;
    }
  | {
      readonly type: 'update';
      readonly post: Post;
      readonly messageId: string;
      readonly card: Card;
      /** By `hashOf`. */
      readonly hash: string;
    }
  /** Without an id the message may exist all the same: search for it first. */
  | { readonly type: 'remove'; readonly post: Post; readonly messageId: string | null }
);

/**
 * The tasks that bring a pair's messages up to date, most important first: images, endings, the rest. A pair has
 * one header and one message for each ended generation. The header is posted before all others. While messages are to be posted no edit is
 * among the tasks: it would be made anew after them.
 */
export function tasksOf(view: PairView, context: CardContext, digest: Digest): readonly Task[] {
  const { pair } = view;
  const header = postOf(view, pair.id);
  if (header === undefined || isDue(header)) {
    const card = headerCard(view, context);
    const [id, kind] = [pair.id, 'header'] as const;
    const hash = hashOf(card, digest);
    const isFollowed = view.generations.some((one) => !isLive(one.state));
    const nothing = { readyAt: null, replyTo: null } as const;
    return [{ type: 'post', pair, id, kind, card, hash, ...nothing, isFollowed }];
  }
  const ended = view.generations
    .filter((one) => !isLive(one.state))
    // Under a header that the chat refuses for good, only what was paid for is shown.
    .filter((one) => one.image !== null || one.deletedAt !== null || header.state !== 'refused');
  const posts = postsOf(view, ended, context, digest);
  if (posts.length > 0) return posts;
  const update = (post: Post | undefined, card: () => Card) => {
    return updateOf(pair, post, card, digest);
  };
  const others = ended.flatMap((one) => {
    const post = postOf(view, one.id);
    if (one.deletedAt !== null) return removal(pair, post);
    return update(post, () => endedCard(view, one, context));
  });
  return [...others, ...update(header, () => headerCard(view, context))];
}

/** The messages that are to be posted below the header: images, then endings. */
function postsOf(
  view: PairView,
  ended: readonly Generation[],
  context: CardContext,
  digest: Digest,
): readonly Task[] {
  const { pair } = view;
  const replyTo = postOf(view, pair.id)?.messageId ?? null;
  return ended
    .filter((one) => one.deletedAt === null)
    .filter(({ id }) => isDue(postOf(view, id) ?? { state: 'intended' }))
    .map((one): Task => {
      const { id } = one;
      const [kind, readyAt] =
        one.image === null ? (['card', null] as const) : (['image', one.endedAt] as const);
      const card = endedCard(view, one, context);
      const hash = hashOf(card, digest);
      return { type: 'post', pair, id, kind, card, hash, readyAt, replyTo, isFollowed: false };
    })
    .toSorted((a, b) => importance(a) - importance(b));
}

function updateOf(
  pair: Pair,
  post: Post | undefined,
  make: () => Card,
  digest: Digest,
): readonly Task[] {
  if (post?.state !== 'posted' || post.messageId === null) return [];
  const card = make();
  const hash = hashOf(card, digest);
  if (post.shown === hash || post.shown === keptBack(hash)) return [];
  return [{ type: 'update', pair, post, messageId: post.messageId, card, hash }];
}

/** What the message of a post shows now; undefined when it is to be removed. */
export function cardOf(view: PairView, postId: string, context: CardContext): Card | undefined {
  if (postId === view.pair.id) return headerCard(view, context);
  const generation = view.generations.find((one) => one.id === postId);
  if (generation === undefined || generation.deletedAt !== null) return undefined;
  return endedCard(view, generation, context);
}

function endedCard(view: PairView, ended: Generation, context: CardContext): Card {
  return ended.image === null ? endingCard(view, ended, context) : imageCard(view, ended, context);
}

function removal(pair: Pair, post: Post | undefined): readonly Task[] {
  if (post === undefined || post.state === 'removed' || post.state === 'refused') return [];
  return [{ type: 'remove', pair, post, messageId: post.messageId }];
}

/** Whether the message is not posted yet. */
export function isDue({ state }: Pick<Post, 'state'>): boolean {
  return state === 'intended' || state === 'again';
}

const POST_IMPORTANCE: Readonly<Record<PostKind, number>> = { image: 0, card: 1, header: 2 };

/** Lower is more important. */
export function importance(task: Task): number {
  return task.type === 'post' ? POST_IMPORTANCE[task.kind] : EDITS;
}

/** Whether two tasks make the same call and show the same. */
export function isSame(one: Task, other: Task): boolean {
  if (one === other) return true;
  if (one.type === 'post' && other.type === 'post') {
    return one.id === other.id && one.replyTo === other.replyTo && one.hash === other.hash;
  }
  if (one.type === 'post' || other.type === 'post') return false;
  if (one.post.id !== other.post.id || one.messageId !== other.messageId) return false;
  if (one.type === 'remove' || other.type === 'remove') return one.type === other.type;
  return one.hash === other.hash;
}

/** The value of `shown` for a card that its place refused: not tried again until the place takes messages. */
export function keptBack(hash: string): string {
  return `${KEPT_BACK}${hash}`;
}

/** The value of `shown`: equal for equal cards. */
export function hashOf(card: Card, digest: Digest): string {
  return digest(JSON.stringify(card));
}
