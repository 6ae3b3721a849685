import { setTimeout } from 'node:timers/promises';
import { Client, Events, GatewayIntentBits } from 'discord.js';
import { FakeDiscord } from '../test/fakes/discord/fake-discord.ts';
import type { Person } from '../test/fakes/discord/person.ts';
import { runHub } from '../test/web/hub.ts';
import { median } from './world.ts';

const RUNS = 60;
/** Milliseconds after which the hub has stored and shown all of the pair before. */
const QUIET_MS = 50;
/** Answers before the measurement, to warm up. */
const WARM_UPS = 10;
const COMMAND = {
  name: 'generate',
  description: 'Answers ok',
  options: [{ type: 3, name: 'prompt', description: 'Anything' }],
};

interface Side {
  readonly discord: FakeDiscord;
  /** Several, so that none reaches a rate limit. */
  readonly people: readonly Person[];
  close(): Promise<void>;
}

/**
 * Milliseconds from a command to its first answer: that of Diptych, which checks, stores and shows the pair, and
 * that of a bare client that says ok. They take turns, and each waits until the images before it are posted.
 */
export async function commandToAnswer(): Promise<{ diptych: number; bare: number }> {
  const [hub, bare] = [await hubSide(), await bareSide()];
  const times = { diptych: [] as number[], bare: [] as number[] };
  for (let run = 0; run < RUNS + WARM_UPS; run += 1) {
    const diptych = await answerTime(hub, run);
    await hub.discord.until(() => pictures(hub) === 2 * (run + 1));
    await setTimeout(QUIET_MS);
    const ok = await answerTime(bare, run);
    if (run < WARM_UPS) continue;
    times.diptych.push(diptych);
    times.bare.push(ok);
  }
  await hub.close();
  await bare.close();
  return { diptych: median(times.diptych), bare: median(times.bare) };
}

async function answerTime({ discord, people }: Side, run: number): Promise<number> {
  const person = people[run % people.length];
  const began = performance.now();
  const answer = await person?.slash('generate', { prompt: 'a woman walking in Seoul' }).answered;
  // A refusal is a private answer and must not be measured.
  if (answer?.message?.ephemeralFor !== undefined) throw new Error(answer.message.text);
  // Until Discord has the whole answer: what the imitation takes to check it is nobody's.
  const sent = discord.requests.findLast(({ path }) => path.endsWith('/callback'));
  return (sent?.cameAt ?? Number.NaN) - began;
}

function pictures({ discord, people }: Side): number {
  const messages = discord.messages(people[0]?.channel.id ?? '');
  return messages.filter((one) => one.attachments.length > 0).length;
}

async function service(): Promise<Omit<Side, 'close'>> {
  const discord = await FakeDiscord.start();
  const guild = discord.addGuild({ name: 'Studio' });
  const channel = guild.addChannel({ name: 'pictures' });
  const people = Array.from({ length: 20 }, (_, index) => {
    const user = discord.addUser({ name: `person ${index}` });
    guild.addMember(user);
    return discord.person(user, channel);
  });
  return { discord, people };
}

async function hubSide(): Promise<Side> {
  const { discord, people } = await service();
  const hub = await runHub({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl });
  await discord.until(() => discord.commands().length > 0);
  return { discord, people, close: () => hub.close().then(() => discord.close()) };
}

async function bareSide(): Promise<Side> {
  const { discord, people } = await service();
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: discord.apiUrl, version: '10' },
  });
  client.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isChatInputCommand()) void interaction.reply({ content: 'ok' });
  });
  client.once(Events.ClientReady, (ready) => void ready.application.commands.set([COMMAND]));
  await client.login(discord.token);
  await discord.until(() => discord.commands().length > 0);
  return { discord, people, close: () => client.destroy().then(() => discord.close()) };
}
