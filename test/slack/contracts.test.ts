import { expect } from 'vitest';
import { SlackAttachments } from '../../src/bots/slack/attachments.ts';
import { slackClient } from '../../src/bots/slack/client.ts';
import { SlackFiles } from '../../src/bots/slack/files.ts';
import { SlackReactionReader } from '../../src/bots/slack/reaction-reader.ts';
import { SlackSurface } from '../../src/bots/slack/surface.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { SystemClock } from '../../src/system.ts';
import { attachmentFetcherContract } from '../contracts/attachment-fetcher.ts';
import { reactionReaderContract } from '../contracts/reaction-reader.ts';
import { surfaceContract } from '../contracts/surface.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { FakeSlack } from '../fakes/slack/fake-slack.ts';
import { aPicture } from '../pictures.ts';
import { aCaller } from '../values.ts';
import { TEAM, textOf } from './surface-kit.ts';

async function aWorkspace() {
  const slack = await FakeSlack.start();
  slack.world.files.readyMs = 0;
  const channel = slack.addChannel({ name: 'pictures' });
  const client = slackClient({ botToken: slack.botToken, apiUrl: slack.apiUrl });
  const place = {
    surface: 'slack',
    workspace: TEAM.id,
    channel: channel.id,
    thread: null,
  } as const;
  return {
    slack,
    channel,
    client,
    place,
    clock: new SystemClock(),
    close: async () => {
      await slack.close();
      expect(slack.violations).toEqual([]);
    },
  };
}

surfaceContract('Slack', async () => {
  const { slack, channel, client, place, clock, close } = await aWorkspace();
  const blobs = new MemoryBlobs();
  const files = new SlackFiles({ client, clock });
  const images = new SharpImages();
  const parts = { client, files, blobs, images, links: () => null, clock, team: () => TEAM };
  return {
    surface: new SlackSurface(parts),
    place,
    forgetsNonces: true,
    idInLink: (ts) => `/archives/${channel.id}/p${ts.replace('.', '')}`,
    shown: () => slack.messages(channel).map(textOf),
    store: async (key) => blobs.put(key, await aPicture()),
    close,
  };
});

attachmentFetcherContract(
  'Slack',
  () => aPicture(),
  async () => {
    const { slack, client, close } = await aWorkspace();
    const { botToken, apiUrl } = slack;
    const ana = slack.addUser({ name: 'ana' });
    return {
      fetcher: new SlackAttachments({ client, botToken, apiUrl }),
      attach: async (bytes) => {
        const { id } = slack.world.files.addOfPerson(ana.id, 'mine.png', Buffer.from(bytes));
        return { name: 'mine.png', bytes: bytes.length, source: id };
      },
      lose: async ({ source }) => {
        const file = slack.world.files.all.get(source);
        if (file !== undefined) file.state = 'deleted';
      },
      close,
    };
  },
);

const NAMES: Readonly<Record<string, string>> = {
  '❤️': 'heart',
  '🔥': 'fire',
  '👍': '+1',
  '👍🏽': '+1::skin-tone-4',
  '<:party:123456789012345678>': 'party',
};

reactionReaderContract('Slack', async () => {
  const { slack, channel, client, place, clock, close } = await aWorkspace();
  slack.rates.on = false;
  const ana = slack.person(slack.addUser({ name: 'ana' }), channel);
  const bot = slack.person(slack.addUser({ name: 'other bot', bot: true }), channel);
  const put = (who: typeof ana, ts: string, emoji: string) => {
    const reactions = channel.find(ts)?.reactions;
    const name = NAMES[emoji] ?? '';
    reactions?.set(name, [...(reactions.get(name) ?? []), who.user.id]);
  };
  return {
    reader: new SlackReactionReader({
      client,
      clock,
      team: () => TEAM,
      people: async (userId, at) => {
        if (slack.world.users.get(userId)?.bot === true) return undefined;
        return { ...aCaller(), person: { id: `slack:${userId}`, name: 'ana' }, place: at };
      },
    }),
    place,
    ids: Array.from({ length: 6 }, (_, n) => ana.say(`talk ${n}`).ts),
    hasSuper: false,
    bringsEmoji: true,
    written: (emoji) => NAMES[emoji] ?? '',
    react: (ts, emoji) => {
      put(ana, ts, emoji);
      return `slack:${ana.user.id}`;
    },
    reactAsBot: (ts, emoji) => put(bot, ts, emoji),
    remove: (ts) => slack.deleteMessage(channel, ts),
    close,
  };
});
