import { discordClient, discordRest } from '../../src/bots/discord/client.ts';
import { DiscordReactionReader } from '../../src/bots/discord/reaction-reader.ts';
import { reactionReaderContract } from '../contracts/reaction-reader.ts';
import { FakeDiscord } from '../fakes/discord/fake-discord.ts';
import { newStore } from '../storage/sample-rows.ts';

reactionReaderContract('Discord', async () => {
  const discord = await FakeDiscord.start();
  const guild = discord.addGuild({ name: 'Studio' });
  const channel = guild.addChannel({ name: 'pictures' });
  const [ana, bot] = [false, true].map((isBot) => {
    const user = discord.addUser({ name: isBot ? 'other bot' : 'ana', bot: isBot });
    guild.addMember(user);
    return discord.person(user, channel);
  });
  if (ana === undefined || bot === undefined) throw new Error('nobody is here');
  const client = discordClient(discord);
  return {
    reader: new DiscordReactionReader({
      client,
      rest: discordRest(discord.token, discord, { patient: true }),
      access: newStore().access,
      adminUsers: [],
    }),
    place: { surface: 'discord', workspace: guild.id, channel: channel.id, thread: null },
    ids: Array.from({ length: 6 }, (_, n) => ana.say(`talk ${n}`).id),
    hasSuper: true,
    react: (messageId, emoji, isSuper = false) => {
      ana.react(messageId, emoji, { burst: isSuper });
      return `discord:${ana.user.id}`;
    },
    reactAsBot: (messageId, emoji) => bot.react(messageId, emoji),
    remove: (messageId) => discord.deleteMessage(channel.id, messageId),
    close: async () => {
      await client.destroy();
      await discord.close();
    },
  };
});
