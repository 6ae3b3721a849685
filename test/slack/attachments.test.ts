import { describe, expect, it } from 'vitest';
import { isSlackFile, SlackAttachments } from '../../src/bots/slack/attachments.ts';
import { slackClient } from '../../src/bots/slack/client.ts';
import { say } from '../../src/core/words/words.ts';
import { UserError } from '../../src/core/words/user-error.ts';
import { seat } from '../fakes/slack/kit.ts';

const PATIENT = new AbortController().signal;

async function aFetcher() {
  const seated = await seat();
  const { slack, ana } = seated;
  const { botToken, apiUrl } = slack;
  const fetcher = new SlackAttachments({
    client: slackClient({ botToken, apiUrl }),
    botToken,
    apiUrl,
  });
  const file = slack.world.files.addOfPerson(ana.user.id, 'mine.png', Buffer.from('bytes'));
  const attachment = { name: 'mine.png', bytes: 5, source: file.id };
  const get = (source = file.id, maxBytes = 100, signal = PATIENT) =>
    fetcher.fetch({ ...attachment, source }, maxBytes, signal);
  return { ...seated, file, get };
}

/** What the person is told. */
async function told(fetching: Promise<unknown>): Promise<string> {
  const refused = await fetching.then(
    () => 'nothing was refused',
    (cause: unknown) =>
      cause instanceof UserError ? say(cause, 'en') : `not for people: ${String(cause)}`,
  );
  return refused;
}

describe('an attachment', () => {
  it('is fetched by its id, with the token', async () => {
    const { get } = await aFetcher();
    expect(Buffer.from(await get()).toString()).toBe('bytes');
  });

  it('that is a stub in a shared channel is fetched like any other', async () => {
    const { slack, ana, get } = await aFetcher();
    const { files } = slack.world;
    const stub = files.addOfPerson(ana.user.id, 'a.png', Buffer.from('abc'), 'check_file_info');
    expect(Buffer.from(await get(stub.id)).toString()).toBe('abc');
  });

  it.each([
    ['in a channel where the app is not', { error: 'file_not_found' }, 'files.info'],
    ['that was deleted', { error: 'file_deleted' }, 'files.info'],
    ['that leads elsewhere', { redirectTo: 'https://studio.slack.com/?redir=x' }, 'files-pri'],
  ] as const)('%s is refused with what to do', async (_, how, method) => {
    const { slack, get } = await aFetcher();
    slack.fail({ method, how });
    expect(await told(get())).toBe(
      'I cannot read “mine.png”: invite me to the channel where it was shared (type /invite @ and my name there), or attach the image itself.',
    );
  });

  it('that answers with the page to sign in is refused so too', async () => {
    const { slack, get, file } = await aFetcher();
    // Slack's file host does not know this file.
    slack.fail({
      method: 'files.info',
      how: answering(slack.apiUrl, '/files-pri/T-F0NOBODY1/a.png'),
    });
    expect(await told(get(file.id))).toContain('invite me to the channel');
  });

  it.each([
    'https://evil.example/a.png',
    'https://slack.com.evil.example/a.png',
    'https://evilslack.com/a.png',
    'https://files.slack.com@evil.example/a.png',
    'http://files.slack.com/a.png',
    'https://files.slack.com:8443/a.png',
    'file:///etc/passwd',
  ])('that is kept at %s gets no token', async (address) => {
    const { slack, get } = await aFetcher();
    slack.fail({ method: 'files.info', how: answer(address) });
    expect(await told(get())).toBe(
      '“mine.png” is kept outside of this chat, and I fetch nothing from there: attach the image itself.',
    );
  });

  it('without an address, or with no id of a file, is refused', async () => {
    const { slack, get, count } = { ...(await aFetcher()), count: 0 };
    expect(await told(get('https://evil.example/'))).toContain('could not be fetched');
    expect(slack.calls).toHaveLength(count);
    slack.fail({ method: 'files.info', how: answer(undefined) });
    expect(await told(get())).toContain('invite me to the channel');
  });

  it('larger than it may be is refused before its bytes are asked for', async () => {
    const { get } = await aFetcher();
    expect(await told(get(undefined, 4))).toContain('mine.png');
  });

  it('that Slack does not give is a failure of Slack', async () => {
    const { slack, get } = await aFetcher();
    slack.fail({ method: 'files-pri', how: { status: 503 } });
    await expect(get()).rejects.toThrow('Slack answered 503');
    slack.fail({ method: 'files.info', how: { status: 500 } });
    await expect(get()).rejects.not.toBeInstanceOf(UserError);
  });

  it('is waited for no longer than somebody wants it', async () => {
    const { slack, get, file } = await aFetcher();
    const held = slack.hold('files.info');
    const controller = new AbortController();
    const getting = get(file.id, 100, controller.signal);
    controller.abort(new Error('enough'));
    await expect(getting).rejects.toThrow('enough');
    held.release();
  });
});

/** `files.info` says that the file is at this address. */
function answer(address: string | undefined) {
  const file = { id: 'F0000000009', name: 'mine.png', size: 5, url_private: address };
  return { instead: { ok: true, file } } as const;
}

function answering(apiUrl: string, path: string) {
  return answer(new URL(path, apiUrl).toString());
}

describe('an address', () => {
  it('of Slack’s hosts gets the token, and of its API’s own host', () => {
    expect(isSlackFile('https://files.slack.com/files-pri/T1-F1/a.png', null)).toBe(true);
    expect(isSlackFile('https://studio.slack.com/files/a.png', null)).toBe(true);
    expect(isSlackFile('http://127.0.0.1:9/files-pri/a', 'http://127.0.0.1:9/api')).toBe(true);
    expect(isSlackFile('http://127.0.0.1:8/files-pri/a', 'http://127.0.0.1:9/api')).toBe(false);
    expect(isSlackFile('http://127.0.0.1:9/files-pri/a', null)).toBe(false);
    expect(isSlackFile('nonsense', null)).toBe(false);
  });
});
