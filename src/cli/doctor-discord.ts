import { Routes } from 'discord.js';
import { z } from 'zod';
import { inviteLink } from '../bots/discord/permissions.ts';
import type { DiscordSettings } from '../bots/discord/settings.ts';
import { type AskDiscord, askDiscord } from './ask-discord.ts';
import { examineCommands } from './doctor-discord-commands.ts';
import { examineServers } from './doctor-discord-servers.ts';
import { bad, type Finding, ok } from './finding.ts';

/** The timeout of one request in milliseconds. */
const ANSWER_MS = 10_000;

const botSchema = z.object({ username: z.string() });
const applicationSchema = z.object({
  id: z.string(),
  name: z.string(),
  bot_public: z.boolean().default(true),
  bot_require_code_grant: z.boolean().default(false),
  interactions_endpoint_url: z.string().nullish(),
});
type Application = z.infer<typeof applicationSchema>;
const gatewaySchema = z.object({
  session_start_limit: z.object({
    total: z.number(),
    remaining: z.number(),
    reset_after: z.number(),
  }),
});

/** Checks the bot's token, application, servers and commands at Discord; only reads there. */
export async function examineDiscord(
  config: DiscordSettings | null,
  answerMs = ANSWER_MS,
): Promise<readonly Finding[]> {
  if (config === null) {
    return [ok('Discord', 'off; set DISCORD_TOKEN to use it (docs/discord.md)')];
  }
  const ask = askDiscord(config, answerMs);
  return tokenFindings(ask, config).catch(ask.failed('Discord token'));
}

async function tokenFindings(
  ask: AskDiscord,
  { guildId }: DiscordSettings,
): Promise<readonly Finding[]> {
  const { username } = await ask.get(Routes.user(), botSchema);
  const rest = await restFindings(ask, guildId).catch(ask.failed('Discord application'));
  return [ok('Discord token', `accepted; the bot is ${username}`), ...rest];
}

async function restFindings(ask: AskDiscord, guildId: string | null): Promise<readonly Finding[]> {
  const application = await ask.get(Routes.currentApplication(), applicationSchema);
  const { id } = application;
  const invite = inviteLink(id);
  const parts = await Promise.all([
    gateway(ask).catch(ask.failed('Discord gateway')),
    examineServers(ask, guildId, invite).catch(ask.failed('Discord servers')),
    examineCommands(ask, id, guildId).catch(ask.failed('Discord commands')),
  ]);
  return [
    ...applicationFindings(application),
    ok('Discord intents', 'none is privileged: nothing has to be switched on'),
    ...parts.flat(),
    inviteFinding(application, invite),
  ];
}

function pageOf(id: string, page: 'bot' | 'information'): string {
  return `https://discord.com/developers/applications/${id}/${page}`;
}

function applicationFindings(application: Application): readonly Finding[] {
  const { id, name, bot_public: isPublic, interactions_endpoint_url: url } = application;
  const who = isPublic
    ? 'public: anybody may invite it, unless you switch “Public Bot” off'
    : 'private: only its owner may invite it';
  const found = ok('Discord application', `${name} (${id}), ${who}`);
  if (url === undefined || url === null || url === '') return [found];
  const elsewhere = `commands and buttons go to ${url}, never to this bot: open ${pageOf(id, 'information')}, clear “Interactions Endpoint URL”, and save.`;
  return [found, bad('Discord interactions', elsewhere)];
}

function inviteFinding({ id, bot_require_code_grant: grant }: Application, link: string): Finding {
  if (!grant) return ok('Discord invite', link);
  const broken = `the link does not work while “Requires OAuth2 Code Grant” is on: open ${pageOf(id, 'bot')}, and switch it off; then use ${link}`;
  return bad('Discord invite', broken);
}

async function gateway(ask: AskDiscord): Promise<readonly Finding[]> {
  const { session_start_limit: limit } = await ask.get(Routes.gatewayBot(), gatewaySchema);
  const { total, remaining, reset_after: resetMs } = limit;
  if (remaining > 0) return [ok('Discord gateway', `${remaining} of ${total} logins left`)];
  const when = new Date(Date.now() + resetMs).toISOString();
  const none = `all ${total} logins are used up until ${when}: wait until then, and see in the log why the hub starts so often.`;
  return [bad('Discord gateway', none)];
}
