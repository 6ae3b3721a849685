import { describe, expect, it, onTestFinished } from 'vitest';
import { discordRest } from '../../src/bots/discord/client.ts';
import { LiveInteractions } from '../../src/bots/discord/live-interactions.ts';
import { Pictures } from '../../src/bots/discord/pictures.ts';
import { DiscordSurface } from '../../src/bots/discord/surface.ts';
import { UploadLimits } from '../../src/bots/discord/upload-limits.ts';
import { headerCard } from '../../src/core/cards/header.ts';
import { imageCard } from '../../src/core/cards/image.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { loosely, seat } from '../fakes/discord/kit.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { newStore } from '../storage/sample-rows.ts';
import { aPicture, noisyPicture } from '../pictures.ts';
import { aContext, aView } from '../card-values.ts';
import { aGeneration, aPair, withImage } from '../values.ts';
import { FIRST_TRY } from '../fakes/post-target.ts';

const HEADER = headerCard(
  aView([], { pair: aPair({ state: 'planning', plan: null }) }),
  aContext(),
);

/** The surface at a strict Discord, as the hub has it. */
async function atSurface() {
  const seated = await seat();
  const { discord, guild, channel, user, clock } = seated;
  const { settings } = newStore();
  const blobs = new MemoryBlobs();
  const pictures = new Pictures({
    log: new SilentLog(),
    blobs,
    images: new SharpImages(),
    links: () => null,
    limits: new UploadLimits(settings),
  });
  const live = new LiveInteractions(clock);
  const rest = discordRest(discord.token, { apiUrl: discord.apiUrl });
  const surface = new DiscordSurface({ rest, pictures, live });
  const place = {
    surface: 'discord',
    workspace: guild.id,
    channel: channel.id,
    thread: null,
  } as const;
  const target = { place, nonce: 'p1', replyTo: null, ...FIRST_TRY, since: clock.now() };
  const person = { id: `discord:${user.id}`, name: 'Ana' };
  /** Said under the person's command, which answers so or fails. */
  const said: unknown[] = [];
  const command = (works: boolean) =>
    live.add(
      loosely({
        id: '1',
        user,
        channelId: channel.id,
        followUp: async (message: unknown) => {
          if (!works) throw new Error('the token is dead');
          said.push(message);
        },
      }),
    );
  return { ...seated, surface, place, target, person, command, said, settings, blobs };
}

describe('a post', () => {
  it('that meets a long rate limit may have been made, and waits as long as Discord says', async () => {
    const { surface, target, discord, channel } = await atSurface();
    const how = { rateLimit: 'route', afterMs: 900_000 } as const;
    discord.fail({ method: 'POST', path: /\/messages$/, how });
    const failed = await surface.post(target, HEADER).catch((error: unknown) => error);
    expect(failed).toMatchObject({ name: 'SurfaceError', kind: 'unknown' });
    expect(loosely(failed).retryAfterMs).toBeGreaterThan(800_000);
    expect(discord.messages(channel.id)).toEqual([]);
  });

  it('that Discord answered with what nobody understands may have been made', async () => {
    const { surface, target, discord } = await atSurface();
    discord.fail({ method: 'POST', path: /\/messages$/, times: 9, how: { status: 500 } });
    await expect(surface.post(target, HEADER)).rejects.toMatchObject({ kind: 'unknown' });
  });

  it('that answers a message stands under it', async () => {
    const { surface, target, discord, channel } = await atSurface();
    const header = await surface.post(target, HEADER);
    await surface.post({ ...target, nonce: 'p2', replyTo: header.id }, HEADER);
    const under = discord.messages(channel.id).map((one) => one.reference?.message?.id);
    expect(under).toEqual([undefined, header.id]);
  });

  it('that answers a message which was deleted meanwhile is made all the same', async () => {
    const { surface, target, discord, channel } = await atSurface();
    const header = await surface.post(target, HEADER);
    discord.deleteMessage(channel.id, header.id);
    const answer = { ...target, nonce: 'p2', replyTo: header.id };
    const { id } = await surface.post(answer, HEADER);
    expect(discord.messages(channel.id).map((one) => one.id)).toEqual([id]);
  });

  it('in a channel that is gone was not made', async () => {
    const { surface, target, discord, channel } = await atSurface();
    discord.deleteChannel(channel.id);
    await expect(surface.post(target, HEADER)).rejects.toMatchObject({ kind: 'gone' });
  });
});

