import { once } from 'node:events';
import { createServer } from 'node:http';
import { GatewayIntentBits, REST, Routes } from 'discord.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { discordClient } from '../../src/bots/discord/client.ts';
import { commandDefinitions } from '../../src/bots/discord/commands.ts';
import { inviteLink } from '../../src/bots/discord/permissions.ts';
import { doctor } from '../../src/cli/doctor.ts';
import { examineDiscord } from '../../src/cli/doctor-discord.ts';
import { FakeDiscord } from '../fakes/discord/fake-discord.ts';
import { BOT_PERMISSIONS, PERMISSION } from '../fakes/discord/permissions.ts';
import { tempFolder } from '../temp-folder.ts';

async function aDiscord(servers: readonly string[] = ['Home']): Promise<FakeDiscord> {
  const discord = await FakeDiscord.start();
  onTestFinished(() => discord.close());
  for (const name of servers) discord.addGuild({ name });
  return discord;
}

/** Registers all commands as the hub does, but those that `keep` refuses. */
async function register(
  { applicationId, apiUrl, token }: FakeDiscord,
  guildId: string | null = null,
  keep: (name: string) => boolean = () => true,
): Promise<void> {
  const all = commandDefinitions(guildId === null ? 'everywhere' : 'server');
  const route =
    guildId === null
      ? Routes.applicationCommands(applicationId)
      : Routes.applicationGuildCommands(applicationId, guildId);
  const rest = new REST({ api: apiUrl, version: '10' }).setToken(token);
  await rest.put(route, { body: all.filter(({ name }) => keep(name)) });
}

type Answers = Readonly<Record<string, (query: URLSearchParams) => unknown>>;

