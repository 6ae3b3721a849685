import {
  ButtonStyle,
  type ChatInputCommandInteraction,
  type Client,
  ComponentType,
  DiscordAPIError,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  type SendableChannels,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { describe, expect, test } from 'vitest';
import { logIn, next, running } from './client-kit.ts';
import type { FakeChannel } from './channel.ts';

describe('the real client', () => {
  test('answers a command with a message that it can edit', async () => {
    const { discord, client, channel, ana } = await running();
    const command = nextCommand(client);
    const i = ana.slash('generate', { prompt: 'a cat', count: 2 });
    const got = await command;
    expect(got.options.getString('prompt')).toBe('a cat');
    const { resource } = await got.reply({ content: 'here', withResponse: true });
    expect(resource?.message?.id).toBe((await i.answered).message?.id);
    await resource?.message?.edit({ content: 'there' });
    expect(discord.messages(channel.id)).toMatchObject([{ content: 'there', edits: 1 }]);
    expect(discord.violations).toEqual([]);
  });

  test('defers, edits and follows up', async () => {
    const { discord, client, ana } = await running();
    const command = nextCommand(client);
    const i = ana.slash('generate', { prompt: 'a cat' });
    const got = await command;
    await got.deferReply({ flags: MessageFlags.Ephemeral });
    await got.editReply({
      content: 'done',
      files: [{ attachment: Buffer.from('x'), name: 'x.txt' }],
    });
    await got.followUp({ content: 'more', flags: MessageFlags.Ephemeral });
    expect(ana.sees().map((one) => one.text)).toEqual(['done', 'more']);
    expect(i.original?.files).toMatchObject([{ name: 'x.txt' }]);
    await got.deleteReply();
    expect(ana.sees()).toHaveLength(1);
    expect(discord.violations).toEqual([]);
  });

  test('shows a form, reads it and updates the message it came from', async () => {
    const { discord, client, channel, ana } = await running();
    const type = ComponentType.Button;
    const edit = { type, style: ButtonStyle.Primary, label: 'Edit', customId: 'edit' } as const;
    const components = [{ type: ComponentType.ActionRow, components: [edit] }];
    const room = await sendable(client, channel);
    const message = await room.send({ content: 'x', components });
    const pressing = next(client, 'interactionCreate');
    const pressed = ana.press(message.id, 'edit');
    const [press] = await pressing;
    if (!press.isButton()) throw new Error('not a button');
    const field = new TextInputBuilder().setCustomId('prompt').setStyle(TextInputStyle.Short);
    const label = new LabelBuilder().setLabel('Prompt').setTextInputComponent(field);
    const modal = new ModalBuilder().setCustomId('form').setTitle('Edit').addLabelComponents(label);
    await press.showModal(modal);
    await pressed.answered;
    const submitting = next(client, 'interactionCreate');
    ana.submit(pressed, { prompt: 'a dog' });
    const [submit] = await submitting;
    if (!submit.isModalSubmit() || !submit.isFromMessage()) throw new Error('not a form');
    expect(submit.fields.getTextInputValue('prompt')).toBe('a dog');
    await submit.update({ content: 'a dog', components: [] });
    expect(discord.messages(channel.id)).toMatchObject([{ content: 'a dog' }]);
    expect(discord.violations).toEqual([]);
  });

  test('hears reactions to messages that it does not know', async () => {
    const { discord, client, user, ana } = await running();
    const said = ana.say('mine');
    const adding = next(client, 'messageReactionAdd');
    ana.react(said.id, '❤️');
    const [added, by] = await adding;
    expect([added.message.id, added.emoji.name, by.id]).toEqual([said.id, '❤️', user.id]);
    const removing = next(client, 'messageReactionRemove');
    ana.unreact(said.id, '❤️');
    expect((await removing)[0].message.id).toBe(said.id);
    const dm = ana.in(discord.openDm(user));
    // In direct messages the library drops reactions of channels that it has not met.
    await client.channels.fetch(dm.channel.id);
    const adding2 = next(client, 'messageReactionAdd');
    dm.react(dm.say('hi').id, '❤️');
    expect((await adding2)[0].message.channelId).toBe(dm.channel.id);
  });

  test('knows where it may write', async () => {
    const { client, channel } = await running();
    const may = async () => {
      const known = await client.channels.fetch(channel.id);
      if (!known || known.isDMBased() || !client.user) throw new Error('no channel');
      return known.permissionsFor(client.user)?.has('SendMessages');
    };
    expect(await may()).toBe(true);
    const changed = next(client, 'channelUpdate');
    channel.deny(1n << 11n);
    await changed;
    expect(await may()).toBe(false);
  });

  test('joins a server that comes later, complete', async () => {
    const { discord, client } = await running();
    const guild = discord.addGuild({ name: 'Later', ready: false });
    const channel = guild.addChannel({ name: 'hall', system: true });
    const joining = next(client, 'guildCreate');
    guild.setReady();
    const [joined] = await joining;
    expect([joined.id, joined.systemChannel?.id]).toEqual([guild.id, channel.id]);
    const leaving = next(client, 'guildDelete');
    discord.removeGuild(guild);
    expect((await leaving)[0].id).toBe(guild.id);
  });

  test('posts once with an enforced nonce although an answer is lost', async () => {
    const { discord, client, channel } = await running();
    const room = await sendable(client, channel);
    discord.fail({ method: 'POST', path: /messages$/u, how: 'cut-after' });
    await room.send({ content: 'once', nonce: 'n1', enforceNonce: true });
    discord.fail({ method: 'POST', path: /messages$/u, how: 'cut-after' });
    await room.send({ content: 'twice' });
    const texts = discord.messages(channel.id).map((one) => one.content);
    expect(texts).toEqual(['once', 'twice', 'twice']);
  });

  test('gets 40060 when the answer to its answer is lost', async () => {
    const { discord, client, ana } = await running();
    discord.fail({ path: /callback$/u, how: 'cut-after' });
    const command = nextCommand(client);
    const i = ana.slash('generate', { prompt: 'a cat' });
    const reply = (await command).reply({ content: 'x' });
    await expect(reply).rejects.toThrow(DiscordAPIError);
    await expect(reply).rejects.toMatchObject({ code: 40060 });
    expect((await i.answered).message?.content).toBe('x');
    expect(discord.violations).toEqual([]);
  });

  test('gives up when the peer closes, and waits out a rate limit', async () => {
    const { discord, client, channel } = await running();
    const room = await sendable(client, channel);
    discord.fail({ path: /messages$/u, how: 'close' });
    await expect(room.send({ content: 'x' })).rejects.toThrow();
    for (const rateLimit of ['route', 'global', 'shared'] as const) {
      discord.fail({ path: /messages$/u, how: { rateLimit, afterMs: 20 } });
      await room.send({ content: rateLimit });
    }
    expect(discord.requests.filter((one) => one.status === 429)).toHaveLength(3);
    expect(discord.messages(channel.id)).toHaveLength(3);
  });

  test('sees the same interaction twice when it is delivered twice', async () => {
    const { discord, client, ana } = await running();
    const seen: string[] = [];
    client.on('interactionCreate', (one: Interaction) => seen.push(one.id));
    const first = next(client, 'interactionCreate');
    const i = ana.slash('generate', { prompt: 'a cat' });
    await first;
    const second = next(client, 'interactionCreate');
    discord.gateway.redeliver(i);
    await second;
    expect(seen).toEqual([i.id, i.id]);
  });
});

describe('a session of the real client', () => {
  test('that is resumed misses nothing', async () => {
    const { discord, client, ana } = await running();
    const said = ana.say('mine');
    const adding = next(client, 'messageReactionAdd');
    discord.gateway.drop({ resumable: true });
    ana.react(said.id, '❤️');
    expect((await adding)[0].message.id).toBe(said.id);
    expect(discord.gateway).toMatchObject({ identifies: 1, resumes: 1, connected: 1 });
  });

  test('that is lost misses what happened meanwhile', async () => {
    const { discord, client, ana } = await running();
    const said = ana.say('mine');
    const heard: string[] = [];
    client.on('messageReactionAdd', (one) => heard.push(one.emoji.name ?? ''));
    discord.gateway.drop({ resumable: false });
    ana.react(said.id, '❤️');
    await discord.until(() => discord.gateway.identifies === 2);
    const adding = next(client, 'messageReactionAdd');
    ana.react(said.id, '🎨');
    await adding;
    expect(heard).toEqual(['🎨']);
  });

  test('comes back when it is asked to, also by an invalid session', async () => {
    const { discord, client } = await running();
    const { gateway } = discord;
    gateway.reconnect();
    await next(client, 'shardResume');
    gateway.invalidate({ resumable: true });
    await next(client, 'shardResume');
    gateway.invalidate({ resumable: false });
    await next(client, 'shardReady');
    expect(gateway).toMatchObject({ identifies: 2, resumes: 2, connected: 1 });
  });

  test('is begun anew when the first reconnection is reset', async () => {
    const { discord, client } = await running();
    discord.gateway.refuse(1);
    discord.gateway.drop({ resumable: true });
    await next(client, 'shardReady');
    expect(discord.gateway).toMatchObject({ identifies: 2, resumes: 0 });
  });

  test('is given up when nobody acknowledges its beats', async () => {
    const { discord } = await running();
    discord.gateway.heartbeatMs = 40;
    discord.gateway.reconnect();
    await discord.until(() => discord.gateway.resumes === 1);
    discord.gateway.silence();
    await discord.until(() => discord.gateway.connected === 0);
    discord.gateway.speak();
    await discord.until(() => discord.gateway.resumes === 2);
  });

  test('ends with the token', async () => {
    const { discord, client } = await running();
    const disconnected = next(client, 'shardDisconnect');
    discord.revokeToken();
    expect((await disconnected)[0].code).toBe(4004);
    await expect(logIn(discord)).rejects.toThrow('invalid token');
  });
});

async function nextCommand(client: Client): Promise<ChatInputCommandInteraction> {
  const [interaction] = await next(client, 'interactionCreate');
  if (!interaction.isChatInputCommand()) throw new Error('not a command');
  return interaction;
}

async function sendable(client: Client, { id }: FakeChannel): Promise<SendableChannels> {
  const channel = await client.channels.fetch(id);
  if (!channel?.isSendable()) throw new Error('not sendable');
  return channel;
}
