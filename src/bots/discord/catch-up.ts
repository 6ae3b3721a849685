import { ReactionType, type REST, RESTJSONErrorCodes, Routes } from 'discord.js';
import type { Post } from '../../core/pair.ts';
import type { Place } from '../../core/person.ts';
import type { Clock, Log } from '../../core/ports.ts';
import type { Standing } from '../../core/studio/react.ts';
import type { Studio } from '../../core/studio/studio.ts';
import {
  memberSchema,
  messageSchema,
  type SeenMessage,
  type SeenReaction,
  type SeenUser,
  usersSchema,
} from './api.ts';
import { isApiError } from './errors.ts';
import { historyAfter } from './find.ts';
import { personOf } from './identity.ts';
import { LIMITS } from './limits.ts';
import { type MemberParts, reactingCaller } from './members.ts';
import { emojiText } from './reactions.ts';

const DAY_MS = 86_400_000;
const CAUGHT_UP_DAYS = 14;

export interface CatchUpParts extends MemberParts {
  /** Waits out rate limits by itself. */
  readonly rest: REST;
  readonly studio: Studio;
  readonly clock: Clock;
  readonly log: Log;
}

/** Makes the reactions of the last days true after a time in which nothing was heard. */
export class CatchUp {
  readonly #parts: CatchUpParts;
  /** Messages that the gateway told of since the page under way was read: they are read once more. */
  readonly #heard = new Set<string>();
  #running: Promise<void> | null = null;
  #again = false;
  #closed = false;

  constructor(parts: CatchUpParts) {
    this.#parts = parts;
  }

  /** Starts a pass; one that is asked for during another follows it. */
  start(): void {
    this.#again = true;
    if (this.#running !== null || this.#closed) return;
    this.#running = this.#run().finally(() => {
      this.#running = null;
    });
  }

  /** A reaction on a message was just told of. */
  heard(messageId: string): void {
    if (this.#running !== null) this.#heard.add(messageId);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      const { store, clock } = this.#parts;
      const posts = store.posts.images('discord', clock.now() - CAUGHT_UP_DAYS * DAY_MS);
      for (const one of Map.groupBy(posts, (post) => post.place.channel).values()) {
        await this.#channel(one);
      }
    }
  }

  /** Never throws: a channel that cannot be read is left as it is. */
  async #channel(posts: readonly Post[]): Promise<void> {
    try {
      await this.#read(posts);
    } catch (cause) {
      const channel = posts[0]?.place.channel;
      this.#parts.log.warn({ err: cause, channel }, 'reactions could not be caught up with');
    }
  }

  /** Page by page, from one of our messages to the next, whatever stands between them. */
  async #read(posts: readonly Post[]): Promise<void> {
    const ours = new Map(
      posts.flatMap((post) => (post.messageId === null ? [] : [[post.messageId, post] as const])),
    );
    const ids = [...ours.keys()].toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
    let passed = 0n;
    for (const id of ids) {
      if (BigInt(id) <= passed || this.#closed) continue;
      const channel = ours.get(id)?.place.channel ?? '';
      this.#heard.clear();
      const page = await historyAfter(this.#parts.rest, channel, String(BigInt(id) - 1n));
      for (const message of page) {
        const post = ours.get(message.id);
        if (post !== undefined) await this.#message(post, message);
      }
      passed = BigInt(page[0]?.id ?? id);
    }
  }

  /** What is told of a message while it is read may be older or newer than what was read: then again. */
  async #message(post: Post, first: SeenMessage): Promise<void> {
    const { studio, rest } = this.#parts;
    let message = first;
    for (;;) {
      const standing: Standing[] = [];
      for (const reaction of message.reactions) {
        standing.push(...(await this.#standing(post.place, message, reaction)));
      }
      if (!this.#heard.delete(message.id)) return studio.react.reconcile(post, standing);
      const route = Routes.channelMessage(message.channel_id, message.id);
      message = messageSchema.parse(await rest.get(route));
    }
  }

  async #standing(
    place: Place,
    message: SeenMessage,
    reaction: SeenReaction,
  ): Promise<readonly Standing[]> {
    const emoji = emojiText(reaction.emoji);
    if (emoji === undefined) return [];
    const { normal, burst } = reaction.count_details;
    const users = [
      ...(normal > 0 ? await this.#users(message, reaction, ReactionType.Normal) : []),
      ...(burst > 0 ? await this.#users(message, reaction, ReactionType.Super) : []),
    ];
    const people = users.filter((user) => !user.bot);
    const letIn = await Promise.all(people.map((user) => this.#isLetIn(place, user)));
    return people.map((user, index) => {
      const { id: personId } = personOf(user, user.username);
      return { personId, emoji, isLetIn: letIn[index] === true };
    });
  }

  /** Roles are asked for only where they decide something. */
  async #isLetIn(place: Place, user: SeenUser): Promise<boolean> {
    const { store, studio, rest } = this.#parts;
    const { roles: needed } = store.access.rules(place.workspace);
    const route = Routes.guildMember(place.workspace, user.id);
    // Who has left the server has no roles there any more.
    const roles =
      needed.length === 0
        ? []
        : await rest.get(route).then(
            (member) => memberSchema.parse(member).roles,
            (cause: unknown) => {
              if (isApiError(cause, RESTJSONErrorCodes.UnknownMember)) return [];
              throw cause;
            },
          );
    const person = personOf(user, user.username);
    return studio.door.letsIn(reactingCaller(this.#parts, person, place, roles));
  }

  async #users(
    { id, channel_id: channel }: SeenMessage,
    { emoji }: SeenReaction,
    type: ReactionType,
  ): Promise<readonly SeenUser[]> {
    const name = emoji.id === null ? (emoji.name ?? '') : `${emoji.name ?? '_'}:${emoji.id}`;
    const route = Routes.channelMessageReaction(channel, id, encodeURIComponent(name));
    const users: SeenUser[] = [];
    for (let after = '0', full = true; full; ) {
      const query = new URLSearchParams({
        after,
        limit: String(LIMITS.reactionPage),
        type: String(type),
      });
      const page = usersSchema.parse(await this.#parts.rest.get(route, { query }));
      users.push(...page);
      full = page.length === LIMITS.reactionPage;
      after = page.at(-1)?.id ?? after;
    }
    return users;
  }
}
