import { type REST, RESTJSONErrorCodes, Routes } from 'discord.js';
import type { Post } from '../../core/domain/pair.ts';
import type { Clock, Log } from '../../core/ports/system.ts';
import type { Studio } from '../../core/studio/studio.ts';
import { messageSchema, type SeenMessage } from './api.ts';
import { isApiError } from './errors.ts';
import { historyAfter } from './find.ts';
import type { MemberParts } from './members.ts';
import type { Heard } from './reactions.ts';
import { standingOn } from './standing.ts';

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
  /** Messages that alone are to be read again. */
  readonly #swept = new Map<string, Post>();
  #running: Promise<void> | null = null;
  #again = false;
  #all = false;
  #closed = false;

  constructor(parts: CatchUpParts) {
    this.#parts = parts;
  }

  /** Starts a pass; one that is asked for during another follows it. */
  start(): void {
    this.#all = true;
    this.#begin();
  }

  #begin(): void {
    this.#again = true;
    if (this.#running !== null || this.#closed) return;
    this.#running = this.#run()
      .catch((cause: unknown) => {
        this.#parts.log.error({ err: cause }, 'which reactions to catch up with could not be read');
      })
      .finally(() => {
        this.#running = null;
      });
  }

  /** A reaction was just told of; one that names nobody makes the message be read again. */
  heard({ message, swept }: Heard): void {
    if (this.#running !== null) this.#heard.add(message);
    if (swept?.kind !== 'image') return;
    this.#swept.set(swept.id, swept);
    this.#begin();
  }

  /** Begins nothing more. Resolves when what is under way has ended. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      const posts = this.#posts();
      for (const one of Map.groupBy(posts, (post) => post.place.channel).values()) {
        await this.#channel(one);
      }
    }
  }

  #posts(): readonly Post[] {
    const { store, clock } = this.#parts;
    const since = clock.now() - CAUGHT_UP_DAYS * DAY_MS;
    const posts = this.#all ? store.posts.images('discord', since) : [...this.#swept.values()];
    this.#all = false;
    this.#swept.clear();
    return posts;
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
        // Of what cannot be read nothing is known: what is kept of it stays.
        const isRead = message.unread === undefined;
        if (post !== undefined && isRead && !this.#closed) await this.#tolerant(post, message);
      }
      passed = BigInt(page[0]?.id ?? id);
    }
  }

  /** A message or an emoji that goes away while it is read has nothing to make true. */
  async #tolerant(post: Post, message: SeenMessage): Promise<void> {
    try {
      await this.#message(post, message);
    } catch (cause) {
      const { UnknownMessage, UnknownEmoji } = RESTJSONErrorCodes;
      if (!isApiError(cause, UnknownMessage) && !isApiError(cause, UnknownEmoji)) throw cause;
    }
  }

  /** What is told of a message while it is read may be older or newer than what was read: then again. */
  async #message(post: Post, first: SeenMessage): Promise<void> {
    const { studio, rest } = this.#parts;
    let message = first;
    for (;;) {
      const standing = await standingOn(this.#parts, post.place, message);
      if (!this.#heard.delete(message.id)) return studio.react.reconcile(post, standing);
      const route = Routes.channelMessage(message.channel_id, message.id);
      message = messageSchema.parse(await rest.get(route));
    }
  }
}
