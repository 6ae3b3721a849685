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
