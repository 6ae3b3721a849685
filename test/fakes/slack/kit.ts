import { onTestFinished } from 'vitest';
import { FakeClock } from '../fake-clock.ts';
import { FakeSlack, type FakeSlackOptions } from './fake-slack.ts';

/** A workspace with one channel that the app is in, and an admin at a client; time is the test's. */
export async function seat(options: FakeSlackOptions = {}) {
  const clock = new FakeClock();
  const slack = await FakeSlack.start({ clock, ...options });
  onTestFinished(() => slack.close());
  const channel = slack.addChannel({ name: 'pictures' });
  const ana = slack.person(slack.addUser({ name: 'ana', role: 'admin' }), channel);
  /** Calls a method as the app, without its client. */
  const call = async (name: string, args: object = {}, token = slack.botToken) => {
    const response = await fetch(`${slack.apiUrl}${name}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(args),
    });
    const json = response.status === 200 ? loosely(await response.json()) : {};
    return { status: response.status, headers: response.headers, ...json };
  };
  /** A file that is uploaded; it is usable once Slack has examined it. */
  const upload = async (name = 'a.png', bytes = Buffer.from('abc')) => {
    const { upload_url: url, file_id: id } = await call('files.getUploadURLExternal', {
      filename: name,
      length: bytes.length,
    });
    await fetch(url, { method: 'POST', body: bytes });
    await call('files.completeUploadExternal', { files: [{ id }] });
    return String(id);
  };
  return { clock, slack, channel, ana, call, upload };
}

/** What every post must say. */
export const QUIET = { unfurl_links: false, unfurl_media: false } as const;

export const text = (shown: string) => ({ type: 'plain_text', text: shown }) as const;
export const button = (id: string, more: object = {}) => ({
  type: 'button',
  action_id: id,
  text: text('Go'),
  ...more,
});

/** A value that a test reads freely. */
// oxlint-disable-next-line typescript/no-explicit-any -- tests read answers freely
export function loosely(value: unknown): any {
  return value;
}
