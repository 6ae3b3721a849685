import { z } from 'zod';
import type { Caller, Place } from '../../core/domain/person.ts';
import type { Log } from '../../core/ports/system.ts';
import { WhenWritable } from '../../core/studio/base/when-writable.ts';
import type { Studio } from '../../core/studio/use-cases.ts';
import { UserError } from '../../core/words/user-error.ts';
import { personOf, placeOf } from './identity.ts';
import { type MemberParts, reactingCaller } from './members.ts';

export interface ReactionParts extends MemberParts {
  readonly studio: Studio;
  readonly log: Log;
}

const userSchema = z.object({
  id: z.string(),
  username: z.string(),
  global_name: z.string().nullish(),
  bot: z.boolean().default(false),
});
const reactionSchema = z.object({
  user_id: z.string(),
  channel_id: z.string(),
  message_id: z.string(),
  guild_id: z.string().nullish(),
  emoji: z.object({ id: z.string().nullable(), name: z.string().nullable() }),
  /** Whether it is a super reaction. One person may put both kinds of one emoji on a message. */
  burst: z.boolean().default(false),
  /** With an emoji that is put on, in a server. */
  member: z
    .object({ user: userSchema, nick: z.string().nullish(), roles: z.array(z.string()) })
    .optional(),
});
const packetSchema = z.object({
  t: z.enum(['MESSAGE_REACTION_ADD', 'MESSAGE_REACTION_REMOVE']),
  d: reactionSchema,
});
/** A moderator cleared emoji: it names nobody. */
const clearSchema = z.object({
  t: z.enum(['MESSAGE_REACTION_REMOVE_ALL', 'MESSAGE_REACTION_REMOVE_EMOJI']),
  d: reactionSchema.pick({ channel_id: true, message_id: true, guild_id: true }),
});
type ReactionEvent = z.infer<typeof reactionSchema>;

/** A change of the reactions on a message. */
export interface ReactionChange {
  readonly place: Place;
  readonly message: string;
  /** Many went at once, and the packet names nobody: the message must be read again. */
  readonly cleared: boolean;
}

/**
 * Stores emoji that people put on our messages, or take away. Reads the gateway's raw packets, because the
 * client's events leave out direct channels that it has not cached.
 */
export class Reactions {
  readonly #parts: ReactionParts;
  readonly #writes: WhenWritable;

  constructor(parts: ReactionParts) {
    this.#parts = parts;
    this.#writes = new WhenWritable({
      writable: (waitMs) => parts.studio.writable(waitMs),
      failed: (err) => parts.log.error({ err }, 'a reaction was not stored'),
    });
  }

  /** Stores the reaction of a packet. Undefined for other packets. Never throws. */
  handle(packet: unknown): ReactionChange | undefined {
    try {
      return this.#read(packet);
    } catch (cause) {
      this.#parts.log.error({ err: cause }, 'a reaction could not be stored');
      return undefined;
    }
  }

  #read(packet: unknown): ReactionChange | undefined {
    if (!isOfReactions(packet)) return undefined;
    const cleared = clearSchema.safeParse(packet);
    if (cleared.success) {
      // Nobody clears emoji in direct channels.
      const { guild_id: guildId, channel_id: channel, message_id: message } = cleared.data.d;
      return { place: placeOf(guildId ?? null, channel, ''), message, cleared: true };
    }
    const parsed = packetSchema.safeParse(packet);
    if (!parsed.success) return undefined;
    const { d: event, t: type } = parsed.data;
    const place = placeOf(event.guild_id ?? null, event.channel_id, event.user_id);
    this.#store(event, place, type === 'MESSAGE_REACTION_ADD');
    return { place, message: event.message_id, cleared: false };
  }

  /** A reaction that the use case refuses is not stored. */
  #store(event: ReactionEvent, place: Place, present: boolean): void {
    const { studio, log, client } = this.#parts;
    const emoji = emojiText(event.emoji);
    const isSuper = event.burst;
    const isBot = event.member?.user.bot === true || event.user_id === client.user?.id;
    const { message_id: messageId } = event;
    try {
      // Most messages are not ours: check that before reading who reacted.
      const ours = studio.react.isOurs(place, messageId);
      if (emoji === undefined || isBot || !ours) return;
      const caller = this.#caller(event, place);
      this.#writes.run(() => {
        studio.react.react(caller, { messageId, emoji, isSuper, present });
      });
    } catch (cause) {
      if (!(cause instanceof UserError)) throw cause;
      log.info({ code: cause.code, message: messageId }, 'a reaction was not stored');
    }
  }

  #caller({ user_id: id, member }: ReactionEvent, place: Place): Caller {
    const user = member?.user;
    const name = member?.nick ?? user?.global_name ?? user?.username ?? id;
    return reactingCaller(this.#parts, personOf({ id }, name), place, member?.roles ?? []);
  }
}

/** Few packets are about reactions: the others are not worth the check of their shape. */
function isOfReactions(packet: unknown): boolean {
  if (typeof packet !== 'object' || packet === null || !('t' in packet)) return false;
  return typeof packet.t === 'string' && packet.t.startsWith('MESSAGE_REACTION_');
}

/** Unicode, or a custom emoji as it is written; one that was deleted since may have lost its name. */
export function emojiText(emoji: {
  readonly id: string | null;
  readonly name: string | null;
}): string | undefined {
  if (emoji.id === null) return emoji.name ?? undefined;
  return `<:${emoji.name ?? '_'}:${emoji.id}>`;
}
