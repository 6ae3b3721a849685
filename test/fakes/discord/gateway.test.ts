import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import type { FakeDiscord } from './fake-discord.ts';
import { INTENT } from './ground.ts';
import { loosely, seat } from './kit.ts';

/** A bare connection that keeps what it hears. */
async function connect(discord: FakeDiscord) {
  const socket = new WebSocket(`${discord.apiUrl.slice(0, -4)}/?v=10&encoding=json`);
  onTestFinished(() => socket.terminate());
  const heard: { op: number; t?: string; s?: number; d: unknown }[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data: Buffer) => {
    heard.push(loosely(JSON.parse(data.toString('utf8'))));
    for (const look of waiting) look();
  });
  const hear = (op: number, t?: string) =>
    new Promise<{ d: unknown }>((resolve) => {
      const look = () => {
        const found = heard.find((one) => one.op === op && (t === undefined || one.t === t));
        if (found) resolve(found);
      };
      waiting.add(look);
      look();
    });
  const say = (op: number, d: unknown) => socket.send(JSON.stringify({ op, d }));
  const closed = new Promise<number>((resolve) => {
    socket.once('close', resolve);
  });
  await once(socket, 'open');
  await hear(10);
  const identify = (intents: number, token = discord.token) =>
    say(2, { token, intents, properties: {}, shard: [0, 1] });
  return { socket, heard, hear, say, closed, identify };
}

const REACTIONS = INTENT.guilds | INTENT.guildMessageReactions;

describe('the gateway', () => {
  test('greets with READY and whole servers, and acknowledges beats', async () => {
    const { discord, guild } = await seat();
    discord.addGuild({ name: 'Away', ready: false });
    const { hear, say, identify, heard } = await connect(discord);
    identify(REACTIONS);
    const ready = await hear(0, 'READY');
    expect(ready.d).toMatchObject({ v: 10, user: { id: discord.botId } });
    expect(loosely(ready.d).guilds).toHaveLength(2);
    expect((await hear(0, 'GUILD_CREATE')).d).toMatchObject({ id: guild.id, member_count: 2 });
    say(1, null);
    await hear(11);
    expect(heard.filter((one) => one.t === 'GUILD_CREATE')).toHaveLength(1);
  });

  test.each([
    [4004, 'a wrong token', (c: Connection) => c.identify(1, 'nobody')],
    [4014, 'a privileged intent', (c: Connection) => c.identify(INTENT.messageContent)],
    [4013, 'an intent that is none', (c: Connection) => c.identify(1 << 27)],
    [4003, 'anything before IDENTIFY', (c: Connection) => c.say(4, {})],
    [4002, 'no JSON', (c: Connection) => c.socket.send('hello')],
  ])('closes with %i for %s', async (code, _what, act) => {
    const { discord } = await seat();
    const connection = await connect(discord);
    act(connection);
    expect(await connection.closed).toBe(code);
  });

  test('allows a privileged intent that the operator switched on', async () => {
    const { discord } = await seat();
    discord.gateway.allowedPrivileged = INTENT.messageContent;
    const { hear, identify } = await connect(discord);
    identify(INTENT.messageContent);
    await hear(0, 'READY');
  });

  test('refuses a second IDENTIFY within five seconds', async () => {
    const { discord } = await seat();
    const first = await connect(discord);
    first.identify(1);
    await first.hear(0, 'READY');
    const second = await connect(discord);
    second.identify(1);
    expect((await second.hear(9)).d).toBe(false);
    expect(discord.gateway.identifies).toBe(1);
  });

  test('sends only what the intents name, interactions always', async () => {
    const { discord, ana, post, register } = await seat();
    await register([{ name: 'say', description: 'Says' }]);
    const { identify, hear, heard } = await connect(discord);
    identify(REACTIONS);
    await hear(0, 'GUILD_CREATE');
    const { json } = await post({ content: 'x' });
    ana.react(json.id, '❤️');
    ana.unreact(json.id, '❤️');
    ana.slash('say');
    await hear(0, 'INTERACTION_CREATE');
    const events = heard.flatMap((one) => one.t ?? []);
    expect(events.slice(2)).toEqual([
      'MESSAGE_REACTION_ADD',
      'MESSAGE_REACTION_REMOVE',
      'INTERACTION_CREATE',
    ]);
    const [, , added, removed] = heard.filter((one) => one.op === 0);
    expect(added?.d).toMatchObject({ message_author_id: discord.botId, member: { nick: null } });
    expect(removed?.d).not.toHaveProperty('member');
  });

  test('shows messages of people without their words, and its own with the nonce', async () => {
    const { discord, user, ana, post } = await seat();
    const { identify, hear, heard } = await connect(discord);
    identify(INTENT.guilds | INTENT.guildMessages | INTENT.directMessages);
    await hear(0, 'READY');
    ana.say('secret');
    ana.say(`<@${discord.botId}> hi`);
    await post({ content: 'x', nonce: 'n' });
    ana.in(discord.openDm(user)).say('direct');
    ana.channel.deny(1n << 10n);
    ana.say('unseen');
    discord.addGuild({ name: 'Mark' });
    await hear(0, 'CHANNEL_UPDATE');
    await discord.until(() => heard.some((one) => loosely(one.d)?.name === 'Mark'));
    const created = heard.filter((one) => one.t === 'MESSAGE_CREATE').map((one) => one.d);
    expect(created).toMatchObject([
      { content: '' },
      { content: `<@${discord.botId}> hi` },
      { content: 'x', nonce: 'n' },
      { content: 'direct' },
    ]);
  });

  test('replays what a resuming client missed, by number', async () => {
    const { discord, ana } = await seat();
    const first = await connect(discord);
    first.identify(REACTIONS);
    await first.hear(0, 'GUILD_CREATE');
    const session = loosely((await first.hear(0, 'READY')).d).session_id;
    discord.gateway.drop({ resumable: true });
    ana.react(ana.say('x').id, '❤️');
    const second = await connect(discord);
    second.say(6, { token: discord.token, session_id: session, seq: 2 });
    await second.hear(0, 'RESUMED');
    expect(second.heard.flatMap((one) => one.t ?? [])).toEqual(['MESSAGE_REACTION_ADD', 'RESUMED']);
    const third = await connect(discord);
    third.say(6, { token: discord.token, session_id: 'other', seq: 2 });
    expect((await third.hear(9)).d).toBe(false);
  });

  test('forgets the session of a client that says goodbye', async () => {
    const { discord, ana, clock, register } = await seat();
    await register([{ name: 'say', description: 'Says' }]);
    const { identify, hear, socket } = await connect(discord);
    identify(REACTIONS);
    await hear(0, 'READY');
    socket.close(1000);
    await discord.until(() => discord.gateway.connected === 0);
    const i = ana.slash('say');
    await clock.advance(3000);
    await expect(i.answered).rejects.toThrow('no answer');
    expect(i.failed).toBe(true);
  });

  test('drops a client that does not beat', async () => {
    const { discord } = await seat();
    discord.gateway.heartbeatMs = 20;
    const { closed } = await connect(discord);
    expect(await closed).toBe(4009);
  });

  test('resets connections when told to', async () => {
    const { discord } = await seat();
    discord.gateway.refuse(1);
    await expect(connect(discord)).rejects.toThrow();
    await connect(discord);
  });
});

type Connection = Awaited<ReturnType<typeof connect>>;
