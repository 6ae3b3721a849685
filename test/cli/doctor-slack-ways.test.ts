import type { RequestListener } from 'node:http';
import { HTTPReceiver, LogLevel } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { tryAddress } from '../../src/cli/doctor-slack-ways.ts';
import { FakeSlack } from '../fakes/slack/fake-slack.ts';
import { APP_ID } from '../fakes/slack/ground.ts';
import {
  aSlack,
  examined,
  overHttp,
  PAGE,
  serving,
  settingsFor,
  wrongIn,
} from './doctor-slack-kit.ts';

describe('diptych doctor, of Socket Mode,', () => {
  const anew = `open ${PAGE}/general, App-Level Tokens, Generate, with the scope connections:write, and copy it into SLACK_APP_TOKEN.`;
  const withToken = (slack: FakeSlack, appToken: string) =>
    settingsFor(slack, { wayIn: { type: 'socket', appToken } });

  it('says where a refused token is made anew', async () => {
    const slack = await aSlack();
    expect(wrongIn(await examined(withToken(slack, 'xapp-1-old')))).toEqual([
      `WRONG Slack socket: SLACK_APP_TOKEN is refused (invalid_auth): ${anew}`,
    ]);
    slack.fail({ method: 'apps.connections.open', how: { error: 'missing_scope' } });
    expect(wrongIn(await examined(settingsFor(slack)))).toEqual([
      `WRONG Slack socket: SLACK_APP_TOKEN lacks connections:write: ${anew}`,
    ]);
  });

  it('finds the token of another app', async () => {
    const slack = await aSlack();
    expect(wrongIn(await examined(withToken(slack, 'xapp-1-A0OTHER99-1-abc')))).toEqual([
      `WRONG Slack socket: SLACK_APP_TOKEN is of the app A0OTHER99, SLACK_BOT_TOKEN of ${APP_ID}: ${anew}`,
    ]);
  });

  it('passes on Slack’s warning that it is off', async () => {
    const slack = await aSlack();
    slack.socketMode = false;
    expect((await examined(settingsFor(slack)))[2]).toBe(
      `ok Slack socket: Socket Mode can connect; if no command arrives, switch Socket Mode on at ${PAGE}/socket-mode`,
    );
  });
});

describe('diptych doctor, of requests over HTTP,', () => {
  it('says where Slack must reach the hub', async () => {
    const slack = await aSlack();
    expect((await examined(overHttp(slack)))[2]).toBe(
      'ok Slack requests: Slack must reach this hub’s /slack/events at an https address; set PUBLIC_URL to have it checked',
    );
    const publicUrl = 'https://diptych.example';
    expect((await examined(overHttp(slack), { publicUrl }))[2]).toBe(
      'ok Slack requests: Slack must reach https://diptych.example/slack/events (doctor --live tries it)',
    );
    expect(wrongIn(await examined(overHttp(slack), { publicUrl: 'http://hub.example' }))).toEqual([
      'WRONG Slack requests: Slack sends to https addresses only, not to http://hub.example/slack/events: put a proxy with a certificate before the hub, and set PUBLIC_URL to its address.',
    ]);
  });
});

describe('the request that tries the hub’s address', () => {
  const trial = async (listen: RequestListener, secret = 'the0signing0secret') => {
    const address = `${await serving(listen)}/slack/events`;
    return { address, finding: await tryAddress(address, secret, 5_000) };
  };
  const signingSecret = 'the0signing0secret';
  const receiver = new HTTPReceiver({ signingSecret, logLevel: LogLevel.ERROR });
  const how =
    'start the hub, let the proxy pass this path on unchanged, and see that SLACK_SIGNING_SECRET is the hub’s.';

  it('is answered as Slack’s own', async () => {
    const { address, finding } = await trial(receiver.requestListener);
    expect(finding).toEqual({ what: 'Slack requests', wrong: null, note: `${address} answers` });
  });

  it('tells another secret, a path that is not passed on, and an address where nobody listens', async () => {
    const other = await trial(receiver.requestListener, 'another0secret');
    expect(other.finding.wrong).toBe(`${other.address} answers 401: ${how}`);
    const elsewhere = await trial((_request, response) => {
      response.writeHead(404).end();
    });
    expect(elsewhere.finding.wrong).toBe(`${elsewhere.address} answers 404: ${how}`);
    const slack = await FakeSlack.start();
    const { apiUrl: address } = slack;
    await slack.close();
    const { wrong } = await tryAddress(address, 'a', 5_000);
    expect(wrong).toBe(`${address} cannot be reached from here: ${how}`);
  });
});

