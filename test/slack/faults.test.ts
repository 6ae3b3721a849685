import { describe, expect, it } from 'vitest';
import { slackClient } from '../../src/bots/slack/client.ts';
import { ClosedError } from '../../src/core/ports/surface.ts';
import { atSurface, HEADER, IMAGE, textOf } from './surface-kit.ts';

describe('a post', () => {
  it.each([['cut-after'], ['torn-after'], [{ lost: 500 }], [{ lost: 504 }]] as const)(
    'whose answer is lost (%j) is found, with its file',
    async (how) => {
      const { surface, slack, target, pass, messages } = await atSurface();
      slack.fail({ method: 'chat.postMessage', how });
      await expect(pass(surface.post(target, IMAGE))).rejects.toMatchObject({ kind: 'unknown' });
      const [only] = messages();
      const found = await surface.find(target);
      expect(found?.id).toBe(only?.ts);
      expect(found?.memo).toBe(`{"file":"${/F0\w+/.exec(JSON.stringify(only?.blocks))?.[0]}"}`);
    },
  );

  it.each([['cut'], [{ status: 500 }], [{ status: 503 }]] as const)(
    'that did not happen (%j) is not found',
    async (how) => {
      const { surface, slack, target } = await atSurface();
      slack.fail({ method: 'chat.postMessage', how });
      await expect(surface.post(target, HEADER)).rejects.toMatchObject({ kind: 'unknown' });
      expect(await surface.find(target)).toBeUndefined();
    },
  );

  it('that reached nobody was surely not made', async () => {
    const { surface, slack, target } = await atSurface();
    await slack.close();
    await expect(surface.post(target, HEADER)).rejects.toMatchObject({ kind: 'transient' });
  });

  it.each([
    [{ retryAfterS: 7 }, 7_000],
    [{ error: 'rate_limited' }, 30_000],
    [{ error: 'message_limit_exceeded' }, 30_000],
  ] as const)('that is one too many (%j) comes later', async (how, retryAfterMs) => {
    const { surface, slack, target, messages } = await atSurface();
    slack.fail({ method: 'chat.postMessage', how });
    const expected = { kind: 'transient', retryAfterMs };
    await expect(surface.post(target, HEADER)).rejects.toMatchObject(expected);
    expect(messages()).toEqual([]);
  });

  it.each(['public', 'private'] as const)(
    'in a %s channel without the app says that it is not invited',
    async (kind) => {
      const { surface, slack, target } = await atSurface();
      const away = slack.addChannel({ joined: false, kind });
      const posting = surface.post(
        { ...target, place: { ...target.place, channel: away.id } },
        HEADER,
      );
      await expect(posting).rejects.toBeInstanceOf(ClosedError);
    },
  );

  it('in an archived channel, and where few may post, is forbidden', async () => {
    const { surface, target, channel } = await atSurface();
    const post = () => surface.post(target, HEADER);
    channel.posting = 'admins';
    await expect(post()).rejects.toMatchObject({
      kind: 'forbidden',
      message: expect.stringContaining('lets only some people post'),
    });
    channel.posting = 'threads';
    await expect(post()).rejects.toMatchObject({ kind: 'forbidden' });
    channel.archived = true;
    await expect(post()).rejects.toMatchObject({
      kind: 'forbidden',
      message: 'Slack: is_archived: the channel is archived',
    });
  });

  it('without a scope names it', async () => {
    const { surface, slack, target } = await atSurface();
    slack.scopes.delete('chat:write');
    await expect(surface.post(target, HEADER)).rejects.toMatchObject({
      kind: 'forbidden',
      message:
        'Slack: missing_scope: the app lacks chat:write: paste the manifest anew and reinstall the app',
    });
  });

  it('with a token that was taken back says what to do', async () => {
    const { surface, slack, target } = await atSurface();
    slack.revokeTokens();
    await expect(surface.post(target, HEADER)).rejects.toMatchObject({
      kind: 'forbidden',
      message: expect.stringContaining('SLACK_BOT_TOKEN is refused'),
    });
  });
});

describe('an edit', () => {
  it.each([['cut-after'], ['cut'], [{ lost: 500 }], [{ status: 503 }]] as const)(
    'whose answer is lost (%j) is simply made again',
    async (how) => {
      const { surface, slack, target, place, messages } = await atSurface();
      const { id, memo } = await surface.post(target, HEADER);
      const edit = () => surface.update(place, id, { ...HEADER, lines: [{ text: 'new' }] }, memo);
      slack.fail({ method: 'chat.update', how });
      await expect(edit()).rejects.toMatchObject({ kind: 'transient' });
      await edit();
      expect(messages().map(textOf).join()).toContain('new');
    },
  );

  it('of a deleted message says that it is gone', async () => {
    const { surface, slack, target, place, channel } = await atSurface();
    const { id, memo } = await surface.post(target, HEADER);
    slack.deleteMessage(channel, id);
    const editing = surface.update(place, id, HEADER, memo);
    await expect(editing).rejects.toMatchObject({ kind: 'gone' });
  });

  it.each([
    ['edit_window_closed', 'refused'],
    ['cant_update_message', 'refused'],
    ['msg_too_long', 'refused'],
    ['is_archived', 'forbidden'],
    ['not_in_channel', 'forbidden'],
  ])('that Slack refuses as %s is %s', async (error, kind) => {
    const { surface, slack, target, place } = await atSurface();
    const { id, memo } = await surface.post(target, HEADER);
    slack.fail({ method: 'chat.update', how: { error } });
    await expect(surface.update(place, id, HEADER, memo)).rejects.toMatchObject({ kind });
  });
});

describe('a removal', () => {
  it.each(['chat.delete', 'files.delete'])('is repeated when %s failed', async (method) => {
    const { surface, slack, target, pass, place, messages, stored } = await atSurface();
    const { id, memo } = await pass(surface.post(target, IMAGE));
    slack.fail({ method, how: 'cut-after' });
    await expect(surface.remove(place, id, memo)).rejects.toMatchObject({ kind: 'transient' });
    await surface.remove(place, id, memo);
    expect([messages(), stored()]).toEqual([[], []]);
  });
});

describe('the client', () => {
  it('tries once, and waits for no limit', async () => {
    const { slack, count } = await atSurface();
    // The address may come without its last slash.
    const apiUrl = slack.apiUrl.replace(/\/$/, '');
    const client = slackClient({ botToken: slack.botToken, apiUrl });
    slack.fail({ method: 'auth.test', how: { retryAfterS: 60 } });
    await expect(client.auth.test()).rejects.toThrow('60 seconds');
    slack.fail({ method: 'auth.test', how: { status: 500 } });
    await expect(client.auth.test()).rejects.toThrow('500');
    expect((await client.auth.test()).ok).toBe(true);
    expect(count('auth.test')).toBe(1);
  });
});
