import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Caller, Place } from '../../core/domain/person.ts';
import type {
  CurrentReaction,
  ReactionReader,
  ReadMessage,
} from '../../core/ports/reaction-reader.ts';
import type { Clock } from '../../core/ports/system.ts';
import { codeOf, retryAfterOf } from './errors.ts';
import {
  compareTs,
  historyPage,
  messageSchema,
  type SeenMessage,
  type SeenReaction,
} from './history.ts';
import { type AskPage, messagesFrom } from './history-span.ts';
import type { Team } from './identity.ts';
import { pause } from './waiting.ts';

export interface ReaderParts {
  readonly client: WebClient;
  readonly clock: Clock;
  readonly team: () => Team | null;
  /** Somebody at a place; undefined for bots and for people whom Slack does not know. */
  readonly people: (userId: string, place: Place) => Promise<Caller | undefined>;
  /** Ends waiting for Slack's limits. */
  readonly signal?: AbortSignal;
}

/** How often one call waits for Slack's limits. */
const MAX_WAITS = 10;
const GONE: ReadonlySet<string | undefined> = new Set(['message_not_found', 'thread_not_found']);
const gotSchema = z.object({ message: messageSchema });

/** Reads by Slack's Web API, because events that came while nobody listened are not all sent again. */
export class SlackReactionReader implements ReactionReader {
  readonly #parts: ReaderParts;

  constructor(parts: ReaderParts) {
    this.#parts = parts;
  }

  compare(this: void, a: string, b: string): number {
    return compareTs(a, b);
  }

  /** Of the place's thread, when it has one: replies are not in the channel's history. */
  async page(place: Place, messageId: string): Promise<readonly ReadMessage[]> {
    const { client } = this.#parts;
    const ask: AskPage = (span, cursor) =>
      this.#patiently(() => historyPage(client, place, span, cursor));
    const messages = await messagesFrom(ask, messageId);
    return messages.map((message) => this.#read(place, message));
  }

  async message(place: Place, messageId: string): Promise<ReadMessage | undefined> {
    const found = await this.#get(place, messageId);
    return found && this.#read(place, found);
  }

  #read(place: Place, message: SeenMessage): ReadMessage {
    return { id: message.ts, reactions: () => this.#reactionsOn(place, message) };
  }

  /** Slack cuts long lists of people: only then they are asked for in full. */
  async #reactionsOn(
    place: Place,
    message: SeenMessage,
  ): Promise<readonly CurrentReaction[] | undefined> {
    const isCut = message.reactions.some(({ users, count }) => users.length < count);
    const whole = isCut ? await this.#get(place, message.ts) : message;
    if (whole === undefined) return undefined;
    const all: CurrentReaction[] = [];
    for (const reaction of whole.reactions) all.push(...(await this.#by(place, reaction)));
    return all;
  }

  async #by(place: Place, { name, users }: SeenReaction): Promise<readonly CurrentReaction[]> {
    const { people, team } = this.#parts;
    const all: CurrentReaction[] = [];
    for (const userId of users) {
      if (userId === team()?.botUser) continue;
      const caller = await this.#patiently(() => people(userId, place));
      if (caller !== undefined) all.push({ caller, emoji: name });
    }
    return all;
  }

  /** Undefined when the message was deleted. */
  #get({ channel }: Place, timestamp: string): Promise<SeenMessage | undefined> {
    const { reactions } = this.#parts.client;
    return this.#patiently(async () => {
      try {
        return gotSchema.parse(await reactions.get({ channel, timestamp, full: true })).message;
      } catch (cause) {
        if (GONE.has(codeOf(cause))) return undefined;
        throw cause;
      }
    });
  }

  /** Waits out Slack's limits. Throws every other failure. */
  async #patiently<T>(call: () => Promise<T>): Promise<T> {
    const { clock, signal } = this.#parts;
    for (let waits = 0; ; waits += 1) {
      signal?.throwIfAborted();
      try {
        return await call();
      } catch (cause) {
        const ms = retryAfterOf(cause);
        if (ms === undefined || waits === MAX_WAITS) throw cause;
        await pause(clock, ms, signal);
      }
    }
  }
}
