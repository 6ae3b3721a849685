import { plural } from '../core/base/text.ts';
import { PermissionsBitField, Routes } from 'discord.js';
import { z } from 'zod';
import { missing } from '../bots/discord/permissions.ts';
import type { AskDiscord } from './ask-discord.ts';
import { bad, type Finding, ok } from './finding.ts';

const WHAT = 'Discord servers';
/** Discord's largest page. */
const PAGE = 200;
const MOST_NAMED = 5;

const serversSchema = z.array(
  z.object({ id: z.string(), name: z.string(), permissions: z.string().regex(/^\d+$/) }),
);
type Server = z.infer<typeof serversSchema>[number];

/** Checks that the bot is in a server, and has the permissions it needs in each. */
export async function examineServers(
  ask: AskDiscord,
  guildId: string | null,
  invite: string,
): Promise<readonly Finding[]> {
  const servers = await allServers(ask);
  if (guildId !== null && !servers.some(({ id }) => id === guildId)) {
    const absent = `the bot is not in the server of DISCORD_GUILD_ID (${guildId}): invite it there by ${invite} or set another id.`;
    return [bad(WHAT, absent), ...permissionFindings(servers)];
  }
  if (servers.length === 0) {
    return [bad(WHAT, `the bot is in no server: open ${invite} and choose one.`)];
  }
  const wrong = permissionFindings(servers);
  if (wrong.length > 0) return wrong;
  return [ok(WHAT, `${firstNames(servers)}; the bot has all permissions it needs`)];
}

async function allServers(ask: AskDiscord): Promise<readonly Server[]> {
  const all: Server[] = [];
  for (;;) {
    const after = all.at(-1)?.id ?? '0';
    // oxlint-disable-next-line no-await-in-loop -- each page starts after the last id of the page before
    const page = await ask.get(Routes.userGuilds(), serversSchema, { limit: `${PAGE}`, after });
    all.push(...page);
    if (page.length < PAGE) return all;
  }
}

function permissionFindings(servers: readonly Server[]): readonly Finding[] {
  const all = servers.flatMap(({ name, permissions }) => {
    const lacks = missing(new PermissionsBitField(BigInt(permissions)), 'server');
    if (lacks.length === 0) return [];
    const role = 'Server Settings, Roles, the bot’s own role';
    const problem = `in ${name} the bot lacks ${lacks.join(', ')}`;
    return bad(WHAT, `${problem}: allow that in ${role}, or invite it again by the link below.`);
  });
  const rest = all.length - MOST_NAMED;
  if (rest <= 0) return all;
  const more = bad(
    WHAT,
    `and ${rest} more ${plural(rest, 'lacks', 'lack')} permissions: do the same there.`,
  );
  return [...all.slice(0, MOST_NAMED), more];
}

function firstNames(servers: readonly Server[]): string {
  const names = servers.slice(0, MOST_NAMED).map(({ name }) => name);
  const rest = servers.length - names.length;
  return rest === 0 ? names.join(', ') : `${names.join(', ')}, and ${rest} more`;
}
