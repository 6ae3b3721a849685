import { once } from 'node:events';
import { Client, type ClientEvents, GatewayIntentBits, Partials } from 'discord.js';
import { Agent } from 'undici';
import { onTestFinished } from 'vitest';
import { FakeDiscord } from './fake-discord.ts';
import { GENERATE } from './kit.ts';

const INTENTS = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessageReactions,
  GatewayIntentBits.DirectMessageReactions,
];

/** The real client library, logged in at a fake. */
export async function logIn(discord: FakeDiscord, intents = INTENTS): Promise<Client> {
  const client = new Client({
    intents,
    partials: [Partials.Message, Partials.Channel, Partials.Reaction, Partials.User],
    // Its own agent: another package in this process may have set the global one.
    rest: { api: discord.apiUrl, version: '10', offset: 0, agent: new Agent() },
    // Its own throttler would wait five seconds before each further IDENTIFY.
    ws: { buildIdentifyThrottler: async () => ({ waitForIdentify: async () => {} }) },
  });
  client.on('error', () => {});
  const ready = once(client, 'clientReady');
  await client.login(discord.token);
  await ready;
  onTestFinished(() => client.destroy());
  return client;
}

/** A fake in real time with a server, a person, and the real client with its command. */
export async function running() {
  const discord = await FakeDiscord.start();
  onTestFinished(() => discord.close());
  const guild = discord.addGuild({ name: 'Home' });
  const channel = guild.addChannel({ name: 'art' });
  const user = discord.addUser({ name: 'ana' });
  guild.addMember(user);
  discord.gateway.identifyWindowMs = 0;
  const client = await logIn(discord);
  await client.rest.put(`/applications/${discord.applicationId}/commands`, { body: [GENERATE] });
  const ana = discord.person(user, channel);
  return { discord, guild, channel, user, client, ana };
}

/** The next event of a kind. */
export async function next<E extends keyof ClientEvents>(
  client: Client,
  event: E,
): Promise<ClientEvents[E]> {
  return new Promise((resolve) => {
    client.once(event, (...args) => resolve(args));
  });
}
