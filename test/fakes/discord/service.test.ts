import { describe, expect, test } from 'vitest';
import { GENERATE, got, seat } from './kit.ts';
import { PERMISSION } from './permissions.ts';
import { file } from './samples.ts';

describe('permissions', () => {
  test('to see, post, attach and read are each needed', async () => {
    const { channel, post, edit, ask } = await seat();
    const { json } = await post({ content: 'x' });
    channel.deny(PERMISSION.attachFiles);
    expect((await post({}, [file('a.png')])).code).toBe(50013);
    channel.deny(PERMISSION.readMessageHistory);
    expect((await post({ content: 'x', message_reference: { message_id: json.id } })).code).toBe(
      50035,
    );
    expect((await ask('GET', `/channels/${channel.id}/messages`)).json).toEqual([]);
    channel.deny(PERMISSION.sendMessages);
    expect((await post({ content: 'x' })).code).toBe(50013);
    expect((await edit(json.id, { content: 'y' })).status).toBe(200);
    channel.deny(PERMISSION.viewChannel);
    expect((await edit(json.id, { content: 'y' })).code).toBe(50001);
    expect((await ask('GET', `/channels/${channel.id}/messages`)).code).toBe(50001);
    channel.allow();
    expect((await post({ content: 'x' })).status).toBe(200);
  });

  test('in a thread are its own', async () => {
    const { guild, channel, ask } = await seat();
    const thread = guild.addChannel({
      name: 'talk',
      parent: channel,
      denied: PERMISSION.sendMessages,
    });
    const path = `/channels/${thread.id}/messages`;
    expect((await ask('POST', path, { content: 'x' })).status).toBe(200);
    thread.deny(PERMISSION.sendMessagesInThreads);
    expect((await ask('POST', path, { content: 'x' })).code).toBe(50013);
  });

  test('of a person who refuses direct messages', async () => {
    const { discord, user, ask } = await seat();
    const open = () => ask('POST', '/users/@me/channels', { recipient_id: user.id });
    const { json } = await open();
    expect(json).toMatchObject({ type: 1, id: discord.openDm(user).id });
    user.refusesDms = true;
    expect((await open()).code).toBe(50007);
    expect((await ask('POST', `/channels/${json.id}/messages`, { content: 'x' })).code).toBe(50007);
  });

  test('end with the server', async () => {
    const { discord, guild, post } = await seat();
    discord.removeGuild(guild);
    expect((await post({ content: 'x' })).code).toBe(50001);
  });
});

describe('history', () => {
  test('comes newest first, in pages', async () => {
    const { channel, post, ask } = await seat();
    const ids: string[] = [];
    for (const content of ['a', 'b', 'c', 'd']) ids.push((await post({ content })).json.id);
    const page = async (query: string) => {
      const { json } = await ask('GET', `/channels/${channel.id}/messages?${query}`);
      return json.map((one: { content: string }) => one.content).join('');
    };
    expect(await page('')).toBe('dcba');
    expect(await page('limit=2')).toBe('dc');
    expect(await page(`before=${ids[2]}&limit=1`)).toBe('b');
    expect(await page(`after=${ids[0]}&limit=2`)).toBe('cb');
    expect(await page(`around=${ids[1]}&limit=3`)).toBe('cba');
    const refused = await ask('GET', `/channels/${channel.id}/messages?limit=101`);
    expect(refused.code).toBe(50035);
  });

  test('of reactions comes by emoji and person', async () => {
    const { discord, guild, channel, user, ana, post, ask } = await seat();
    const { json } = await post({ content: 'x' });
    const ben = discord.addUser({ name: 'ben' });
    guild.addMember(ben);
    ana.react(json.id, '❤️');
    ana.react(json.id, '<:cat:123>');
    discord.person(ben, channel).react(json.id, '❤️');
    const path = `/channels/${channel.id}/messages/${json.id}`;
    const hearts = await ask('GET', `${path}/reactions/${encodeURIComponent('❤️')}?limit=1`);
    expect(hearts.json).toMatchObject([{ id: user.id }]);
    const rest = await ask('GET', `${path}/reactions/${encodeURIComponent('❤️')}?after=${user.id}`);
    expect(rest.json).toMatchObject([{ id: ben.id }]);
    expect((await ask('GET', `${path}/reactions/cat:123`)).json).toHaveLength(1);
    ana.react(json.id, '🎨', { burst: true });
    const burst = await ask('GET', `${path}/reactions/${encodeURIComponent('🎨')}?type=1`);
    expect(burst.json).toMatchObject([{ id: user.id }]);
    ana.unreact(json.id, '🎨', { burst: true });
    ana.unreact(json.id, '<:cat:123>');
    const { reactions } = (await ask('GET', path)).json;
    expect(reactions).toMatchObject([{ emoji: { name: '❤️' }, count: 2, me: false }]);
  });
});

