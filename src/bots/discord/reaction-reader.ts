import { ReactionType, type REST, RESTJSONErrorCodes, Routes } from 'discord.js';
import type { Caller, Place } from '../../core/domain/person.ts';
import type {
  ReactionReader,
  ReadMessage,
  CurrentReaction,
} from '../../core/ports/reaction-reader.ts';
import {
  memberSchema,
  messageSchema,
  type SeenMessage,
  type SeenReaction,
  type SeenUser,
  usersSchema,
} from './api.ts';
import { isApiError } from './errors.ts';
import { historyAfter, type HistoryMessage } from './find.ts';
import { personOf } from './identity.ts';
import { LIMITS } from './limits.ts';
import { type MemberParts, reactingCaller } from './members.ts';
import { emojiText } from './reactions.ts';

export interface ReaderParts extends MemberParts {
  /** Waits out rate limits. */
  readonly rest: REST;
}

/** Reads by Discord's HTTP API, because its gateway does not repeat events. */
export class DiscordReactionReader implements ReactionReader {
  readonly #parts: ReaderParts;

  constructor(parts: ReaderParts) {
    this.#parts = parts;
  }

  compare(this: void, a: string, b: string): number {
    return BigInt(a) < BigInt(b) ? -1 : Number(BigInt(a) > BigInt(b));
  }

  async page(place: Place, messageId: string): Promise<readonly ReadMessage[]> {
    const before = String(BigInt(messageId) - 1n);
    const page = await historyAfter(this.#parts.rest, place.channel, before);
    return page.map((message) => this.#read(place, message));
  }

  async message(place: Place, messageId: string): Promise<ReadMessage | undefined> {
    const route = Routes.channelMessage(place.channel, messageId);
    const found = await unlessGone(this.#parts.rest.get(route));
    return found === undefined ? undefined : this.#read(place, messageSchema.parse(found));
  }

  #read(place: Place, message: HistoryMessage): ReadMessage {
    const isRead = message.unread === undefined;
    return {
      id: message.id,
      reactions: async () =>
        isRead ? unlessGone(reactionsOn(this.#parts, place, message)) : undefined,
    };
  }
}

/** Undefined when the message, or an emoji on it, is gone. */
async function unlessGone<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (cause) {
    const { UnknownMessage, UnknownEmoji } = RESTJSONErrorCodes;
    if (isApiError(cause, UnknownMessage) || isApiError(cause, UnknownEmoji)) return undefined;
    throw cause;
  }
}

/** All reactions on a message but those of bots. Throws Discord's refusals. */
async function reactionsOn(
  parts: ReaderParts,
  place: Place,
  message: SeenMessage,
): Promise<readonly CurrentReaction[]> {
  const all: CurrentReaction[] = [];
  for (const reaction of message.reactions) {
    const emoji = emojiText(reaction.emoji);
    if (emoji === undefined) continue;
    for (const isSuper of [false, true]) {
      const people = (await usersOf(parts, message, reaction, isSuper)).filter((one) => !one.bot);
      const callers = await Promise.all(people.map((user) => callerOf(parts, place, user)));
      all.push(...callers.map((caller) => ({ caller, emoji, isSuper })));
    }
  }
  return all;
}

/** Those with the normal or the super reaction: Discord lists them apart. */
async function usersOf(
  { rest }: ReaderParts,
  message: SeenMessage,
  { emoji, count_details: counts }: SeenReaction,
  isSuper: boolean,
): Promise<readonly SeenUser[]> {
  if ((isSuper ? counts.burst : counts.normal) === 0) return [];
  const name = emoji.id === null ? (emoji.name ?? '') : `${emoji.name ?? '_'}:${emoji.id}`;
  const route = Routes.channelMessageReaction(
    message.channel_id,
    message.id,
    encodeURIComponent(name),
  );
  return allPages(rest, route, isSuper ? ReactionType.Super : ReactionType.Normal);
}

async function allPages(
  rest: REST,
  route: ReturnType<typeof Routes.channelMessageReaction>,
  type: ReactionType,
): Promise<readonly SeenUser[]> {
  const users: SeenUser[] = [];
  for (let after = '0', isFull = true; isFull; ) {
    const limit = String(LIMITS.reactionPage);
    const query = new URLSearchParams({ after, limit, type: String(type) });
    const page = usersSchema.parse(await rest.get(route, { query }));
    users.push(...page);
    isFull = page.length === LIMITS.reactionPage;
    after = page.at(-1)?.id ?? after;
  }
  return users;
}

async function callerOf(parts: ReaderParts, place: Place, user: SeenUser): Promise<Caller> {
  const roles = await rolesOf(parts, place, user);
  return reactingCaller(parts, personOf(user, user.username), place, roles);
}

/** Read only where roles matter. People who have left the server have none. */
async function rolesOf(
  { rest, access }: ReaderParts,
  { workspace }: Place,
  user: SeenUser,
): Promise<readonly string[]> {
  if (access.rules(workspace).roles.length === 0) return [];
  try {
    return memberSchema.parse(await rest.get(Routes.guildMember(workspace, user.id))).roles;
  } catch (cause) {
    if (isApiError(cause, RESTJSONErrorCodes.UnknownMember)) return [];
    throw cause;
  }
}
