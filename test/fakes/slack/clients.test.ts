import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { button, QUIET, seat } from './kit.ts';

const row = (...ids: readonly string[]) => [
  { type: 'actions', elements: ids.map((id) => button(id)) },
];

/** An app at an address that acknowledges everything with this body. */
async function answering(body: object) {
  const { slack, ana } = await seat();
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  slack.deliverTo({ url: `http://127.0.0.1:${port}/slack/events` });
  await ana.command('/generate', 'a cat').answered;
  return { slack, ana };
}

describe('what comes with the acknowledgement of a command', () => {
  it('is said to the person alone', async () => {
    const { slack, ana } = await answering({ text: 'no', response_type: 'ephemeral' });
    expect(ana.sees().map((one) => [one.text, one.ephemeralFor])).toEqual([['no', ana.user.id]]);
    expect(slack.violations).toEqual([]);
  });

  it.each([
    [{ text: 'no', response_type: 'loud' }],
    [{ text: 'no', blocks: [{ type: 'carousel' }] }],
    [{ text: 'no', mood: 'bad' }],
  ])('is checked as a message is: %j', async (body) => {
    const { slack, ana } = await answering(body);
    expect(ana.sees()).toEqual([]);
    expect(slack.violations.join()).toContain('an acknowledgement:');
  });
});

it('a client that has not heard of an edit presses what the message showed before', async () => {
  const { call, slack, channel, ana } = await seat();
  const post = { channel: channel.id, text: 'x', ...QUIET };
  const { ts } = await call('chat.postMessage', { ...post, blocks: row('first') });
  const edit = { channel: channel.id, ts, text: 'x', parse: 'none' };
  await call('chat.update', { ...edit, blocks: row('second') });
  await call('chat.update', { ...edit, blocks: row('third') });
  expect(channel.find(ts)?.earlier).toMatchObject([...row('second'), ...row('first')]);
  for (const id of ['first', 'second', 'third']) {
    expect(ana.press(ts, id).payload).toMatchObject({ actions: [{ action_id: id }] });
  }
  expect(() => ana.press(ts, 'never')).toThrow('there is no never');
  expect(slack.violations).toEqual([]);
});