describe('the rest of the service', () => {
  test('asks for the token, and forgets it when it is revoked', async () => {
    const { discord, ask } = await seat();
    const bare = await got(await fetch(`${discord.apiUrl}/v10/users/@me`));
    expect(bare.status).toBe(401);
    expect((await ask('GET', '/users/@me')).json.id).toBe(discord.botId);
    discord.revokeToken();
    expect((await ask('GET', '/users/@me')).status).toBe(401);
  });

  test('names its servers, members and itself', async () => {
    const { discord, guild, user, ask } = await seat();
    guild.setBotPermissions(PERMISSION.viewChannel);
    expect((await ask('GET', '/users/@me/guilds')).json).toMatchObject([{ permissions: '1024' }]);
    expect((await ask('GET', `/guilds/${guild.id}`)).json.name).toBe('Home');
    const member = await ask('GET', `/guilds/${guild.id}/members/${user.id}`);
    expect(member.json.user.global_name).toBe('Ana');
    discord.interactionsEndpointUrl = 'https://bot.example/interactions';
    const { json } = await ask('GET', '/applications/@me');
    expect(json.interactions_endpoint_url).toBe('https://bot.example/interactions');
  });

  test('counts requests a channel once limits are on', async () => {
    const { clock, discord, post, ask, channel } = await seat();
    expect((await post({ content: 'x' })).headers.get('x-ratelimit-remaining')).toBe('49');
    discord.limits = { channelMessages: { limit: 2, perMs: 5000 } };
    await post({ content: 'x' });
    const last = await post({ content: 'x' });
    expect(last.headers.get('x-ratelimit-remaining')).toBe('0');
    const refused = await post({ content: 'x' });
    expect(refused).toMatchObject({ status: 429, json: { retry_after: 5, global: false } });
    expect(refused.headers.get('x-ratelimit-scope')).toBe('user');
    expect((await ask('GET', `/channels/${channel.id}/messages`)).status).toBe(200);
    await clock.advance(5000);
    expect((await post({ content: 'x' })).status).toBe(200);
  });
});

describe('the filters', () => {
  test('refuse words, links and pictures, in new messages and in edits, and change nothing', async () => {
    const { discord, channel, post, edit, ask, user } = await seat();
    const { json } = await post({ content: 'fine' });
    Object.assign(discord.filters, { links: /evil\.example/u, words: /rude/u, pictures: true });
    const link = await post({ content: 'see https://evil.example/x' });
    expect([link.status, link.json]).toEqual([
      400,
      { code: 240_000, message: 'Message blocked by harmful links filter' },
    ]);
    expect((await edit(json.id, { content: 'a rude word' })).json).toEqual({
      code: 200_000,
      message: 'Message was blocked by automatic moderation',
    });
    expect((await post({ content: 'x' }, [file('a.png')])).json).toEqual({
      code: 20_009,
      message: 'Explicit content cannot be sent to the desired recipient(s)',
    });
    const dm = await ask('POST', '/users/@me/channels', { recipient_id: user.id });
    expect((await ask('POST', `/channels/${dm.json.id}/messages`, { content: 'rude' })).code).toBe(
      200_000,
    );
    expect(discord.messages(channel.id).map((one) => one.content)).toEqual(['fine']);
    expect(discord.violations).toEqual([]);
  });

  test('refuse the answer to a command, which may then be answered in another way', async () => {
    const { discord, register, ana, ask } = await seat();
    await register([GENERATE]);
    discord.filters.words = /rude/u;
    const sent = ana.slash('generate', { prompt: 'a rude cat' });
    const path = `/interactions/${sent.id}/${sent.token}/callback`;
    const answer = (content: string) => ask('POST', path, { type: 4, data: { content } });
    expect((await answer('a rude cat')).code).toBe(200_000);
    expect(sent.answer).toBeUndefined();
    expect((await answer('no')).status).toBe(204);
  });
});

