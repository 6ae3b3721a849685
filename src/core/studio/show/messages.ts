import type { Card } from '../../chat/card.ts';
import type { CardContext } from '../../cards/context.ts';
import { endingCard } from '../../cards/ending.ts';
import { headerCard } from '../../cards/header.ts';
import { imageCard } from '../../cards/image.ts';
import type { Generation, Pair, PairView, Post, PostKind } from '../../domain/pair.ts';
import { postOf } from '../../domain/pair-view.ts';
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
      /** When the image was ready; null for what is none. Milliseconds since the epoch. */
      readonly readyAt: number | null;
      /** The header's message, for what is posted below it. */
      readonly replyTo: string | null;
    }
  | {
      readonly type: 'update';
      readonly post: Post;
      readonly messageId: string;
      readonly card: Card;
    }
  /** Without an id the message may exist all the same: search for it first. */
  | { readonly type: 'remove'; readonly post: Post; readonly messageId: string | null }
);

/**
 * The tasks that bring a pair's messages up to date, most important first: images, endings, the rest. A pair has
 * one header and one message for each ended generation. The header is posted before all others.
 */
export function tasksOf(view: PairView, context: CardContext, digest: Digest): readonly Task[] {
  const { pair } = view;
  const show = (
    id: string,
    kind: PostKind,
    card: Card,
    readyAt: number | null = null,
  ): readonly Task[] => {
    const post = postOf(view, id);
    if (post === undefined || isDue(post)) {
      const replyTo = kind === 'header' ? null : (postOf(view, pair.id)?.messageId ?? null);
      return [{ type: 'post', pair, id, kind, card, readyAt, replyTo }];
    }
    if (post.state !== 'posted' || post.messageId === null) return [];
    const hash = hashOf(card, digest);
    if (post.shown === hash || post.shown === keptBack(hash)) return [];
    return [{ type: 'update', pair, post, messageId: post.messageId, card }];
  };
  const header = show(view.pair.id, 'header', headerCard(view, context));
  if (header[0]?.type === 'post') return header;
  const isRefused = postOf(view, view.pair.id)?.state === 'refused';
  const ended = view.generations.filter((one) => !isLive(one.state));
  const others = ended.flatMap((one) => {
    if (one.deletedAt !== null) return removal(pair, postOf(view, one.id));
    // Under a header that the chat refuses for good, only what was paid for is shown.
    if (one.image === null && isRefused) return [];
    const card = endedCard(view, one, context);
    return one.image === null
      ? show(one.id, 'card', card)
      : show(one.id, 'image', card, one.endedAt);
  });
  return [...others, ...header].toSorted((a, b) => importance(a) - importance(b));
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
export function isDue({ state }: Post): boolean {
  return state === 'intended' || state === 'again';
}

const POST_IMPORTANCE: Readonly<Record<PostKind, number>> = { image: 0, card: 1, header: 2 };

/** Lower is more important. */
export function importance(task: Task): number {
  return task.type === 'post' ? POST_IMPORTANCE[task.kind] : 3;
}

/** The value of `shown` for a card that its place refused: not tried again until the place takes messages. */
export function keptBack(hash: string): string {
  return `${KEPT_BACK}${hash}`;
}

/** The value of `shown`: equal for equal cards. */
export function hashOf(card: Card, digest: Digest): string {
  return digest(JSON.stringify(card));
}
