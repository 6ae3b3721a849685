import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { PairView } from '../../src/core/domain/pair.ts';
import { isLive } from '../../src/core/domain/side.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { FakeDiscord } from '../fakes/discord/fake-discord.ts';
import type { FakeGuild } from '../fakes/discord/guild.ts';
import type { FakeInteraction } from '../fakes/discord/interaction.ts';
import { FLAG } from '../fakes/discord/message.ts';
import { type RunningHub, runHub } from '../web/hub.ts';

const PEOPLE = 100;
const EACH = 2;
const CHANNELS = 4;
/** Half a second under what Discord gives. */
const IN_TIME_MS = 2_500;
const PAIR = /:pair_details:(\w+)$/;

const PATIENCE = { timeout: 20_000, interval: 100 };

let discord: FakeDiscord;
let guild: FakeGuild;
let hub: RunningHub;
let sent: readonly FakeInteraction[] = [];
/** How many generations had ended when the hub was told to stop. */
let endedBefore = 0;
let views: readonly PairView[] = [];

beforeAll(async () => {
  discord = await FakeDiscord.start({ latencyMs: 50 });
  discord.gateway.identifyWindowMs = 0;
  guild = discord.addGuild({ name: 'Studio' });
  const channels = Array.from({ length: CHANNELS }, (_, n) => guild.addChannel({ name: `c${n}` }));
  hub = await runHub({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl });
  await discord.until(() => discord.commands().length > 0);
  const people = Array.from({ length: PEOPLE }, (_, n) => {
    const user = discord.addUser({ name: `person ${n}` });
    guild.addMember(user);
    return channels.map((channel) => discord.person(user, channel));
  });
  // All in one tick: the gateway brings them as fast as it can.
  sent = Array.from({ length: EACH }, (_, round) =>
    people.flatMap((seats, n) => seats[(n + round) % CHANNELS] ?? []),
  )
    .flat()
    .map((person) => person.slash('generate', { prompt: 'a woman walking in Seoul' }));
  await Promise.allSettled(sent.map((one) => one.answered));
  await vi.waitFor(() => expect(isPlanned(read())).toBe(true), PATIENCE);
  endedBefore = ended(read());
  await hub.stopKeepingHome();
  views = read();
}, 60_000);

afterAll(async () => {
  await hub.close();
  await discord.close();
});

function read(): readonly PairView[] {
  const db = openDatabase(join(hub.home, 'diptych.db'));
  const { pairs } = sqliteStore(db);
  const askers = new Set(sent.map((one) => `discord:${one.user.id}`));
  const all = [...askers].flatMap((id) => pairs.history(id, guild.id, null, 100));
  db.close();
  return all;
}

function isPlanned(pairs: readonly PairView[]): boolean {
  return pairs.every((view) => view.pair.state === 'planned');
}

function ended(pairs: readonly PairView[]): number {
  return pairs.flatMap((view) => view.generations).filter((one) => !isLive(one.state)).length;
}

/** Of every public message, which pair it is the header of. */
function headers(): readonly string[] {
  return guild.channels
    .flatMap((channel) => discord.messages(channel.id))
    .flatMap((message) => message.customIds)
    .flatMap((id) => PAIR.exec(id)?.[1] ?? []);
}

describe(`${PEOPLE * EACH} commands at once`, () => {
  it('are each answered in time, with a header that everybody sees', () => {
    const times = sent.map(({ answeredAt = Infinity, sentAt }) => answeredAt - sentAt);
    expect(Math.max(...times)).toBeLessThan(IN_TIME_MS);
    const answers = sent.flatMap(({ answer }) => answer?.message ?? []);
    expect(answers).toHaveLength(PEOPLE * EACH);
    expect(answers.filter((one) => one.has(FLAG.ephemeral))).toEqual([]);
    expect(answers.filter((one) => !one.customIds.some((id) => PAIR.test(id)))).toEqual([]);
  });

  it('are each stored, as a pair with both sides', () => {
    expect(views).toHaveLength(PEOPLE * EACH);
    expect(views.flatMap((view) => view.generations)).toHaveLength(2 * PEOPLE * EACH);
  });

  it('have each one header', () => {
    const stored = views.map((view) => view.pair.id);
    expect(headers().toSorted()).toEqual(stored.toSorted());
  });

  it('do not keep the hub from stopping in the middle, with nothing half kept', () => {
    expect(endedBefore).toBeLessThan(2 * PEOPLE * EACH);
    expect(hub.log.errors).toEqual([]);
    expect(views.flatMap((view) => view.posts).map((post) => post.state)).not.toContain('intended');
  });

  it('do nothing that Discord would refuse', () => {
    expect(discord.refusals.slice(0, 3)).toEqual([]);
    expect(discord.violations).toEqual([]);
  });
});
