import type { Store } from '../../src/core/ports/store.ts';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PairView } from '../../src/core/domain/pair.ts';
import { isLive } from '../../src/core/domain/side.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { FakeDiscord } from '../fakes/discord/fake-discord.ts';
import type { FakeGuild } from '../fakes/discord/guild.ts';
import type { FakeInteraction } from '../fakes/discord/interaction.ts';
import { FLAG } from '../fakes/discord/message.ts';
import { type RunningHub, runHub } from '../web/hub.ts';

const PEOPLE = 100;
const EACH = 2;
const CHANNELS = 4;
/** Pairs whose planning may begin while the first answers are given. */
const FEW = 8;
/** Milliseconds after which the client sends an answer again whose reply is kept back: Discord then refuses it. */
const PATIENT_MS = 15_000;
/** Between two looks of the hub at a burst. */
const LOOK_MS = 10;
const PAIR = /:pair_details:(\w+)$/;

let discord: FakeDiscord;
let guild: FakeGuild;
let hub: RunningHub;
let sent: readonly FakeInteraction[] = [];
/** How many generations had ended when the hub was told to stop. */
let endedBefore = 0;
/** How many pairs had been planned when the last command was answered. */
let begunBefore = 0;
/** Whether replies were kept back for so long, on a machine that is busy. */
let sentAgain = false;
let views: readonly PairView[] = [];

beforeAll(async () => {
  discord = await FakeDiscord.start();
  discord.gateway.identifyWindowMs = 0;
  guild = discord.addGuild({ name: 'Studio' });
  const channels = Array.from({ length: CHANNELS }, (_, n) => guild.addChannel({ name: `c${n}` }));
  const clock = new FakeClock(Date.now());
  const env = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl };
  hub = await runHub(env, clock);
  await discord.until(() => discord.commands().length > 0);
  const people = Array.from({ length: PEOPLE }, (_, n) => {
    const user = discord.addUser({ name: `person ${n}` });
    guild.addMember(user);
    return channels.map((channel) => discord.person(user, channel));
  });
  const answers = discord.hold(/\/callback$/);
  const heldSince = performance.now();
  // All in one tick: the gateway brings them as fast as it can.
  sent = Array.from({ length: EACH }, (_, round) =>
    people.flatMap((seats, n) => seats[(n + round) % CHANNELS] ?? []),
  )
    .flat()
    .map((person) => person.slash('generate', { prompt: 'a woman walking in Seoul' }));
  await Promise.allSettled(sent.map((one) => one.answered));
  begunBefore = read().filter((view) => view.generations.length > 0).length;
  answers.release();
  sentAgain = performance.now() - heldSince > PATIENT_MS;
  // The hub reads an answer again that it sent twice: it stops after that.
  await discord.until(() => !hasIntended());
  const isPlanning = () => withStore((store) => store.pairs.planning().length > 0);
  while (isPlanning()) await clock.advance(LOOK_MS);
  endedBefore = ended(read());
  await hub.stopKeepingHome();
  views = read();
});

afterAll(async () => {
  await hub.close();
  await discord.close();
});

function hasIntended(): boolean {
  return read().some(({ posts }) => posts.some((post) => post.state === 'intended'));
}

function withStore<T>(look: (store: Store) => T): T {
  const db = openDatabase(join(hub.home, 'diptych.db'));
  try {
    return look(sqliteStore(db));
  } finally {
    db.close();
  }
}

function read(): readonly PairView[] {
  const askers = new Set(sent.map((one) => `discord:${one.user.id}`));
  return withStore(({ pairs }) =>
    [...askers].flatMap((id) => pairs.history(id, guild.id, null, 100)),
  );
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
  it('are each answered with a header that everybody sees', () => {
    const answers = sent.flatMap(({ answer }) => answer?.message ?? []);
    expect(answers).toHaveLength(PEOPLE * EACH);
    expect(answers.filter((one) => one.has(FLAG.ephemeral))).toEqual([]);
    expect(answers.filter((one) => !one.customIds.some((id) => PAIR.test(id)))).toEqual([]);
  });

  // Time is not measured: the hub's clock does not move, and the service keeps back each reply to an answer.
  it('are all answered before anything else is done, and none waits for another', () => {
    expect(sent.filter((one) => one.answeredAt === undefined)).toEqual([]);
    expect(begunBefore).toBeLessThanOrEqual(FEW);
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
    const others = discord.refusals.filter(
      (one) => !sentAgain || !/\/callback: 400 40060 /.test(one),
    );
    expect(others.slice(0, 3)).toEqual([]);
    expect(discord.violations).toEqual([]);
  });
});