/** The address of a Discord with some answers of its own, and those of the fake else. */
async function answering(discord: FakeDiscord, own: Answers): Promise<string> {
  const answer = async (url: URL, authorization: string) => {
    const mine = own[url.pathname.replace('/api/v10', '')];
    if (mine !== undefined) return JSON.stringify(mine(url.searchParams));
    return (await fetch(url, { headers: { authorization } })).text();
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', discord.apiUrl);
    void answer(url, request.headers.authorization ?? '').then((body) =>
      response.setHeader('content-type', 'application/json').end(body),
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/api`;
}

/** What the doctor says of Discord, a line each. */
async function examined(discord: FakeDiscord, more: Record<string, string> = {}) {
  const out: string[] = [];
  const env = { DIPTYCH_HOME: await tempFolder(), PORT: '1', DISCORD_TOKEN: discord.token };
  const code = await doctor({ ...env, DISCORD_API_URL: discord.apiUrl, ...more }, (line) => {
    out.push(...line.split('\n'));
  });
  const lines = out.filter((line) => / Discord/.test(line));
  const wrong = lines.filter((line) => line.startsWith('WRONG '));
  expect(code).toBe(wrong.length === 0 ? 0 : 1);
  return { lines, wrong };
}

describe('diptych doctor, about Discord,', () => {
  it('says that it is off without a token', async () => {
    const { lines } = await examined(await aDiscord(), { DISCORD_TOKEN: '' });
    const off = 'ok    Discord: off; set DISCORD_TOKEN to use it (docs/discord.md)';
    expect(lines).toEqual([off]);
  });

  it('finds a bot in order, changes nothing, and shows its invite link', async () => {
    const discord = await aDiscord(['Home', 'Work']);
    await register(discord);
    const before = discord.requests.length;
    const id = discord.applicationId;
    expect((await examined(discord)).lines).toEqual([
      'ok    Discord token: accepted; the bot is Diptych',
      `ok    Discord application: Diptych (${id}), public: anybody may invite it, unless you switch “Public Bot” off`,
      'ok    Discord intents: none is privileged: nothing has to be switched on',
      'ok    Discord gateway: 999 of 1000 logins left',
      'ok    Discord servers: Home, Work; the bot has all permissions it needs',
      'ok    Discord commands: /generate, /diptych, Diptych details, Diptych promote are registered everywhere',
      `ok    Discord invite: ${inviteLink(id)}`,
    ]);
    const asked = discord.requests.slice(before);
    expect(asked.map(({ method }) => method)).toEqual(asked.map(() => 'GET'));
    expect(discord.violations).toEqual([]);
  });

  it('is right that no intent of the bot is privileged', async () => {
    const client = discordClient({ apiUrl: null });
    onTestFinished(() => client.destroy());
    const { GuildMembers, GuildPresences, MessageContent } = GatewayIntentBits;
    expect(client.options.intents.any([GuildMembers, GuildPresences, MessageContent])).toBe(false);
  });
});

describe('diptych doctor, where Discord does not answer,', () => {
  it('says where a refused token is made anew', async () => {
    const discord = await aDiscord();
    discord.revokeToken();
    expect((await examined(discord)).lines).toEqual([
      'WRONG Discord token: DISCORD_TOKEN is refused: open https://discord.com/developers/applications, your application, Bot, Reset Token, and copy it anew.',
    ]);
  });

  it('names the address that cannot be reached', async () => {
    const apiUrl = 'http://127.0.0.1:1/api';
    const { lines } = await examined(await aDiscord(), { DISCORD_API_URL: apiUrl });
    expect(lines).toEqual([
      `WRONG Discord token: Discord cannot be reached at ${apiUrl} (ECONNREFUSED): check DISCORD_API_URL, or remove it to use the real Discord.`,
    ]);
  });

  it('knows what is not Discord', async () => {
    const discord = await aDiscord();
    const apiUrl = await answering(discord, { '/users/@me': () => ({ hello: 'world' }) });
    const { lines } = await examined(discord, { DISCORD_API_URL: apiUrl });
    expect(lines).toEqual([
      `WRONG Discord token: what answers at ${apiUrl} is not Discord: check DISCORD_API_URL, or remove it to use the real Discord.`,
    ]);
    const page = discord.apiUrl.replace('/api', '/nothing');
    const { wrong } = await examined(discord, { DISCORD_API_URL: page });
    expect(wrong).toEqual([expect.stringContaining(`WRONG Discord token: ${page} answers 404`)]);
  });

  it('tells an outage and a long rate limit, without waiting', async () => {
    const discord = await aDiscord();
    discord.fail({ path: /me$/, how: { rateLimit: 'global', afterMs: 3_600_000 } });
    expect((await examined(discord)).lines).toEqual([
      'WRONG Discord token: Discord refuses every question for 3600 s: run the doctor again after that.',
    ]);
    discord.fail({ path: /me$/, times: 9, how: { status: 503 } });
    expect((await examined(discord)).lines).toEqual([
      `WRONG Discord token: Discord fails at the moment (503 from ${discord.apiUrl}): look at https://discordstatus.com, and try again later.`,
    ]);
  });

  it('ends, and tells what it could not ask', async () => {
    const discord = await aDiscord();
    const config = { token: discord.token, guildId: null, apiUrl: discord.apiUrl };
    const slow = discord.hold(/guilds$/);
    const some = await examineDiscord(config, 1_500);
    expect(some.filter(({ what }) => what === 'Discord servers')).toMatchObject([
      { wrong: expect.stringContaining('(no answer in time)') },
    ]);
    expect(some.at(-1)).toMatchObject({ what: 'Discord invite', wrong: null });
    slow.release();
    discord.hold(/me$/);
    expect(await examineDiscord(config, 1_500)).toHaveLength(1);
  });
});

describe('diptych doctor, of the application,', () => {
  it('finds an address that takes all interactions away', async () => {
    const discord = await aDiscord();
    await register(discord);
    discord.interactionsEndpointUrl = 'https://other.example/here';
    expect((await examined(discord)).wrong).toEqual([
      `WRONG Discord interactions: commands and buttons go to https://other.example/here, never to this bot: open https://discord.com/developers/applications/${discord.applicationId}/information, clear “Interactions Endpoint URL”, and save.`,
    ]);
  });

  it('finds a code grant that breaks the invite link, and logins that are used up', async () => {
    const discord = await aDiscord();
    await register(discord);
    const { applicationId: id } = discord;
    const limit = { total: 1000, remaining: 0, reset_after: 3_600_000 };
    const application = { id, name: 'Mine', bot_public: false, bot_require_code_grant: true };
    const apiUrl = await answering(discord, {
      '/applications/@me': () => application,
      '/gateway/bot': () => ({ session_start_limit: limit }),
    });
    const { lines, wrong } = await examined(discord, { DISCORD_API_URL: apiUrl });
    expect(lines[1]).toBe(
      `ok    Discord application: Mine (${id}), private: only its owner may invite it`,
    );
    expect(wrong).toEqual([
      expect.stringMatching(
        /^WRONG Discord gateway: all 1000 logins are used up until \d{4}-[\d:.T-]+Z: wait until then, and/,
      ),
      `WRONG Discord invite: the link does not work while “Requires OAuth2 Code Grant” is on: open https://discord.com/developers/applications/${id}/bot, and switch it off; then use ${inviteLink(id)}`,
    ]);
  });
});

