import { describe, expect, it } from 'vitest';
import { QUIET, seat } from './kit.ts';

const said = (words: string) => ({ text: words, ...QUIET });

describe('the Web API', () => {
  it('refuses other tokens, other methods and unknown arguments', async () => {
    const { call, slack } = await seat();
    expect((await call('auth.test', {}, 'xoxb-other')).error).toBe('invalid_auth');
    expect((await call('auth.test', {}, slack.appToken)).error).toBe('not_allowed_token_type');
    expect((await call('chat.shout')).error).toBe('unknown_method');
    expect((await call('auth.test', { loud: true })).error).toBe('invalid_arguments');
    slack.revokeTokens();
    expect((await call('auth.test')).error).toBe('invalid_auth');
    expect(slack.violations).toHaveLength(2);
  });

  it('names the scope that is missing, and those that were granted', async () => {
    const { call, slack, channel } = await seat();
    slack.scopes.delete('chat:write');
    const refused = await call('chat.postMessage', { channel: channel.id, ...said('x') });
    expect(refused).toMatchObject({ error: 'missing_scope', needed: 'chat:write' });
    expect((await call('auth.test')).headers.get('x-oauth-scopes')).toContain('files:write');
    slack.scopes.delete('groups:history');
    const secret = slack.addChannel({ kind: 'private' });
    expect(await call('conversations.history', { channel: secret.id })).toMatchObject({
      error: 'missing_scope',
      needed: 'groups:history',
    });
    expect((await call('conversations.history', { channel: channel.id })).ok).toBe(true);
  });

  it('knows what is switched off in the settings of the app', async () => {
    const { call, slack, ana } = await seat();
    slack.socketMode = false;
    const opened = await call('apps.connections.open', {}, slack.appToken);
    expect(opened.ok).toBe(true);
    expect(opened.response_metadata.messages).toEqual(['[WARN] Socket Mode is not turned on.']);
    slack.world.messagesTab = false;
    const { channel } = await call('conversations.open', { users: ana.user.id });
    const refused = await call('chat.postMessage', { channel: channel.id, ...said('x') });
    expect(refused.error).toBe('messages_tab_disabled');
    expect(slack.violations).toEqual([]);
  });

  it('limits calls by the method, and posts by the channel', async () => {
    const { call, channel, clock, slack } = await seat();
    const other = slack.addChannel();
    const post = (id: string) => call('chat.postMessage', { channel: id, ...said('x') });
    for (let n = 0; n < 5; n += 1) expect((await post(channel.id)).ok).toBe(true);
    const limited = await post(channel.id);
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '5']);
    expect((await post(other.id)).ok).toBe(true);
    await clock.advance(5_000);
    expect((await post(channel.id)).ok).toBe(true);
    const look = () => call('conversations.history', { channel: channel.id });
    for (let n = 0; n < 50; n += 1) await look();
    expect((await look()).status).toBe(429);
  });
});

