import { REST } from 'discord.js';
import { describe, expect, it, vi } from 'vitest';
import { DiscordReactionReader } from '../../src/bots/discord/reaction-reader.ts';
import { CatchUp } from '../../src/core/studio/press/catch-up.ts';
import { loosely, seat } from '../fakes/discord/kit.ts';
import { PERMISSION } from '../fakes/discord/permissions.ts';
import { PATIENT } from '../patient.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { storeGeneration, storePair } from '../storage/sample-rows.ts';
import { Hub } from '../studio/hub.ts';
import { aPost } from '../card-values.ts';
import { withImage } from '../values.ts';

const HEART = { exact: '❤️', name: 'heart' };

const DAY = 24 * 3_600_000;

/** A strict Discord, and the part that reads its reactions, without a gateway. */
async function reading() {
  const seated = await seat();
  const { discord, guild, clock, ana } = seated;
  const { store, studio } = new Hub();
  const log = new SilentLog();
  const reader = new DiscordReactionReader({
    client: loosely({ channels: { cache: new Map() }, guilds: { cache: new Map() } }),
    rest: new REST({ api: discord.apiUrl, version: '10' }).setToken(discord.token),
    access: store.access,
    adminUsers: [],
  });
  const { react } = studio;
  const catchUp = new CatchUp({ surface: 'discord', reader, react, store, clock, log });
  /** A message of ours with an image, posted now. */
  const image = (id: string, channel = seated.channel) => {
    const place = {
      surface: 'discord',
      workspace: guild.id,
      channel: channel.id,
      thread: null,
    } as const;
    const message = discord.person(ana.user, channel).say('an image');
    storePair(store, `p-${id}`, { place });
    storeGeneration(store, `p-${id}`, id, withImage());
    const firstTriedAt = clock.now();
    store.posts.intend(aPost(id, { pairId: `p-${id}`, place, state: 'intended', firstTriedAt }));
    store.posts.posted(id, { id: message.id, memo: null }, 'hash');
    return message.id;
  };
  const likes = (...ids: string[]) => ids.map((id) => store.reactions.count(id).likes);
  const until = (ids: readonly string[], wanted: readonly number[]) =>
    vi.waitFor(() => expect(likes(...ids)).toEqual(wanted), PATIENT);
  const reads = () => discord.requests.filter(({ method }) => method === 'GET');
  return { ...seated, store, catchUp, image, likes, until, reads, log };
}

describe('catching up with reactions', () => {
  it('goes back fourteen days, and no further', async () => {
    const { image, ana, user, discord, guild, clock, catchUp, until, likes } = await reading();
    ana.react(image('old'), '❤️');
    await clock.advance(60_000);
    ana.react(image('young'), '❤️');
    await clock.advance(14 * DAY - 30_000);
    // Its channel is read last.
    const other = guild.addChannel({ name: 'other' });
    discord.person(user, other).react(image('last', other), '❤️');
    catchUp.start();
    await until(['last'], [1]);
    expect(likes('old', 'young')).toEqual([0, 1]);
  });

  it('reads from one message of ours to the next, whatever was said between them', async () => {
    const { image, ana, catchUp, until, reads } = await reading();
    ana.react(image('a'), '❤️');
    for (let n = 0; n < 320; n += 1) ana.say('talk');
    ana.react(image('b'), '❤️');
    ana.react(image('c'), '❤️');
    catchUp.start();
    await until(['a', 'b', 'c'], [1, 1, 1]);
    await catchUp.close();
    expect(reads().filter(({ path }) => path.endsWith('/messages'))).toHaveLength(2);
  });

  it('loses no event that is told while it reads', async () => {
    const { image, ana, discord, store, catchUp, until } = await reading();
    const message = image('a');
    ana.react(message, '❤️');
    ana.react(message, '🔥');
    const held = discord.hold(/\/reactions\/❤️/u);
    catchUp.start();
    await held.seen;
    // What was read says that both stand; the event that one went comes meanwhile.
    ana.unreact(message, '❤️');
    catchUp.changed(message);
    held.release();
    await until(['a'], [1]);
    await catchUp.close();
    expect(store.reactions.of('a').map(({ name }) => name)).toEqual(['fire']);
  });

  it.each([
    ['a message that vanishes', 10_008],
    ['an emoji that vanishes', 10_014],
  ])('passes over %s while it is read', async (_what, code) => {
    const { image, ana, discord, catchUp, until, likes } = await reading();
    ana.react(image('stays'), '❤️');
    const vanishes = image('vanishes');
    ana.react(vanishes, '❤️');
    // The newest is read first.
    const path = new RegExp(`/messages/${vanishes}/reactions/`);
    discord.fail({ method: 'GET', path, how: { status: 404, code } });
    catchUp.start();
    await until(['stays'], [1]);
    expect(likes('vanishes')).toEqual([0]);
  });

  it('leaves a channel that it cannot read as it is, and reads the others', async () => {
    const { image, ana, guild, channel, user, discord, store, catchUp, until } = await reading();
    const other = guild.addChannel({ name: 'other' });
    const here = image('here');
    store.reactions.add('here', `discord:${user.id}`, HEART, 'like', 0);
    const there = image('there', other);
    discord.person(user, other).react(there, '❤️');
    channel.deny(PERMISSION.viewChannel);
    catchUp.start();
    await until(['here', 'there'], [1, 1]);
    channel.allow();
    ana.react(here, '🔥');
    catchUp.start();
    await vi.waitFor(
      () => expect(store.reactions.of('here').map(({ name }) => name)).toEqual(['fire']),
      PATIENT,
    );
  });

  it('of one message that was swept reads no other', async () => {
    const { image, ana, store, catchUp, until, likes } = await reading();
    const swept = image('swept');
    ana.react(image('other'), '❤️');
    store.reactions.add('swept', 'discord:1', HEART, 'like', 0);
    const post = store.posts.get('swept');
    if (post === undefined) throw new Error('no post');
    catchUp.readAgain(post.place, swept);
    await until(['swept'], [0]);
    await catchUp.close();
    expect(likes('other')).toEqual([0]);
  });

  it('that is asked for while it runs follows, and sees what came since', async () => {
    const { image, ana, discord, catchUp, until } = await reading();
    const message = image('a');
    ana.react(message, '👎');
    const held = discord.hold(/\/reactions\//u);
    catchUp.start();
    await held.seen;
    ana.unreact(message, '👎');
    ana.react(message, '❤️');
    catchUp.start();
    held.release();
    await until(['a'], [1]);
  });

  it('begins nothing after its end', async () => {
    const { image, ana, catchUp, reads } = await reading();
    ana.react(image('a'), '❤️');
    await catchUp.close();
    catchUp.start();
    await catchUp.close();
    expect(reads()).toEqual([]);
  });
});