describe('diptych doctor, of servers,', () => {
  it('names what the bot lacks in one', async () => {
    const discord = await aDiscord();
    await register(discord);
    const lacking = PERMISSION.attachFiles | PERMISSION.sendMessagesInThreads;
    discord.addGuild({ name: 'Strict', botPermissions: BOT_PERMISSIONS & ~lacking });
    discord.addGuild({ name: 'Trusting', botPermissions: PERMISSION.administrator });
    expect((await examined(discord)).wrong).toEqual([
      'WRONG Discord servers: in Strict the bot lacks Send Messages in Threads, Attach Files: allow that in Server Settings, Roles, the bot’s own role, or invite it again by the link below.',
    ]);
  });

  it('reads all their pages, and names five', async () => {
    const discord = await aDiscord();
    await register(discord);
    const all = Array.from({ length: 207 }, (_, index) => {
      const permissions = index < 200 ? BOT_PERMISSIONS : 0n;
      return { id: String(index + 1), name: `S${index}`, permissions: String(permissions) };
    });
    const page = (query: URLSearchParams) => {
      const after = Number(query.get('after'));
      return all.filter(({ id }) => Number(id) > after).slice(0, Number(query.get('limit')));
    };
    const apiUrl = await answering(discord, { '/users/@me/guilds': page });
    const { wrong } = await examined(discord, { DISCORD_API_URL: apiUrl });
    expect(wrong.slice(0, 5).map((line) => /in (S\d+)/.exec(line)?.[1])).toEqual([
      'S200',
      'S201',
      'S202',
      'S203',
      'S204',
    ]);
    expect(wrong.slice(5)).toEqual([
      'WRONG Discord servers: and 2 more lack permissions: do the same there.',
    ]);
    all.splice(0, all.length, ...all.slice(0, 7));
    const { lines } = await examined(discord, { DISCORD_API_URL: apiUrl });
    expect(lines[4]).toContain('servers: S0, S1, S2, S3, S4, and 2 more; the bot has');
  });

  it('gives the invite link where there is none', async () => {
    const discord = await aDiscord([]);
    await register(discord);
    expect((await examined(discord)).wrong).toEqual([
      `WRONG Discord servers: the bot is in no server: open ${inviteLink(discord.applicationId)} and choose one.`,
    ]);
  });

  it('misses the one of DISCORD_GUILD_ID', async () => {
    const discord = await aDiscord();
    const id = '123456789012345678';
    expect((await examined(discord, { DISCORD_GUILD_ID: id })).wrong).toEqual([
      `WRONG Discord servers: the bot is not in the server of DISCORD_GUILD_ID (${id}): invite it there by ${inviteLink(discord.applicationId)} or set another id.`,
      `WRONG Discord commands: there can be none in the server ${id}: invite the bot there first.`,
    ]);
  });
});

describe('diptych doctor, of commands,', () => {
  it('names those that are not registered', async () => {
    const discord = await aDiscord();
    expect((await examined(discord)).wrong).toEqual([
      'WRONG Discord commands: not registered yet everywhere: /generate, /diptych, Diptych details, Diptych promote; start the hub once.',
    ]);
    await register(discord, null, (name) => name !== 'diptych');
    expect((await examined(discord)).wrong).toEqual([
      'WRONG Discord commands: not registered yet everywhere: /diptych; start the hub once.',
    ]);
  });

  it('looks in the server of DISCORD_GUILD_ID alone', async () => {
    const discord = await aDiscord([]);
    const { id } = discord.addGuild({ name: 'Home' });
    await register(discord);
    const { wrong } = await examined(discord, { DISCORD_GUILD_ID: id });
    expect(wrong).toEqual([
      expect.stringContaining(`not registered yet in the server ${id}: /gen`),
    ]);
    await register(discord, id);
    expect((await examined(discord, { DISCORD_GUILD_ID: id })).wrong).toEqual([]);
  });
});
