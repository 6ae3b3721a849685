import { type ApplicationCommand, ChannelType, type Client, type Guild } from 'discord.js';
import type { Place } from '../../core/domain/person.ts';
import type { Digest, Log } from '../../core/ports/system.ts';
import { settingKey, type Settings } from '../../core/ports/settings.ts';
import { commandDefinitions } from './commands.ts';
import { placeOf } from './identity.ts';
import { missing } from './permissions.ts';

export interface RegisterParts {
  readonly settings: Settings;
  readonly digest: Digest;
  readonly log: Log;
}

/**
 * Registers the commands, for one server or everywhere, unless they are still there unchanged. Removes them
 * where they were registered before, because people would see each command twice. Throws Discord's refusals.
 */
export async function registerCommands(
  parts: RegisterParts & { readonly client: Client<true> },
  guildId: string | null,
): Promise<void> {
  await put(parts, guildId, commandDefinitions(guildId === null ? 'everywhere' : 'server'));
  if (guildId !== null) await put(parts, null, []);
  const before = parts.settings.get('discord.commands.server') ?? '';
  const isLeft = before !== '' && before !== guildId;
  // A server that the bot has left shows nobody its commands.
  if (isLeft && parts.client.guilds.cache.has(before)) await put(parts, before, []);
  parts.settings.put('discord.commands.server', guildId ?? '');
}

async function put(
  { client, settings, digest, log }: Parameters<typeof registerCommands>[0],
  guildId: string | null,
  wanted: ReturnType<typeof commandDefinitions>,
): Promise<void> {
  const { commands, id } = client.application;
  const setting = settingKey.discordCommands(id, guildId);
  const found = guildId === null ? await commands.fetch() : await commands.fetch({ guildId });
  const nothing = wanted.length === 0 && found.size === 0;
  if (nothing || settings.get(setting) === stateOf(found.values())) return;
  const set = guildId === null ? await commands.set(wanted) : await commands.set(wanted, guildId);
  settings.put(setting, stateOf(set.values()));
  log.info({ guild: guildId, commands: wanted.map(({ name }) => name) }, 'commands registered');

  /** Changes with our definitions and with Discord's versions of the commands. */
  function stateOf(registered: Iterable<ApplicationCommand>): string {
    const versions = [...registered].map((one) => `${one.id} ${one.version}`).toSorted();
    return digest(JSON.stringify([wanted, versions]));
  }
}

/**
 * The channel to greet a new server in: its system channel, else the first text channel where the bot has all
 * permissions. Undefined when there is none.
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
