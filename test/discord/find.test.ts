import { REST } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { findMessage } from '../../src/bots/discord/find.ts';
import { DiscordSurface } from '../../src/bots/discord/surface.ts';
import { LiveInteractions } from '../../src/bots/discord/live-interactions.ts';
import { Pictures } from '../../src/bots/discord/pictures.ts';
import { UploadLimits } from '../../src/bots/discord/upload-limits.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { seat } from '../fakes/discord/kit.ts';
import { PERMISSION } from '../fakes/discord/permissions.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { newStore } from '../storage/sample-rows.ts';
import { FIRST_TRY } from '../fakes/post-target.ts';

const MINUTE = 60_000;

/** Our message of the pair `mine`, wherever a test wants it, and looks for it. */
async function looking() {
  const seated = await seat();
  const { discord, guild, channel, clock, ana } = seated;
  const rest = new REST({ api: discord.apiUrl, version: '10' }).setToken(discord.token);
  const { settings } = newStore();
  const pictures = new Pictures({
    log: new SilentLog(),
    blobs: new MemoryBlobs(),
    images: new SharpImages(),
    links: () => null,
    limits: new UploadLimits(settings),
  });
  const surface = new DiscordSurface({ rest, pictures, live: new LiveInteractions(clock) });
  const started = clock.now();
  const target = (since: number) => ({
    place: { surface: 'discord', workspace: guild.id, channel: channel.id, thread: null } as const,
    nonce: 'mine',
    replyTo: null,
    ...FIRST_TRY,
    since,
  });
  const ours = async (id = '1:pair_details:mine'): Promise<string> => {
    const button = { type: 2, style: 2, label: 'Details', custom_id: id };
    const { json } = await seated.post({ components: [{ type: 1, components: [button] }] });
    return json.id;
  };
  const talk = (count: number) => {
    for (let n = 0; n < count; n += 1) ana.say('talk');
  };
  const find = async (since = started) => (await surface.find(target(since)))?.id;
  const reads = () =>
    discord.requests.filter(({ method, path }) => {
      return method === 'GET' && path.endsWith('/messages');
    });
  return { ...seated, rest, surface, target, ours, talk, find, reads };
}

describe('a message that is looked for', () => {
  it.each([
    ['first of many', 0, 250],
    ['at the end of a full page', 99, 0],
    ['first of the second page', 100, 0],
    ['on the third page', 250, 120],
    ['last of all that is looked through', 1_999, 0],
  ])('is found, %s', async (_where, before, after) => {
    const { talk, ours, find } = await looking();
    talk(before);
    const id = await ours();
    talk(after);
    expect(await find()).toBe(id);
  });

  it.each([
    ['an empty channel', 0],
    ['some talk', 7],
    ['a page full of talk', 100],
    ['three pages of it', 300],
  ])('is not there after %s, and so is told', async (_what, count) => {
    const { talk, find } = await looking();
    talk(count);
    expect(await find()).toBeUndefined();
  });

  it('may be among more than twenty pages: that is not known', async () => {
    const { talk, ours, find, reads } = await looking();
    talk(2_000);
    await ours();
    await expect(find()).rejects.toMatchObject({ name: 'SurfaceError', kind: 'unknown' });
    expect(reads()).toHaveLength(20);
  });

  it.each([
    ['may not be seen', PERMISSION.viewChannel],
    ['hides its history', PERMISSION.readMessageHistory],
  ])('in a channel that %s is not known', async (_what, denied) => {
    const { ours, find, channel } = await looking();
    await ours();
    channel.deny(denied);
    await expect(find()).rejects.toMatchObject({ name: 'SurfaceError', kind: 'unknown' });
  });

  it('in a channel that is gone is gone with it', async () => {
    const { ours, find, discord, channel } = await looking();
    await ours();
    discord.deleteChannel(channel.id);
    expect(await find()).toBeUndefined();
  });

  it.each([
    ['a server error', { status: 503 }, 9],
    ['a closed connection', 'close', 9],
    ['a token that is refused', { status: 401, code: 0 }, 1],
  ] as const)('is looked for again after %s', async (_what, how, times) => {
    const { find, discord, ours } = await looking();
    await ours();
    discord.fail({ method: 'GET', path: /\/messages$/, times, how });
    await expect(find()).rejects.toMatchObject({ name: 'SurfaceError', kind: 'transient' });
  });

  it('is announced when it is found, because reactions to it may have been missed', async () => {
    const { surface, ours, find } = await looking();
    let found = 0;
    surface.whenFound(() => {
      found += 1;
    });
    await find();
    expect(found).toBe(0);
    await ours();
    await find();
    expect(found).toBe(1);
  });

  it('is found though the clocks are nearly ten minutes apart', async () => {
    const { ours, find, clock } = await looking();
    const id = await ours();
    expect(await find(clock.now() + 9 * MINUTE)).toBe(id);
    expect(await find(clock.now() - 9 * MINUTE)).toBe(id);
  });

  it('is looked for from its first try on, however much was said before', async () => {
    const { talk, ours, find, clock, discord, channel } = await looking();
    talk(2_100);
    await clock.advance(60 * MINUTE);
    const id = await ours();
    talk(10);
    const asked = () => discord.requests.filter(({ method }) => method === 'GET');
    expect(await find(clock.now())).toBe(id);
    expect(asked()).toHaveLength(1);
    discord.deleteMessage(channel.id, id);
    expect(await find(clock.now())).toBeUndefined();
    expect(asked()).toHaveLength(2);
  });

  it('is found by buttons that stand on no other message', async () => {
    const { ours, find } = await looking();
    await ours('1:cancel:mine');
    expect(await find()).toBeUndefined();
    const id = await ours('1:details:mine');
    expect(await find()).toBe(id);
  });
});

describe('a component that nobody here knows', () => {
  const strange = [{ type: 99, custom_id: null, components: [] }];

  it('on a message of others does not make a full page look like the last', async () => {
    const { talk, ours, find, ana } = await looking();
    talk(50);
    ana.say('strange').components = strange;
    talk(49);
    const id = await ours();
    expect(await find()).toBe(id);
  });

  it('on the message itself makes it not known, rather than not there', async () => {
    const { ours, find, discord, channel } = await looking();
    const id = await ours();
    const message = discord.messages(channel.id).find((one) => one.id === id);
    if (message) message.components = [...message.components, ...strange];
    await expect(find()).rejects.toMatchObject({ name: 'SurfaceError', kind: 'unknown' });
  });
});

it('a look that begins before Discord did begins with it', async () => {
  const { rest, target, ours } = await looking();
  const id = await ours();
  expect((await findMessage(rest, target(0)))?.id).toBe(id);
});
