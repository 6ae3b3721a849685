import { REST } from 'discord.js';
import { expect } from 'vitest';
import { DiscordAttachments } from '../../src/bots/discord/attachments.ts';
import { discordRest } from '../../src/bots/discord/client.ts';
import { LiveInteractions } from '../../src/bots/discord/live-interactions.ts';
import { Pictures } from '../../src/bots/discord/pictures.ts';
import { DiscordSurface } from '../../src/bots/discord/surface.ts';
import { UploadLimits } from '../../src/bots/discord/upload-limits.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { SystemClock } from '../../src/system.ts';
import { attachmentFetcherContract } from '../contracts/attachment-fetcher.ts';
import { surfaceContract } from '../contracts/surface.ts';
import { FakeDiscord } from '../fakes/discord/fake-discord.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { plainText } from '../journeys/plain-text.ts';
import { aPicture } from '../pictures.ts';
import { newStore } from '../storage/sample-rows.ts';

surfaceContract('Discord', async () => {
  const discord = await FakeDiscord.start();
  const guild = discord.addGuild({ name: 'Studio' });
  const channel = guild.addChannel({ name: 'pictures' });
  const rest = discordRest(discord.token, { apiUrl: discord.apiUrl });
  const { settings } = newStore();
  const blobs = new MemoryBlobs();
  const pictures = new Pictures({
    log: new SilentLog(),
    blobs,
    images: new SharpImages(),
    links: () => null,
    limits: new UploadLimits(settings),
  });
  const live = new LiveInteractions(new SystemClock());
  return {
    surface: new DiscordSurface({ rest, pictures, live }),
    place: { surface: 'discord', workspace: guild.id, channel: channel.id, thread: null },
    shown: () => discord.messages(channel.id).map((one) => plainText(one.text)),
    store: async (key) => blobs.put(key, await aPicture()),
    close: async () => {
      await discord.close();
      expect(discord.violations).toEqual([]);
    },
  };
});

attachmentFetcherContract(
  'Discord',
  () => aPicture(),
  async () => {
    const discord = await FakeDiscord.start();
    const guild = discord.addGuild({ name: 'Studio' });
    const channel = guild.addChannel({ name: 'pictures' });
    const user = discord.addUser({ name: 'ana' });
    guild.addMember(user);
    const rest = new REST({ api: discord.apiUrl, version: '10' }).setToken(discord.token);
    const name = 'mine.png';
    const option = { name: 'reference', description: 'an image', type: 11 };
    const command = { name: 'generate', description: 'makes a pair', options: [option] };
    await rest.put(`/applications/${discord.applicationId}/commands`, { body: [command] });
    return {
      fetcher: new DiscordAttachments(),
      attach: async (bytes) => {
        const files = { reference: { name, bytes, type: 'image/png' } };
        const { payload } = discord
          .person(user, channel)
          .slash('generate', {}, { attachments: files });
        const [, url = ''] = /"url":"([^"]+)"/.exec(JSON.stringify(payload)) ?? [];
        return { name, type: 'image/png', bytes: bytes.length, source: url };
      },
      // Discord's links die with their signature.
      lose: async (attachment) => {
        Object.assign(attachment, { source: attachment.source.replace(/hm=\w+/, 'hm=0') });
      },
      close: () => discord.close(),
    };
  },
);
