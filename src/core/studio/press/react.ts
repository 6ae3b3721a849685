import type { World } from '../base/world.ts';
import {
  anyOf,
  classOf,
  DEFAULT_DISLIKES,
  DEFAULT_LIKES,
  type Emoji,
  type EmojiLists,
  normaliseEmoji,
  readEmoji,
} from '../../chat/emoji.ts';
import type { Generation, Post } from '../../domain/pair.ts';
import type { Caller, Place } from '../../domain/person.ts';
import type { StoredReaction } from '../../ports/opinion-store.ts';
import type { CurrentReaction } from '../../ports/reaction-reader.ts';
import { UserError } from '../../words/user-error.ts';
import { type Door, sees } from '../base/door.ts';

/** A reaction that is put on one of our messages, or removed. */
export interface Reaction {
  readonly messageId: string;
  /** In the surface's notation. */
  readonly emoji: string;
  /** Whether it is a super reaction. One person may put both kinds of one emoji on a message. */
  readonly isSuper?: boolean;
  readonly present: boolean;
}

/** The reactions on the image of a generation, oldest first. */
export type ReactionsOn = (generationId: string) => readonly StoredReaction[];

type ReactParts = Pick<World, 'store' | 'clock'> & { readonly door: Door };

/** Stores emoji on the messages of images, from everybody whom the door lets in. */
export class React {
  readonly #parts: ReactParts;

  constructor(parts: ReactParts) {
    this.#parts = parts;
  }

  /**
   * Stores the reaction, or its removal; repeating it changes nothing. `alsoCommit` runs in the same transaction.
   * Returns the image's generation and reactions, or undefined when the message shows no image of ours. Throws a `UserError` at
   * the door or for no emoji. What the door refuses counts again when a catch-up
   * reads what is on the message.
   */
  react(
    caller: Caller,
    { messageId, emoji: raw, isSuper, present }: Reaction,
    alsoCommit?: () => void,
  ): { readonly id: string; readonly reactions: readonly StoredReaction[] } | undefined {
    if (present) this.#parts.door.enter(caller);
    else this.#parts.door.enterToTakeBack(caller);
    const emoji = readEmoji(raw, isSuper);
    if (emoji === undefined) throw new UserError('emoji_invalid');
    const id = this.#imageAt(caller, messageId)?.id;
    if (id === undefined) return undefined;
    const { reactions } = this.#parts.store;
    return this.#parts.store.transaction(() => {
      if (present) this.#add(id, caller, emoji);
      else reactions.remove(id, caller.person.id, emoji);
      alsoCommit?.();
      return { id, reactions: reactions.of(id) };
    });
  }

  /** Reads the reactions on images, by generation, for one person. Throws a `UserError` at the door. */
  reader(caller: Caller): ReactionsOn {
    this.#parts.door.enter(caller);
    return (generationId) => this.#parts.store.reactions.of(generationId);
  }

  /** Whether a message is one of ours. */
  isOurs(place: Place, messageId: string): boolean {
    return this.#parts.store.posts.byMessage(place, messageId) !== undefined;
  }

  /**
   * Replaces an image's stored reactions by those on its message, after downtime. People whom the door refuses now
   * keep the reactions they had, and add none. A stored reaction keeps its time, because the latest of like and
   * dislike counts; an exact emoji takes over the time of the row for any emoji of its name.
   */
  reconcile({ generationId }: Post, found: readonly CurrentReaction[]): void {
    if (generationId === null) return;
    const { reactions } = this.#parts.store;
    this.#parts.store.transaction(() => {
      const stored = new Map(
        reactions.of(generationId).map((one) => [keyOf(one.personId, one.exact), one]),
      );
      const wanted = new Map(found.flatMap(wantedOf));
      for (const [key, { caller, emoji }] of wanted) {
        if (stored.has(key)) continue;
        const before = stored.get(keyOf(caller.person.id, anyOf(emoji.name)));
        if (before !== undefined) {
          reactions.add(generationId, before.personId, emoji, before.kind, before.at);
        } else if (this.#parts.door.admits(caller)) this.#add(generationId, caller, emoji);
      }
      for (const [key, one] of stored) {
        if (!wanted.has(key)) reactions.remove(generationId, one.personId, one);
      }
    });
  }

  #imageAt(caller: Caller, messageId: string): Generation | undefined {
    const post = this.#parts.store.posts.byMessage(caller.place, messageId);
    if (post?.kind !== 'image' || post.generationId === null) return undefined;
    const pair = this.#parts.store.pairs.get(post.pairId);
    if (pair === undefined || !sees(caller, pair)) return undefined;
    const generation = this.#parts.store.generations.get(post.generationId);
    return generation?.deletedAt === null ? generation : undefined;
  }

  #add(generationId: string, { person }: Caller, emoji: Emoji): void {
    const kind = classOf(emoji.name, this.#lists());
    this.#parts.store.reactions.add(generationId, person.id, emoji, kind, this.#parts.clock.now());
  }

  #lists(): EmojiLists {
    const { settings } = this.#parts.store;
    const listed = (key: 'emoji.likes' | 'emoji.dislikes') =>
      settings
        .get(key)
        ?.split(',')
        .flatMap((name) => normaliseEmoji(name) ?? []);
    return {
      likes: listed('emoji.likes') ?? DEFAULT_LIKES,
      dislikes: listed('emoji.dislikes') ?? DEFAULT_DISLIKES,
    };
  }
}

function keyOf(personId: string, exact: string): string {
  return `${personId}\n${exact}`;
}

function wantedOf({ caller, emoji: raw, isSuper }: CurrentReaction) {
  const emoji = readEmoji(raw, isSuper);
  if (emoji === undefined) return [];
  return [[keyOf(caller.person.id, emoji.exact), { caller, emoji }] as const];
}