describe('diptych doctor, of the tabs of the Slack app,', () => {
  it('asks for an admin of Slack to try them with', async () => {
    const slack = await aSlack();
    expect((await examined(settingsFor(slack), { adminUsers: ['web:ana'] })).at(-1)).toBe(
      'ok Slack tabs: not asked; name yourself in ADMIN_USERS (slack: and the member ID of your profile) to have the Home and Messages tabs checked',
    );
  });

  it('finds those that are off, and with --live deletes its message', async () => {
    const slack = await aSlack();
    const { id: user } = slack.addUser({ name: 'ana', role: 'admin' });
    const exam = { adminUsers: [`slack:${user}`], live: true };
    const good = await examined(settingsFor(slack), exam);
    expect(good.slice(3)).toEqual([
      'ok Slack Home tab: is on',
      `ok Slack Messages tab: is on: a message to slack:${user} was sent and deleted`,
    ]);
    expect(slack.messages(slack.world.openDm(user))).toEqual([]);
    slack.views.homeTab = false;
    slack.world.messagesTab = false;
    expect(wrongIn(await examined(settingsFor(slack), exam))).toEqual([
      `WRONG Slack Home tab: is off: open ${PAGE}/app-home, and switch it on under “Show Tabs”.`,
      `WRONG Slack Messages tab: is off: open ${PAGE}/app-home, and switch it on under “Show Tabs”.`,
    ]);
    expect(slack.violations).toEqual([]);
  });

  it('says that the admin is nobody there, and does not doubt the address of Slack', async () => {
    const slack = await aSlack();
    const gone = slack.addUser({ name: 'ana', deleted: true });
    for (const id of ['U0NOBODY01', gone.id]) {
      const exam = { adminUsers: [`slack:${id}`], live: true };
      expect(wrongIn(await examined(settingsFor(slack), exam))).toEqual([
        `WRONG Slack Messages tab: slack:${id} in ADMIN_USERS is nobody in this workspace: copy the member ID from your profile (⋮, Copy member ID).`,
      ]);
    }
  });
});

describe('diptych doctor --slack-channel', () => {
  it('says how the bot gets into a channel that it is not in', async () => {
    const slack = await aSlack();
    const invite = 'type “/invite @diptych” there';
    const open = slack.addChannel({ joined: false });
    expect(wrongIn(await examined(settingsFor(slack), { channel: open.id }))).toEqual([
      `WRONG Slack channel: the bot is not in ${open.id}: ${invite}.`,
    ]);
    const secret = slack.addChannel({ kind: 'private', joined: false });
    expect(wrongIn(await examined(settingsFor(slack), { channel: secret.id }))).toEqual([
      `WRONG Slack channel: ${secret.id} is a private channel that the bot is not in, or there is none: ${invite}, or correct the id.`,
    ]);
    slack.scopes.delete('channels:history');
    const lines = wrongIn(await examined(settingsFor(slack), { channel: open.id }));
    expect(lines.at(-1)).toMatch(/^WRONG Slack channel: .*channels:history/);
  });

  it('wants an id', async () => {
    const slack = await aSlack();
    expect(wrongIn(await examined(settingsFor(slack), { channel: '#pictures' }))).toEqual([
      'WRONG Slack channel: “#pictures” is not the id of a channel: click its name in Slack, and copy the Channel ID at the end of “About”.',
    ]);
    expect(slack.calls.map((one) => one.method)).not.toContain('conversations.history');
  });
});