describe('the message of a picture that is larger than its server takes', () => {
  it('is known by its memo as one that shows a smaller copy, also when it was found', async () => {
    const { surface, target, place, discord, channel, guild, settings, blobs } = await atSurface();
    settings.put(`discord.upload.${guild.id}`, '90000');
    const generation = aGeneration('a1', withImage());
    const card = imageCard(aView([generation]), generation, aContext());
    await blobs.put(card.image?.key ?? '', await noisyPicture(300, 200));
    const sent = await surface.post({ ...target, nonce: 'a1' }, card);
    expect(sent.memo).toBe('preview');
    expect(await surface.find({ ...target, nonce: 'a1' })).toEqual(sent);
    const text = () => discord.messages(channel.id).at(-1)?.text;
    expect(text()).toContain('Shown smaller');
    await surface.update(place, sent.id, { ...card, heading: 'once' }, sent.memo);
    expect(text()).toContain('**once**');
    expect(text()).toContain('Shown smaller');
    await surface.update(place, sent.id, { ...card, heading: 'twice' }, null);
    expect(text()).toContain('**twice**');
    expect(text()).not.toContain('Shown smaller');
  });
});

describe('a link to a message', () => {
  it('names its server, or that it is a direct message', async () => {
    const { surface, place } = await atSurface();
    const at = (workspace: string) => surface.link({ ...place, workspace, channel: '2' }, '3');
    expect(at('1')).toBe('https://discord.com/channels/1/2/3');
    expect(at('dm-7')).toBe('https://discord.com/channels/@me/2/3');
  });
});

describe('what one person is told', () => {
  it('is said under their last command, and nowhere else', async () => {
    const { surface, place, person, command, said, discord, user } = await atSurface();
    command(true);
    await surface.tell(place, person, 'Alas, *no*');
    const content = String.raw`Alas, \*no\*`;
    expect(said).toEqual([{ content, flags: 64, allowedMentions: { parse: [] } }]);
    expect(discord.messages(discord.openDm(user).id)).toEqual([]);
  });

  it.each([
    ['they have given no command', undefined],
    ['its token is dead', false],
  ])('is a direct message when %s', async (_what, works) => {
    const { surface, place, person, command, said, discord, user, channel } = await atSurface();
    if (works !== undefined) command(works);
    await surface.tell(place, person, 'Alas, @everyone');
    expect(said).toEqual([]);
    const direct = discord.messages(discord.openDm(user).id);
    expect(direct.map(({ content, pings }) => [content, pings])).toEqual([
      [String.raw`Alas, \@everyone`, []],
    ]);
    expect(discord.messages(channel.id)).toEqual([]);
  });

  it('under a command in another channel is not said there', async () => {
    const { surface, place, person, command, said, discord, user } = await atSurface();
    command(true);
    await surface.tell({ ...place, channel: 'another' }, person, 'Alas');
    expect(said).toEqual([]);
    expect(discord.messages(discord.openDm(user).id)).toHaveLength(1);
  });
});

describe('a picture', () => {
  const GLOBAL = Symbol.for('undici.globalDispatcher.1');

  it('is posted although another package has set how this process sends requests', async () => {
    const before = Reflect.get(globalThis, GLOBAL);
    onTestFinished(() => void Reflect.set(globalThis, GLOBAL, before));
    const { surface, target, blobs } = await atSurface();
    // As another version of undici does, which refuses the files of this one.
    const refusing = {
      dispatch: () => {
        throw new TypeError('body must be mine');
      },
    };
    Reflect.set(globalThis, GLOBAL, refusing);
    const generation = aGeneration('a1', withImage());
    const card = imageCard(aView([generation]), generation, aContext());
    await blobs.put(card.image?.key ?? '', await aPicture());
    expect((await surface.post(target, card)).id).not.toBe('');
  });
});
