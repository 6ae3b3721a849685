import { Routes } from 'discord.js';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { DiscordReactionReader } from '../../src/bots/discord/reaction-reader.ts';
import { CatchUp } from '../../src/core/studio/press/catch-up.ts';
import { discordClient, discordRest } from '../../src/bots/discord/client.ts';
import type { FakeChannel } from '../fakes/discord/channel.ts';
import { FakeDiscord } from '../fakes/discord/fake-discord.ts';
import { storeGeneration, storePair } from '../storage/sample-rows.ts';
import { PATIENT } from '../patient.ts';
import { Hub } from '../studio/hub.ts';
import { aPost } from '../card-values.ts';
import { withImage } from '../values.ts';

const HEART = { exact: '❤️', name: 'heart' };

const FOURTEEN_DAYS = 1_209_600_000;
const USERS = /\/reactions\//;

/** One server, whose image messages a pass reads over a real REST client. */
async function seat() {
  const discord = await FakeDiscord.start();
  const guild = discord.addGuild({ name: 'Home' });
  const hub = new Hub();
  const address = { apiUrl: discord.apiUrl };
  const rest = discordRest(discord.token, address);
  const { store, studio, clock, log } = hub;
  const client = discordClient(address);
  const { access } = store;
  const reader = new DiscordReactionReader({ client, access, adminUsers: [], rest });
  const { react } = studio;
  const catchUp = new CatchUp({ surface: 'discord', reader, react, store, clock, log });
  onTestFinished(async () => {
    discord.heal();
    await catchUp.close();
    await discord.close();
  });
  const member = (name: string) => {
    const user = discord.addUser({ name });
    guild.addMember(user);
    return user;
  };
  const [ana, ben] = [member('ana'), member('ben')];
  /** A message of ours that shows an image, first tried so long ago. */
  const image = async (id: string, channel: FakeChannel, ageMs = 1_000) => {
    const place = {
      surface: 'discord',
      workspace: guild.id,
      channel: channel.id,
      thread: null,
    } as const;
    storePair(store, `pair-${id}`, { place });
    storeGeneration(store, `pair-${id}`, id, withImage(`library/${id}.png`));
    const body = { content: `image ${id}` };
    await rest.post(Routes.channelMessages(channel.id), { body });
    const message = discord.messages(channel.id).at(-1);
    if (message === undefined) throw new Error('nothing was posted');
    const firstTriedAt = clock.now() - ageMs;
    const post = aPost(id, { pairId: `pair-${id}`, place, firstTriedAt, messageId: null });
    store.posts.intend({ ...post, state: 'intended' });
    store.posts.posted(id, { id: message.id, memo: null }, 'hash');
    const as = (user = ana) => discord.person(user, channel);
    const known = (user = ana, at = clock.now()) =>
      store.reactions.add(id, `discord:${user.id}`, HEART, 'like', at);
    const kept = () =>
      store.reactions
        .of(id)
        .map(({ personId, name }) => `${personId === `discord:${ana.id}` ? 'ana' : 'ben'} ${name}`);
    const until = (wanted: readonly string[]) =>
      vi.waitFor(() => expect(kept()).toEqual(wanted), PATIENT);
    return { message, place, as, known, kept, until };
  };
  const reads = () => discord.requests.filter(({ path }) => path.endsWith('/messages')).length;
  return { discord, guild, hub, catchUp, ana, ben, image, reads };
}