describe('a message', () => {
  it('is posted, edited and deleted in channels that the app is in', async () => {
    const { call, slack, channel } = await seat();
    const { ts } = await call('chat.postMessage', { channel: channel.id, ...said('hello') });
    await call('chat.update', { channel: channel.id, ts, text: 'changed', parse: 'none' });
    expect(slack.messages(channel).map((one) => one.text)).toEqual(['changed']);
    await call('chat.delete', { channel: channel.id, ts });
    expect(slack.messages(channel)).toEqual([]);
    expect((await call('chat.delete', { channel: channel.id, ts })).error).toBe(
      'message_not_found',
    );
    expect(slack.violations).toEqual([]);
  });

  it.each([
    ['not_in_channel', { joined: false }],
    ['channel_not_found', { joined: false, kind: 'private' as const }],
  ])('is refused as %s where the app is no member', async (error, options) => {
    const { call, slack } = await seat();
    const there = slack.addChannel(options);
    expect((await call('chat.postMessage', { channel: there.id, ...said('x') })).error).toBe(error);
    slack.invite(there);
    expect((await call('chat.postMessage', { channel: there.id, ...said('x') })).ok).toBe(true);
  });

  it('is refused where nobody may post, and in an archived channel', async () => {
    const { call, channel, ana, slack } = await seat();
    slack.rates.on = false;
    const post = async (more: object = {}) =>
      (await call('chat.postMessage', { channel: channel.id, ...said('x'), ...more })).error;
    channel.posting = 'admins';
    expect(await post()).toBe('restricted_action_read_only_channel');
    channel.posting = 'threads';
    expect(await post()).toBe('restricted_action_thread_only_channel');
    expect(await post({ thread_ts: ana.say('look').ts })).toBeUndefined();
    channel.posting = 'unthreaded';
    expect(await post({ thread_ts: ana.say('look').ts })).toBe(
      'restricted_action_non_threadable_channel',
    );
    expect(await post()).toBeUndefined();
    channel.archived = true;
    expect(await post()).toBe('is_archived');
  });

  it('replies only to a message that stands and that everybody sees', async () => {
    const { call, channel, ana, slack } = await seat();
    const reply = async (ts: string) =>
      (await call('chat.postMessage', { channel: channel.id, ...said('x'), thread_ts: ts })).error;
    const parent = ana.say('look');
    expect(await reply(parent.ts)).toBeUndefined();
    expect(await reply('1.000001')).toBe('thread_not_found');
    const gone = ana.say('wrong');
    slack.deleteMessage(channel, gone.ts);
    expect(await reply(gone.ts)).toBe('thread_not_found');
    const to = { channel: channel.id, user: ana.user.id, text: 'x' };
    const { message_ts: whispered } = await call('chat.postEphemeral', to);
    expect(await reply(whispered)).toBe('cannot_reply_to_message');
    expect(slack.violations).toEqual([]);
    await reply(ana.say('a reply', [], parent.ts).ts);
    expect(slack.violations).toEqual(['a post in a thread must name its first message']);
  });

  it('needs a text, and is never too long when it is edited', async () => {
    const { call, channel } = await seat();
    const blocks = [{ type: 'divider' }];
    expect((await call('chat.postMessage', { channel: channel.id, blocks, ...QUIET })).error).toBe(
      'no_text',
    );
    const { ts } = await call('chat.postMessage', { channel: channel.id, ...said('x') });
    const long = { channel: channel.id, ts, text: 'x'.repeat(4_001), parse: 'none' };
    expect((await call('chat.update', long)).error).toBe('msg_too_long');
  });

  it('notes posts that unfurl, edits that parse, and pictures that an edit adds', async () => {
    const { call, channel, slack, upload, clock } = await seat();
    const id = await upload();
    await clock.advance(400);
    const { ts } = await call('chat.postMessage', { channel: channel.id, text: 'x' });
    const blocks = [{ type: 'image', alt_text: 'a', slack_file: { id } }];
    await call('chat.update', { channel: channel.id, ts, text: 'x', blocks });
    expect(slack.violations).toEqual([
      'a post must say unfurl_links: false, unfurl_media: false',
      'an update must say parse: none',
      `an update first shows ${id}: it shows as missing`,
    ]);
  });

  it('carries metadata, which history gives in full only when asked', async () => {
    const { call, channel } = await seat();
    const metadata = { event_type: 'post', event_payload: { id: 'p1' } };
    await call('chat.postMessage', { channel: channel.id, ...said('x'), metadata });
    const page = { channel: channel.id };
    const bare = await call('conversations.history', page);
    expect(bare.messages[0].metadata).toEqual({ event_type: 'post' });
    const full = await call('conversations.history', { ...page, include_all_metadata: true });
    expect(full.messages[0].metadata).toEqual(metadata);
  });

  it('only for one person shows no file, and needs them in the channel', async () => {
    const { call, channel, ana, slack, upload, clock } = await seat();
    const id = await upload();
    await clock.advance(400);
    const to = { channel: channel.id, user: ana.user.id, text: 'x' };
    const blocks = [{ type: 'image', alt_text: 'a', slack_file: { id } }];
    expect((await call('chat.postEphemeral', { ...to, blocks })).error).toBe('invalid_blocks');
    expect((await call('chat.postEphemeral', to)).ok).toBe(true);
    const ben = slack.addUser({ name: 'ben' });
    expect((await call('chat.postEphemeral', { ...to, user: ben.id })).error).toBe(
      'user_not_in_channel',
    );
    expect(slack.messages(channel)).toEqual([]);
    expect(ana.sees()).toHaveLength(1);
  });
});

