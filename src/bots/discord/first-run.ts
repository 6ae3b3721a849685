import { ChannelType, type Guild, type GuildTextBasedChannel } from 'discord.js';
import { firstRunCard } from '../../core/cards/first-run.ts';
import type { Clock } from '../../core/ports/system.ts';
import type { Store } from '../../core/ports/store.ts';
import { localeOf, placeOf } from './identity.ts';
import { missing } from './permissions.ts';
import type { DiscordSurface } from './surface.ts';

/** Greets a new server once, with three prompts to click, in the first channel that takes it. */
export async function welcome(
  guild: Guild,
  parts: { readonly store: Store; readonly surface: DiscordSurface; readonly clock: Clock },
): Promise<void> {
  const { store, surface, clock } = parts;
  const setting = `first-run.discord.${guild.id}`;
  const channel = channelFor(guild);
  if (channel === undefined || store.settings.get(setting) !== undefined) return;
  // Before posting: a server that was greeted twice is worse than one that was not.
  store.settings.put(setting, String(clock.now()));
  const place = placeOf(guild.id, channel.id, guild.ownerId);
  const target = { place, nonce: `hi-${guild.id}`, replyTo: null, since: clock.now() };
  await surface.post(target, firstRunCard(localeOf(guild.preferredLocale), store.models.default()));
}

/** The server's own channel for news, else the first text channel, where the bot may do all it needs. */
function channelFor(guild: Guild): GuildTextBasedChannel | undefined {
  const me = guild.members.me;
  if (me === null) return undefined;
  const texts = [...guild.channels.cache.values()]
    .filter((one) => one.type === ChannelType.GuildText)
    .toSorted((a, b) => a.rawPosition - b.rawPosition);
  const all = [guild.systemChannel, ...texts].filter((one) => one !== null);
  return all.find((one) => missing(one.permissionsFor(me), 'channel').length === 0);
}