describe('catching up', () => {
  it('reads what was first tried fourteen days ago, and nothing that is older', async () => {
    const { guild, catchUp, image } = await seat();
    const old = await image('old', guild.addChannel({ name: 'old' }), FOURTEEN_DAYS + 1);
    const edge = await image('edge', guild.addChannel({ name: 'edge' }), FOURTEEN_DAYS);
    for (const { as, message } of [old, edge]) as().react(message.id, '❤️');
    catchUp.start();
    await edge.until(['ana heart']);
    await catchUp.close();
    expect(old.kept()).toEqual([]);
  });

  it('keeps the time of what it finds as it was known', async () => {
    const { guild, hub, catchUp, image, ben } = await seat();
    const one = await image('one', guild.addChannel({ name: 'art' }));
    const since = hub.clock.now();
    one.known();
    one.as().react(one.message.id, '❤️');
    one.as(ben).react(one.message.id, '❤️');
    await hub.advance(60_000);
    catchUp.start();
    await one.until(['ana heart', 'ben heart']);
    expect(hub.store.reactions.of('one').map(({ at }) => at - since)).toEqual([0, 60_000]);
  });

  it('loses no emoji that goes while its message is read', async () => {
    const { discord, guild, catchUp, image } = await seat();
    const one = await image('one', guild.addChannel({ name: 'art' }));
    one.known();
    one.as().react(one.message.id, '❤️');
    const held = discord.hold(USERS);
    catchUp.start();
    await held.seen;
    one.as().unreact(one.message.id, '❤️');
    catchUp.changed(one.message.id);
    held.release();
    await one.until([]);
  });

  it('loses no emoji that comes while its message is read', async () => {
    const { discord, guild, catchUp, image, ben } = await seat();
    const one = await image('one', guild.addChannel({ name: 'art' }));
    one.as().react(one.message.id, '❤️');
    const held = discord.hold(USERS);
    catchUp.start();
    await held.seen;
    one.as(ben).react(one.message.id, '❤️');
    one.known(ben);
    catchUp.changed(one.message.id);
    held.release();
    await one.until(['ana heart', 'ben heart']);
  });

  it('asked for again during a pass makes another after it', async () => {
    const { discord, guild, catchUp, image, reads } = await seat();
    const one = await image('one', guild.addChannel({ name: 'art' }));
    one.as().react(one.message.id, '❤️');
    const held = discord.hold(USERS);
    catchUp.start();
    await held.seen;
    const before = reads();
    catchUp.start();
    one.as().unreact(one.message.id, '❤️');
    held.release();
    await vi.waitFor(() => expect(reads()).toBe(before + 1), PATIENT);
    await one.until([]);
  });

  it.each([
    ['message', 10_008],
    ['emoji', 10_014],
  ])('passes over one whose %s is gone when its people are asked for', async (_what, code) => {
    const { discord, guild, catchUp, image } = await seat();
    const channel = guild.addChannel({ name: 'art' });
    const before = await image('before', channel);
    const gone = await image('gone', channel);
    const after = await image('after', channel);
    for (const { as, message } of [before, gone, after]) as().react(message.id, '❤️');
    discord.fail({ path: new RegExp(`${gone.message.id}/reactions`), how: { status: 404, code } });
    catchUp.start();
    await before.until(['ana heart']);
    await after.until(['ana heart']);
    expect(gone.kept()).toEqual([]);
  });

  it('leaves a channel that it may not read as it is, and reads the next', async () => {
    const { discord, guild, catchUp, image } = await seat();
    const shut = guild.addChannel({ name: 'shut' });
    const [one, next] = [
      await image('one', shut),
      await image('two', guild.addChannel({ name: 'art' })),
    ];
    one.known();
    next.as().react(next.message.id, '❤️');
    discord.fail({ path: new RegExp(`${shut.id}/messages`), how: { status: 403, code: 50_001 } });
    catchUp.start();
    await next.until(['ana heart']);
    expect(one.kept()).toEqual(['ana heart']);
  });

  it('after a sweep reads that message alone', async () => {
    const { guild, catchUp, image } = await seat();
    const [swept, other] = [
      await image('swept', guild.addChannel({ name: 'art' })),
      await image('other', guild.addChannel({ name: 'more' })),
    ];
    for (const one of [swept, other]) one.known();
    catchUp.readAgain(swept.place, swept.message.id);
    await swept.until([]);
    await catchUp.close();
    expect(other.kept()).toEqual(['ana heart']);
  });

  it('begins nothing once it is closed', async () => {
    const { guild, catchUp, image, reads } = await seat();
    await image('one', guild.addChannel({ name: 'art' }));
    const before = reads();
    await catchUp.close();
    catchUp.start();
    await catchUp.close();
    expect(reads()).toBe(before);
  });
});
