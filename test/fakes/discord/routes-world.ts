import { z } from 'zod';
import type { Commands } from './commands.ts';
import {
  cannotMessageUser,
  missingAccess,
  unknownGuild,
  unknownMember,
  unknownUser,
} from './errors.ts';
import type { FakeGuild } from './guild.ts';
import type { Json } from './json.ts';
import { type Answer, type Call, created, ok, type Route } from './route.ts';
import { formed, snowflake } from './validate.ts';
import type { World } from './world.ts';

export interface AppFacts {
  readonly gatewayUrl: () => string;
  readonly application: () => Json;
  readonly applicationId: string;
}

/** The bot itself, its servers, its application. */
export function worldRoutes(world: World, commands: Commands, facts: AppFacts): readonly Route[] {
  return [
    { method: 'GET', pattern: '/gateway', run: () => ok({ url: facts.gatewayUrl() }) },
    { method: 'GET', pattern: '/gateway/bot', run: () => ok(gatewayBot(facts.gatewayUrl())) },
    { method: 'GET', pattern: '/users/@me', run: () => ok(world.bot.toApi()) },
    { method: 'GET', pattern: '/users/@me/guilds', run: (call) => ok(ownGuilds(world, call)) },
    { method: 'POST', pattern: '/users/@me/channels', run: (call) => openDm(world, call) },
    { method: 'GET', pattern: '/applications/@me', run: () => ok(facts.application()) },
    {
      method: 'GET',
      pattern: '/guilds/:guild',
      run: (call) => ok(guildOf(world, call).baseApi()),
    },
    {
      method: 'GET',
      pattern: '/guilds/:guild/members/:user',
      run: (call) => ok(memberOf(world, call)),
    },
    ...commandRoutes(world, commands, facts),
  ];
}

function gatewayBot(url: string): Json {
  const limit = { total: 1000, remaining: 999, reset_after: 14_400_000, max_concurrency: 1 };
  return { url, shards: 1, session_start_limit: limit };
}

function guildOf(world: World, call: Call): FakeGuild {
  const guild = world.guilds.get(call.param('guild'));
  if (guild === undefined) throw unknownGuild();
  return guild;
}

function memberOf(world: World, call: Call): Json {
  const guild = guildOf(world, call);
  const member = guild.members.get(call.param('user'));
  if (member === undefined) throw unknownMember();
  return guild.memberApi(member);
}

/** By their ids, from the one after `after` on. */
function ownGuilds(world: World, call: Call): readonly Json[] {
  const after = BigInt(call.query.get('after') ?? '0');
  const limit = Number(call.query.get('limit') ?? '200');
  const later = [...world.guilds.values()].filter(({ id }) => BigInt(id) > after);
  return later.slice(0, limit).map((guild) => ({
    id: guild.id,
    name: guild.name,
    icon: null,
    banner: null,
    owner: false,
    permissions: guild.botPermissions.toString(),
    features: [],
  }));
}

function openDm(world: World, call: Call): Answer {
  const { recipient_id: id } = formed(z.strictObject({ recipient_id: snowflake }), call.body);
  const user = world.users.get(id);
  if (user === undefined) throw unknownUser();
  if (user.refusesDms || user.bot) throw cannotMessageUser();
  return ok(world.openDm(user).toApi());
}

function commandRoutes(world: World, commands: Commands, facts: AppFacts): readonly Route[] {
  const places = [
    { pattern: '/applications/:application/commands', guildId: () => null },
    {
      pattern: '/applications/:application/guilds/:guild/commands',
      guildId: (call: Call) => guildOf(world, call).id,
    },
  ];
  const own = (call: Call) => {
    if (call.param('application') !== facts.applicationId) throw missingAccess();
  };
  return places.flatMap(({ pattern, guildId }) => [
    {
      method: 'GET',
      pattern,
      run: (call: Call) => {
        own(call);
        const localized = call.query.get('with_localizations') === 'true';
        return ok(commands.list(guildId(call)).map((one) => commands.toApi(one, localized)));
      },
    },
    {
      method: 'PUT',
      pattern,
      run: (call: Call) => {
        own(call);
        const all = commands.replace(guildId(call), call.body);
        return ok(all.map((one) => commands.toApi(one, true)));
      },
    },
    {
      method: 'POST',
      pattern,
      run: (call: Call) => {
        own(call);
        const { command, isNew } = commands.add(guildId(call), call.body);
        return (isNew ? created : ok)(commands.toApi(command, true));
      },
    },
  ]);
}
