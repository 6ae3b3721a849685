import { z } from 'zod';
import type { Caller, Place } from '../../core/domain/person.ts';
import type { Log } from '../../core/ports/system.ts';
import type { Studio } from '../../core/studio/studio.ts';
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
  /** With an emoji that is put on, in a server. */
  member: z
    .object({ user: userSchema, nick: z.string().nullish(), roles: z.array(z.string()) })
    .optional(),
});
const packetSchema = z.object({
  t: z.enum(['MESSAGE_REACTION_ADD', 'MESSAGE_REACTION_REMOVE']),
  d: reactionSchema,
});
/** A moderator swept emoji away: it names nobody. */
const sweepSchema = z.object({
  t: z.enum(['MESSAGE_REACTION_REMOVE_ALL', 'MESSAGE_REACTION_REMOVE_EMOJI']),
  d: reactionSchema.pick({ channel_id: true, message_id: true, guild_id: true }),
});
type ReactionEvent = z.infer<typeof reactionSchema>;

/** What a packet told of. */
export interface Heard {
  readonly place: Place;
  readonly message: string;
  /** Who had put what is not told: only reading the message again helps. */
  readonly swept: boolean;
}

/**
 * Emoji that people put on our messages, or take away. Read from the gateway's own packets: the client's
 * events leave out those in direct channels that it has not met since its start.
 */
export class Reactions {
  readonly #parts: ReactionParts;

  constructor(parts: ReactionParts) {
    this.#parts = parts;
  }

  /** Keeps what a packet tells of a reaction; what it is about, or undefined for others. Never throws. */
  hear(packet: unknown): Heard | undefined {
    try {
      return this.#read(packet);
    } catch (cause) {
      this.#parts.log.error({ err: cause }, 'what was told of a reaction could not be kept');
      return undefined;
    }
  }

  #read(packet: unknown): Heard | undefined {
    const swept = sweepSchema.safeParse(packet);
    if (swept.success) {
      // In direct channels nobody sweeps.
      const { guild_id: guildId, channel_id: channel, message_id: message } = swept.data.d;
      return { place: placeOf(guildId ?? null, channel, ''), message, swept: true };
    }
    const parsed = packetSchema.safeParse(packet);
    if (!parsed.success) return undefined;
    const { d: event, t: type } = parsed.data;
    const place = placeOf(event.guild_id ?? null, event.channel_id, event.user_id);
    this.#keep(event, place, type === 'MESSAGE_REACTION_ADD');
    return { place, message: event.message_id, swept: false };
  }

  /** What the door or the emoji refuses stays a reaction of Discord alone. */
  #keep(event: ReactionEvent, place: Place, present: boolean): void {
    const { studio, log, client } = this.#parts;
    const emoji = emojiText(event.emoji);
    const isBot = event.member?.user.bot === true || event.user_id === client.user?.id;
    const { message_id: messageId } = event;
    try {
      // Most messages in the world are not ours: nothing is asked about those.
      const ours = studio.react.isOurs(place, messageId);
      if (emoji === undefined || isBot || !ours) return;
      studio.react.react(this.#caller(event, place), { messageId, emoji, present });
    } catch (cause) {
      if (!(cause instanceof UserError)) throw cause;
      log.info({ code: cause.code }, 'a reaction was not kept');
    }
  }

  #caller({ user_id: id, member }: ReactionEvent, place: Place): Caller {
    const user = member?.user;
    const name = member?.nick ?? user?.global_name ?? user?.username ?? id;
    return reactingCaller(this.#parts, personOf({ id }, name), place, member?.roles ?? []);
  }
}

/** Unicode, or a custom emoji as it is written; undefined for a custom one whose name is gone. */
export function emojiText(emoji: {
  readonly id: string | null;
  readonly name: string | null;
}): string | undefined {
  if (emoji.name === null) return undefined;
  return emoji.id === null ? emoji.name : `<:${emoji.name}:${emoji.id}>`;
}
