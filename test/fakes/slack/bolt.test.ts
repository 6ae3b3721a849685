import { createServer } from 'node:http';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FakeSlack } from './fake-slack.ts';
import { text } from './kit.ts';

const FORM = {
  type: 'modal' as const,
  callback_id: 'form',
  title: text('Ask'),
  submit: text('Go'),
  blocks: [
    {
      type: 'input' as const,
      block_id: 'prompt',
      label: text('Prompt'),
      element: { type: 'plain_text_input' as const, action_id: 'value' },
    },
  ],
};

/** A small app that answers everything, by Bolt itself. */
async function anApp(mode: 'socket' | 'http') {
  const slack = await FakeSlack.start();
  const seen: string[] = [];
  const common = {
    token: slack.botToken,
    clientOptions: { slackApiUrl: slack.apiUrl },
    logLevel: LogLevel.ERROR,
    deferInitialization: true,
  };
  const receiver = new HTTPReceiver({
    signingSecret: slack.signingSecret,
    logLevel: LogLevel.ERROR,
  });
  const app =
    mode === 'http'
      ? new App({ ...common, receiver })
      : new App({ ...common, appToken: slack.appToken, socketMode: true });
  await app.init();
  app.command('/generate', async ({ ack, command, client }) => {
    await ack({ text: `heard ${command.text}` });
    await client.views.open({ trigger_id: command.trigger_id, view: FORM });
  });
  app.view('form', async ({ ack, view }) => {
    seen.push(String(view.state.values['prompt']?.['value']?.value));
    await ack();
  });
  app.event('reaction_added', async ({ event }) => void seen.push(event.reaction));
  const server = createServer((request, response) => receiver.requestListener(request, response));
  if (mode === 'http') {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    slack.deliverTo({ url: `http://127.0.0.1:${port}/slack/events` });
  } else await app.start();
  onTestFinished(async () => {
    if (mode === 'socket') await app.stop();
    server.close();
    await slack.close();
  });
  const channel = slack.addChannel();
  const ana = slack.person(slack.addUser({ name: 'ana' }), channel);
  return { slack, channel, ana, seen, app };
}

describe.each(['socket', 'http'] as const)('Bolt itself, by %s', (mode) => {
  it('hears commands, forms and reactions, and answers them', async () => {
    const { slack, ana, seen } = await anApp(mode);
    const typed = ana.command('/generate', 'a cat');
    await typed.answered;
    expect([typed.failed, typed.ackBody]).toEqual([false, { text: 'heard a cat' }]);
    await slack.until(() => ana.form());
    await ana.submit({ Prompt: 'two cats' }).answered;
    await slack.until(() => ana.form() === undefined);
    ana.react(ana.say('look').ts, 'fire');
    await slack.until(() => seen.length === 2);
    expect(seen).toEqual(['two cats', 'fire']);
    expect(slack.violations).toEqual([]);
  });
});

describe('a socket', () => {
  it('that is refreshed is opened anew by the client', async () => {
    const { slack, ana } = await anApp('socket');
    expect(slack.sockets.connections).toBe(1);
    slack.sockets.cut('all');
    await slack.until(() => slack.sockets.connections === 0);
    const lost = ana.command('/generate', 'x');
    await lost.answered;
    expect(lost.failed).toBe(true);
    await slack.until(() => slack.sockets.connections === 1);
    const heard = ana.command('/generate', 'y');
    await heard.answered;
    expect(heard.failed).toBe(false);
  });
});

describe('signed HTTP', () => {
  it('of another secret, or of an old time, is refused by Bolt', async () => {
    const { slack } = await anApp('http');
    const url = slack.delivery.target?.url ?? '';
    const body = new URLSearchParams({ command: '/generate', text: 'x' }).toString();
    const send = async (headers: Readonly<Record<string, string>>) => {
      const type = { 'content-type': 'application/x-www-form-urlencoded' };
      return (await fetch(url, { method: 'POST', headers: { ...type, ...headers }, body })).status;
    };
    const { http } = slack.delivery;
    expect(await send(http.signed('other', body))).toBe(401);
    const old = Math.floor(Date.now() / 1_000) - 400;
    expect(await send(http.signed(slack.signingSecret, body, old))).toBe(401);
  });
});
