import {
  classOf,
  DEFAULT_DISLIKES,
  DEFAULT_LIKES,
  type EmojiLists,
  normaliseEmoji,
} from '../../chat/emoji.ts';
import type { Generation, Post } from '../../domain/pair.ts';
import type { Caller } from '../../domain/person.ts';
import type { CurrentReaction } from '../../ports/reaction-reader.ts';
import type { Clock } from '../../ports/system.ts';
import type { Store } from '../../ports/store.ts';
import { UserError } from '../../words/user-error.ts';
import { type Door, sees } from '../base/door.ts';

/** A reaction to one of our messages, put there or taken away. */
export interface Reaction {
  readonly messageId: string;
  readonly emoji: string;
  readonly present: boolean;
}

/** Emoji on an image's message. Anybody may; what is not an image of ours is ignored. */
export class React {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #door: Door;

  constructor(parts: { store: Store; clock: Clock; door: Door }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#door = parts.door;
  }

  /**
   * Keeps what stands on the message now; repeating it changes nothing. Returns the image's generation,
   * or undefined when the message shows none. Throws a `UserError` at the door or for no emoji. Whoever
   * was let in once may take their emoji away, whatever the door says now.
   */
  react(caller: Caller, { messageId, emoji: raw, present }: Reaction): Generation | undefined {
    if (present) this.#door.enter(caller);
    const emoji = normaliseEmoji(raw);
    if (emoji === undefined) throw new UserError('emoji_invalid');
    const generation = this.#imageAt(caller, messageId);
    if (generation === undefined) return undefined;
    const { reactions } = this.#store;
    const personId = caller.person.id;
    if (present) {
      const kind = classOf(emoji, this.#lists());
      reactions.add(generation.id, personId, emoji, kind, this.#clock.now());
    } else {
      reactions.remove(generation.id, personId, emoji);
    }
    return generation;
  }

  /**
   * Replaces an image's stored reactions by those on its message, after a time in which we were told of none.
   * People whom the door refuses now keep what they put there before, and add nothing.
   */
  reconcile({ generationId }: Post, standing: readonly CurrentReaction[]): void {
    if (generationId === null) return;
    const { reactions } = this.#store;
    const wanted = new Map(
      standing.flatMap(({ caller, emoji: raw }) => {
        const emoji = normaliseEmoji(raw);
        return emoji === undefined
          ? []
          : [[`${caller.person.id} ${emoji}`, { caller, emoji }] as const];
      }),
    );
    this.#store.transaction(() => {
      for (const { personId, emoji } of reactions.of(generationId)) {
        // What is stored already keeps its time: the latest of like and dislike counts.
        if (!wanted.delete(`${personId} ${emoji}`)) reactions.remove(generationId, personId, emoji);
      }
      for (const { caller, emoji } of wanted.values()) {
        if (!this.#door.admits(caller)) continue;
        const kind = classOf(emoji, this.#lists());
        reactions.add(generationId, caller.person.id, emoji, kind, this.#clock.now());
      }
    });
  }

  #imageAt(caller: Caller, messageId: string): Generation | undefined {
    const post = this.#store.posts.byMessage(caller.place, messageId);
    if (post?.kind !== 'image' || post.generationId === null) return undefined;
    const pair = this.#store.pairs.get(post.pairId);
    if (pair === undefined || !sees(caller, pair)) return undefined;
    const generation = this.#store.generations.get(post.generationId);
    return generation?.deletedAt === null ? generation : undefined;
  }

  #lists(): EmojiLists {
    const { settings } = this.#store;
    return {
      likes: settings.get('emoji.likes')?.split(',') ?? DEFAULT_LIKES,
      dislikes: settings.get('emoji.dislikes')?.split(',') ?? DEFAULT_DISLIKES,
    };
  }
}
