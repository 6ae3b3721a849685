import type { World } from '../base/world.ts';
import type { Card } from '../../chat/card.ts';
import type { Post } from '../../domain/pair.ts';
import type { Place } from '../../domain/person.ts';
import { SurfaceError } from '../../ports/surface.ts';
import { shown } from '../base/behind-disk.ts';
import type { PressReply } from '../base/reply.ts';
import { cardContext, type ContextParts } from './card-context.ts';
import type { MessageCalls } from './message-calls.ts';
import { cardOf, hashOf } from './messages.ts';
import { onSurface } from './posting.ts';
import type { Presenter } from './presenter.ts';

export type InPlaceParts = ContextParts &
  Pick<World, 'digest' | 'log'> & {
    readonly calls: MessageCalls;
    readonly presenter: Pick<Presenter, 'mark'>;
  };

/** Answers a press by the message that was pressed: shows the card there. Throws a `SurfaceError`. */
export type ShowInPlace = (card: Card, memo: string | null) => Promise<void>;

/** `shown`: the message itself has answered the press. */
export type PlacedReply = PressReply | { readonly type: 'shown' };

/** Answers presses by their own message where a chat can: no edit follows, which the chat would count against its limits. */
export class InPlace {
  readonly #parts: InPlaceParts;

  constructor(parts: InPlaceParts) {
    this.#parts = parts;
  }

  /**
   * Runs a press on a message, then shows its result there. Resolves with the press's own reply when that is private, or
   * when the message could not be shown so: the presenter then edits it. Rejects as `press` does.
   */
  async press(
    place: Place,
    messageId: string,
    press: () => Promise<PressReply>,
    show: ShowInPlace,
  ): Promise<PlacedReply> {
    const { store, calls, presenter } = this.#parts;
    const post = store.posts.byMessage(place, messageId);
    if (post?.state !== 'posted') return press();
    const release = calls.hold(post.id);
    try {
      const reply = await press();
      if (reply.type !== 'done') return reply;
      return (await this.#show(post, show)) ? { type: 'shown' } : reply;
    } finally {
      release();
      presenter.mark(post.pairId);
    }
  }

  /** False when the message does not show its card: it is to be removed, or the chat failed. */
  async #show(post: Post, show: ShowInPlace): Promise<boolean> {
    const { store, digest, log, calls } = this.#parts;
    let now: Card | undefined;
    try {
      const isAlone = await calls.run(post.id, async () => {
        const card = this.#cardNow(post);
        if (card === undefined) return;
        await shown(store);
        await onSurface(() => show(card, post.memo));
        now = card;
      });
      if (now === undefined) return false;
      store.posts.setShown(post.id, isAlone ? hashOf(now, digest) : '');
      return true;
    } catch (cause) {
      if (!(cause instanceof SurfaceError)) throw cause;
      const { id, pairId, generationId } = post;
      const ids = { pair: pairId, generation: generationId, post: id };
      log.warn({ err: cause, ...ids }, 'a press was not answered on its message');
      return false;
    }
  }

  #cardNow({ id, pairId }: Post): Card | undefined {
    const view = this.#parts.store.pairs.view(pairId);
    return view && cardOf(view, id, cardContext(this.#parts, view.pair.locale, view));
  }
}
