import { setTimeout } from 'node:timers/promises';
import { Client, Events, GatewayIntentBits } from 'discord.js';
import { FakeDiscord } from '../test/fakes/discord/fake-discord.ts';
import type { Person } from '../test/fakes/discord/person.ts';
import { runHub } from '../test/web/hub.ts';
import { bareTable } from './bare-table.ts';
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

/** Milliseconds. */
export interface FirstAnswers {
  readonly diptych: number;
  readonly bare: number;
  /** Of the bare client when it first stores one row, on the disk, as a bot must that keeps what it accepts. */
  readonly storing: number;
}

/**
 * From a command to its first answer: of Diptych, which checks, stores and shows the pair, and of bare clients that say ok. They
 * take turns, and each waits until the images before it are posted.
 */
export async function commandToAnswer(): Promise<FirstAnswers> {
  const table = bareTable();
  const sides = {
    diptych: await hubSide(),
    bare: await bareSide(() => undefined),
    storing: await bareSide((id) => table.store(id, 'ok')),
  };
  const times = { diptych: [] as number[], bare: [] as number[], storing: [] as number[] };
  for (let run = 0; run < RUNS + WARM_UPS; run += 1) {
    const diptych = await answerTime(sides.diptych, run);
    await sides.diptych.discord.until(() => pictures(sides.diptych) === 2 * (run + 1));
    await setTimeout(QUIET_MS);
    const bare = await answerTime(sides.bare, run);
    await setTimeout(QUIET_MS);
    const storing = await answerTime(sides.storing, run);
    await setTimeout(QUIET_MS);
    if (run < WARM_UPS) continue;
    times.diptych.push(diptych);
    times.bare.push(bare);
    times.storing.push(storing);
  }
  for (const side of Object.values(sides)) await side.close();
  table.close();
  return {
    diptych: median(times.diptych),
    bare: median(times.bare),
    storing: median(times.storing),
  };
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

/** `before`: called with the command’s id before its answer. */
async function bareSide(before: (id: string) => void): Promise<Side> {
  const { discord, people } = await service();
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: discord.apiUrl, version: '10' },
  });
  client.on(Events.InteractionCreate, (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    before(interaction.id);
    void interaction.reply({ content: 'ok' });
  });
  client.once(Events.ClientReady, (ready) => void ready.application.commands.set([COMMAND]));
  await client.login(discord.token);
  await discord.until(() => discord.commands().length > 0);
  return { discord, people, close: () => client.destroy().then(() => discord.close()) };
}
