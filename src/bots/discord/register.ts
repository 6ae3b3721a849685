import type { ApplicationCommand, Client } from 'discord.js';
import type { Digest, Log } from '../../core/ports/system.ts';
import { settingKey, type Settings } from '../../core/ports/settings.ts';
import { commandDefinitions } from './commands.ts';

export interface RegisterParts {
  readonly client: Client<true>;
  readonly settings: Settings;
  readonly digest: Digest;
  readonly log: Log;
}

/**
 * Registers the commands, for one server or everywhere, unless what we registered last stands there unchanged.
 * Where they stood before they are taken away, because people would see each command twice. Throws what
 * Discord refuses.
 */
export async function registerCommands(
  parts: RegisterParts,
  guildId: string | null,
): Promise<void> {
  await put(parts, guildId, commandDefinitions(guildId === null ? 'everywhere' : 'server'));
  if (guildId !== null) await put(parts, null, []);
  const before = parts.settings.get('discord.commands.server') ?? '';
  const isLeft = before !== '' && before !== guildId;
  // A server that the bot is not in any more shows nobody its commands.
  if (isLeft && parts.client.guilds.cache.has(before)) await put(parts, before, []);
  parts.settings.put('discord.commands.server', guildId ?? '');
}

async function put(
  { client, settings, digest, log }: RegisterParts,
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

  /** Equal as long as neither our definitions nor Discord's commands have changed: each change is a version. */
  function stateOf(standing: Iterable<ApplicationCommand>): string {
    const versions = [...standing].map((one) => `${one.id} ${one.version}`).toSorted();
    return digest(JSON.stringify([wanted, versions]));
  }
}
