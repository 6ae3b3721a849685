import { ApplicationCommandType, DiscordAPIError, Routes } from 'discord.js';
import { z } from 'zod';
import { commandDefinitions } from '../bots/discord/commands.ts';
import type { AskDiscord } from './ask-discord.ts';
import { bad, type Finding, ok } from './finding.ts';

const WHAT = 'Discord commands';
const TYPED: number = ApplicationCommandType.ChatInput;
/** Statuses of requests about a server that the bot is not in. */
const OUTSIDE = new Set([403, 404]);

const commandsSchema = z.array(z.object({ type: z.number(), name: z.string() }));
type Command = z.infer<typeof commandsSchema>[number];

/** Checks that every command is registered where the hub registers it. */
export async function examineCommands(
  ask: AskDiscord,
  applicationId: string,
  guildId: string | null,
): Promise<readonly Finding[]> {
  const place = guildId === null ? 'everywhere' : `in the server ${guildId}`;
  const route =
    guildId === null
      ? Routes.applicationCommands(applicationId)
      : Routes.applicationGuildCommands(applicationId, guildId);
  const found = await ask.get(route, commandsSchema).catch((cause: unknown) => {
    const isOutside = cause instanceof DiscordAPIError && OUTSIDE.has(cause.status);
    if (guildId !== null && isOutside) return null;
    throw cause;
  });
  if (found === null) {
    return [bad(WHAT, `there can be none ${place}: invite the bot there first.`)];
  }
  const wanted = commandDefinitions(guildId === null ? 'everywhere' : 'server').map(
    ({ name, type = TYPED }) => ({ name, type }),
  );
  const lacking = wanted.filter(
    ({ name, type }) => !found.some((one) => one.name === name && one.type === type),
  );
  if (lacking.length === 0) return [ok(WHAT, `${listed(wanted)} are registered ${place}`)];
  return [bad(WHAT, `not registered yet ${place}: ${listed(lacking)}; start the hub once.`)];
}

/** As people see them: a typed command has a slash, a menu's command has none. */
function listed(commands: readonly Command[]): string {
  return commands.map(({ name, type }) => (type === TYPED ? `/${name}` : name)).join(', ');
}
