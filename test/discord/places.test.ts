import { describe, expect, it } from 'vitest';
import { PERMISSION } from '../fakes/discord/permissions.ts';
import { atDiscord, buttonOf, isHeader, labelsOf, privateText } from './kit.ts';

describe('where the bot may not do its work', () => {
  it('a command is refused privately, naming what is missing, and nothing is stored', async () => {
    const { person, channel, discord, store } = await atDiscord();
    channel.deny(PERMISSION.attachFiles | PERMISSION.readMessageHistory);
    const sent = person('you').slash('generate', { prompt: 'a cat' });
    await sent.answered;
    expect(privateText(sent)).toContain('Attach Files, Read Message History');
    expect(store().pairs.unshown()).toEqual([]);
    expect(discord.messages(channel.id)).toEqual([]);
  });

  it('a press that would run a side is refused too, and what runs nothing is not', async () => {
    const { ask, image, header, person, channel, discord, store } = await atDiscord();
    await ask('a cat');
    const shown = await image('A');
    await header('Which is better?');
    channel.deny(PERMISSION.sendMessages);
    const you = person('you');
    const press = async (label: string) => {
      const pressed = you.press(shown.id, buttonOf(shown, label));
      await pressed.answered;
      return pressed;
    };
    expect(privateText(await press('Re-roll'))).toContain('I cannot post here yet');
    expect(privateText(await press('Edit…'))).toContain('I cannot post here yet');
    await press('Tone 100 %');
    await discord.until(() => labelsOf(shown).includes('Regenerate'));
    expect(privateText(await press('Regenerate'))).toContain('Send Messages');
    const [view] = store().pairs.history(
      `discord:${you.user.id}`,
      channel.guild?.id ?? '',
      null,
      1,
    );
    expect(view?.generations).toHaveLength(2);
  });

  it('in a thread the right to write in threads is the one that counts', async () => {
    const { person, channel, guild, discord } = await atDiscord();
    channel.deny(PERMISSION.sendMessages);
    const thread = guild.addChannel({ name: 'talk', type: 11, parent: channel });
    const sent = person('you').in(thread).slash('generate', { prompt: 'a cat' });
    const { message } = await sent.answered;
    expect(message && isHeader(message)).toBe(true);
    await discord.until(() =>
      discord.messages(thread.id).find((one) => one.attachments.length > 0),
    );
  });
});

describe('in direct messages', () => {
  it('the bot works the same, and nobody else can press what stands there', async () => {
    const { discord, person } = await atDiscord();
    const { user } = person('ana');
    const ana = discord.person(user, discord.openDm(user));
    await ana.slash('generate', { prompt: 'a secret' }).answered;
    const shown = await discord.until(() =>
      discord.messages(ana.channel.id).find((one) => one.attachments.length > 0),
    );
    const ben = person('ben');
    const other = await (async () => {
      await ben.slash('generate', { prompt: 'mine' }).answered;
      return discord.until(() => discord.messages(ben.channel.id).findLast(isHeader));
    })();
    const details = shown.customIds.find((id) => id.includes(':details:')) ?? '';
    const forged = ben.press(other.id, details);
    await forged.answered;
    expect(privateText(forged)).toContain('not here any more');
  });

  it('nobody sees from their own what stands in somebody else’s', async () => {
    const { discord, person } = await atDiscord();
    const inDm = async (name: string, prompt: string) => {
      const { user } = person(name);
      const who = discord.person(user, discord.openDm(user));
      await who.slash('generate', { prompt }).answered;
      const header = await discord.until(() => discord.messages(who.channel.id).find(isHeader));
      return { who, header };
    };
    const ana = await inDm('ana', 'a secret');
    const ben = await inDm('ben', 'mine');
    const details = ana.header.customIds.find((id) => id.includes(':pair_details:')) ?? '';
    const forged = ben.who.press(ben.header.id, details);
    await forged.answered;
    expect(privateText(forged)).toContain('not here any more');
  });
});

describe('direct messages', () => {
  it('are closed by a rule of their own, but to the hub’s admins', async () => {
    const { discord, person, store, hub } = await atDiscord();
    store().access.putRules('dm', { roles: ['none'], channels: [] });
    const { user } = person('ana');
    const ana = discord.person(user, discord.openDm(user));
    const sent = ana.slash('generate', { prompt: 'a secret' });
    await sent.answered;
    expect(privateText(sent)).toContain('open to certain roles only');
    await hub.restartWith({ ADMIN_USERS: `discord:${user.id}` });
    const again = ana.slash('generate', { prompt: 'a secret' });
    const { message } = await again.answered;
    expect(message && isHeader(message)).toBe(true);
  });
});
