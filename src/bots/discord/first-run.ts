import { ChannelType, type Guild } from 'discord.js';
import type { Place } from '../../core/domain/person.ts';
import { placeOf } from './identity.ts';
import { missing } from './permissions.ts';

/**
 * Where a new server is greeted: its own channel for news, else the first text channel, where the bot may do all
 * it needs. Undefined when there is no such channel.
 */
export function greetingPlace(guild: Guild): Place | undefined {
  const me = guild.members.me;
  if (me === null) return undefined;
  const texts = [...guild.channels.cache.values()]
    .filter((one) => one.type === ChannelType.GuildText)
    .toSorted((a, b) => a.rawPosition - b.rawPosition);
  const all = [guild.systemChannel, ...texts].filter((one) => one !== null);
  const channel = all.find((one) => missing(one.permissionsFor(me), 'channel').length === 0);
  return channel && placeOf(guild.id, channel.id, guild.ownerId);
}
