import { ApplicationCommandType, DiscordAPIError, Routes } from 'discord.js';
import { z } from 'zod';
import { commandDefinitions } from '../bots/discord/commands.ts';
import type { AskDiscord } from './ask-discord.ts';
import { bad, type Finding, ok } from './finding.ts';

const WHAT = 'Discord commands';
const TYPED: number = ApplicationCommandType.ChatInput;
/** What Discord answers about a server that the bot is not in. */
const SHUT_OUT = new Set([403, 404]);

const commandsSchema = z.array(z.object({ type: z.number(), name: z.string() }));
type Command = z.infer<typeof commandsSchema>[number];

/** Whether every command stands where the hub registers it. */
export async function examineCommands(
  ask: AskDiscord,
  applicationId: string,
  guildId: string | null,
): Promise<readonly Finding[]> {
  const place = guildId === null ? 'everywhere' : `in the server ${guildId}`;
  const standing = await registered(ask, applicationId, guildId);
  if (standing === null) {
    return [bad(WHAT, `there can be none ${place}: invite the bot there first.`)];
  }
  const wanted = expected(guildId);
  const lacking = wanted.filter(
    ({ name, type }) => !standing.some((one) => one.name === name && one.type === type),
  );
  if (lacking.length === 0) return [ok(WHAT, `${listed(wanted)} are registered ${place}`)];
  return [bad(WHAT, `not registered yet ${place}: ${listed(lacking)}; start the hub once.`)];
}

/** Null where the bot may not even look. */
async function registered(
  ask: AskDiscord,
  applicationId: string,
  guildId: string | null,
): Promise<readonly Command[] | null> {
  if (guildId === null) return ask.get(Routes.applicationCommands(applicationId), commandsSchema);
  try {
    const route = Routes.applicationGuildCommands(applicationId, guildId);
    return await ask.get(route, commandsSchema);
  } catch (cause) {
    if (cause instanceof DiscordAPIError && SHUT_OUT.has(cause.status)) return null;
    throw cause;
  }
}

function expected(guildId: string | null): readonly Command[] {
  return commandDefinitions(guildId === null ? 'everywhere' : 'server').map(
    ({ name, type = TYPED }) => ({ name, type }),
  );
}

/** As people see them: with a slash what is typed, without what stands in a menu. */
function listed(commands: readonly Command[]): string {
  return commands.map(({ name, type }) => (type === TYPED ? `/${name}` : name)).join(', ');
}