describe('reactions', () => {
  test('are told apart by the exact emoji, and super ones beside normal ones', async () => {
    const { post, ana, ask, channel } = await seat();
    const { json } = await post({ content: 'x' });
    for (const emoji of ['👍', '👍🏽', '❤️', '❤', '<:party:123>']) ana.react(json.id, emoji);
    ana.react(json.id, '👍', { burst: true });
    const path = `/channels/${channel.id}/messages/${json.id}`;
    const read = await ask('GET', path);
    const shown = read.json.reactions.map(
      (one: { emoji: { name: string }; count_details: unknown }) => [
        one.emoji.name,
        one.count_details,
      ],
    );
    const one = { normal: 1, burst: 0 };
    expect(shown).toEqual([
      ['👍', { normal: 1, burst: 1 }],
      ['👍🏽', one],
      ['❤️', one],
      ['❤', one],
      ['party', one],
    ]);
    const list = async (emoji: string, type: number) => {
      const { json: users } = await ask(
        'GET',
        `${path}/reactions/${encodeURIComponent(emoji)}?type=${type}`,
      );
      return users.length;
    };
    expect([await list('👍', 0), await list('👍', 1)]).toEqual([1, 1]);
    expect([await list('👍🏽', 0), await list('👍🏽', 1)]).toEqual([1, 0]);
    expect(await list('👎', 0)).toBe(0);
    expect((await ask('GET', `${path}/reactions/thumbsup?type=0`)).code).toBe(10_014);
  });
});

describe('a person’s file', () => {
  test('has the type that was declared, or none', async () => {
    const { register, ana } = await seat();
    await register([GENERATE]);
    const bytes = new Uint8Array(8);
    const attachments = (type?: string) => ({
      reference: { name: 'photo.jpeg', bytes, ...(type !== undefined && { type }) },
    });
    const seen = (sent: ReturnType<typeof ana.slash>) => {
      const data = JSON.parse(JSON.stringify(sent.payload['data']));
      return Object.values<{ content_type?: string }>(data.resolved.attachments)[0];
    };
    const values = { prompt: 'a cat' };
    const typed = ana.slash('generate', values, { attachments: attachments('image/jpg') });
    expect(seen(typed)).toHaveProperty('content_type', 'image/jpg');
    const untyped = ana.slash('generate', values, { attachments: attachments() });
    expect(seen(untyped)).not.toHaveProperty('content_type');
  });
});

describe('faults', () => {
  test('answer in the place of the service, as often as asked', async () => {
    const { discord, channel, post } = await seat();
    const path = /\/messages$/u;
    discord.fail({ path, how: { status: 502 } });
    discord.fail({ path, how: { code: 50013, status: 403 } });
    discord.fail({ method: 'POST', path, how: { rateLimit: 'global', afterMs: 20 } });
    expect((await post({ content: 'x' })).status).toBe(502);
    expect((await post({ content: 'x' })).code).toBe(50013);
    expect((await post({ content: 'x' })).json).toMatchObject({ global: true, retry_after: 0.02 });
    expect(discord.messages(channel.id)).toEqual([]);
    expect((await post({ content: 'x' })).status).toBe(200);
    expect(discord.requests.map((one) => one.status)).toEqual([502, 403, 429, 200]);
  });

  test('cut before or after the deed', async () => {
    const { discord, channel, post } = await seat();
    discord.fail({ path: /messages/u, how: 'cut' });
    await expect(post({ content: 'x' })).rejects.toThrow('fetch failed');
    expect(discord.messages(channel.id)).toEqual([]);
    discord.fail({ path: /messages/u, how: 'close-after' });
    await expect(post({ content: 'x' })).rejects.toThrow('fetch failed');
    expect(discord.messages(channel.id)).toHaveLength(1);
    discord.fail({ path: /messages/u, how: 'torn-after' });
    await expect(post({ content: 'x' })).rejects.toThrow();
    discord.fail({ path: /messages/u, how: { lost: 504 } });
    expect((await post({ content: 'x' })).status).toBe(504);
    expect(discord.messages(channel.id)).toHaveLength(3);
  });

  test('make an answer late', async () => {
    const { discord, channel, post } = await seat();
    discord.fail({ path: /messages$/u, how: { slowMs: 20 } });
    const posting = post({ content: 'x' });
    await discord.until(() => discord.messages(channel.id).length === 1);
    expect((await posting).status).toBe(200);
  });

  test('hold an answer after the deed', async () => {
    const { discord, channel, post } = await seat();
    const held = discord.hold(/messages$/u);
    const order: string[] = [];
    const posting = post({ content: 'x' }).then(() => order.push('answered'));
    await held.seen;
    expect(discord.messages(channel.id)).toHaveLength(1);
    order.push('released');
    held.release();
    await posting;
    expect(order).toEqual(['released', 'answered']);
  });

  test('are told apart from what the client does', async () => {
    const { register, discord } = await seat();
    await register([GENERATE]);
    expect(discord.violations).toEqual([]);
  });
});