describe('history', () => {
  it('comes in pages, the newest first, shorter than asked, without replies', async () => {
    const { call, channel, slack, ana } = await seat();
    slack.rates.on = false;
    const first = ana.say('the first');
    for (let n = 0; n < 30; n += 1) ana.say(`${n}`);
    ana.say('a reply', [], first.ts);
    const page = { channel: channel.id, limit: 20 };
    const one = await call('conversations.history', page);
    expect([one.messages.length, one.has_more, one.messages[0].text]).toEqual([19, true, '29']);
    const { next_cursor: cursor } = one.response_metadata;
    const two = await call('conversations.history', { ...page, cursor });
    expect([two.messages.length, two.has_more, two.messages.at(-1).text]).toEqual([
      12,
      false,
      'the first',
    ]);
    const replies = await call('conversations.replies', { channel: channel.id, ts: first.ts });
    expect(replies.messages.map((each: { text: string }) => each.text)).toEqual([
      'the first',
      'a reply',
    ]);
    expect((await call('conversations.history', { ...page, cursor: 'x' })).error).toBe(
      'invalid_cursor',
    );
  });

  it('cuts the people of a reaction, though the count is right; reactions.get lists all', async () => {
    const { call, channel, slack, ana } = await seat();
    const { ts } = ana.say('look');
    for (let n = 0; n < 60; n += 1)
      slack.person(slack.addUser({ name: `p${n}` }), channel).react(ts, 'fire');
    const { messages } = await call('conversations.history', { channel: channel.id });
    expect([messages[0].reactions[0].count, messages[0].reactions[0].users.length]).toEqual([
      60, 50,
    ]);
    const all = await call('reactions.get', { channel: channel.id, timestamp: ts, full: true });
    expect(all.message.reactions[0].users).toHaveLength(60);
  });
});

describe('people', () => {
  it('of other teams and deleted ones have no fields of admins; a locale comes when asked', async () => {
    const { call, slack, ana } = await seat();
    const info = async (user: string, more: object = {}) =>
      (await call('users.info', { user, ...more })).user;
    expect(await info(ana.user.id)).toMatchObject({ is_admin: true, is_restricted: false });
    expect(await info(ana.user.id)).not.toHaveProperty('locale');
    expect(await info(ana.user.id, { include_locale: true })).toMatchObject({ locale: 'en-US' });
    const partner = slack.addUser({ name: 'pia', team: 'T0PARTNER1', role: 'owner' });
    expect(await info(partner.id)).not.toHaveProperty('is_admin');
    const gone = slack.addUser({ name: 'gus', role: 'admin', deleted: true });
    expect(await info(gone.id)).not.toHaveProperty('is_admin');
    expect((await call('users.info', { user: 'U0NOBODY' })).error).toBe('user_not_found');
  });
});

describe('a fault', () => {
  it.each([
    ['cut', 0],
    ['cut-after', 1],
    ['torn-after', 1],
  ] as const)('%s: the call fails, and %i message is there', async (how, there) => {
    const { call, channel, slack } = await seat();
    slack.fail({ method: 'chat.postMessage', how });
    await expect(call('chat.postMessage', { channel: channel.id, ...said('x') })).rejects.toThrow();
    expect(slack.messages(channel)).toHaveLength(there);
  });

  it('of a server in between hides what was done; a limit and an error do nothing', async () => {
    const { call, channel, slack } = await seat();
    const post = () => call('chat.postMessage', { channel: channel.id, ...said('x') });
    slack.fail({ method: 'chat.postMessage', how: { lost: 504 } });
    expect((await post()).status).toBe(504);
    slack.fail({ method: /^chat\./, how: { retryAfterS: 7 } });
    expect((await post()).headers.get('retry-after')).toBe('7');
    slack.fail({ method: 'chat.postMessage', how: { error: 'rate_limited' } });
    expect((await post()).error).toBe('rate_limited');
    expect(slack.messages(channel)).toHaveLength(1);
  });
});

describe('a response address', () => {
  it('serves five times in thirty minutes, also where the app is no member', async () => {
    const { slack, clock, ana } = await seat();
    const away = ana.in(slack.addChannel({ joined: false }));
    const url = String(away.command('/generate', 'x').payload['response_url']);
    const respond = async (body: object) => {
      const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
      return response.status;
    };
    for (let n = 0; n < 5; n += 1) expect(await respond({ text: 'no' })).toBe(200);
    expect(await respond({ text: 'no' })).toBe(404);
    expect(away.sees().map((one) => one.ephemeralFor)).toEqual(
      Array.from({ length: 5 }, () => ana.user.id),
    );
    const late = String(away.command('/generate', 'x').payload['response_url']);
    await clock.advance(30 * 60_000 + 1);
    expect((await fetch(late, { method: 'POST', body: '{"text":"x"}' })).status).toBe(404);
  });
});
