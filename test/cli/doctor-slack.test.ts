import { describe, expect, it } from 'vitest';
import { doctor } from '../../src/cli/doctor.ts';
import { FakeSlack } from '../fakes/slack/fake-slack.ts';
import { tempFolder } from '../temp-folder.ts';
import {
  aSlack,
  examined,
  overHttp,
  PAGE,
  serving,
  settingsFor,
  wrongIn,
} from './doctor-slack-kit.ts';

describe('diptych doctor, about Slack,', () => {
  it('says that it is off without a token', async () => {
    const off = 'ok Slack: off; set SLACK_BOT_TOKEN to use it (docs/slack.md)';
    expect(await examined(null)).toEqual([off]);
  });

  it('finds an app in order, and changes nothing', async () => {
    const slack = await aSlack();
    const { id: user } = slack.addUser({ name: 'ana', role: 'admin' });
    slack.views.publish(user, undefined, { type: 'home', blocks: [{ type: 'divider' }] });
    const { hash } = slack.views.homes.get(user) ?? {};
    const channel = slack.addChannel();
    const adminUsers = ['web:ana', `slack:${user}`];
    expect(await examined(settingsFor(slack), { adminUsers, channel: channel.id })).toEqual([
      'ok Slack token: accepted; the bot is @diptych in Studio (https://studio.slack.com/)',
      'ok Slack scopes: all 11 are granted',
      'ok Slack socket: Socket Mode can connect',
      'ok Slack Home tab: is on',
      `ok Slack Messages tab: doctor --live tries it, by a message to slack:${user} that it deletes at once`,
      `ok Slack channel: the bot is in ${channel.id}`,
    ]);
    expect(slack.views.homes.get(user)?.hash).toBe(hash);
    expect(slack.calls.map((one) => one.method).toSorted()).toEqual([
      'apps.connections.open',
      'auth.test',
      'conversations.history',
      'views.publish',
    ]);
    expect(slack.sockets.connections).toBe(0);
    expect(slack.violations).toEqual([]);
  });
});

describe('diptych doctor', () => {
  it('reads the settings of Slack, and fails when something is wrong there', async () => {
    const slack = await aSlack();
    const env = {
      DIPTYCH_HOME: await tempFolder(),
      PORT: '1',
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
    };
    const run = async (slackChannel: string) => {
      const out: string[] = [];
      const code = await doctor(env, (line) => out.push(line), { slackChannel });
      return { code, lines: out.filter((line) => line.includes(' Slack ')) };
    };
    const inside = await run(slack.addChannel().id);
    expect(inside.code).toBe(0);
    expect(inside.lines.map((line) => line.slice(0, line.indexOf(':')))).toEqual([
      'ok    Slack token',
      'ok    Slack scopes',
      'ok    Slack socket',
      'ok    Slack tabs',
      'ok    Slack channel',
    ]);
    const outside = await run(slack.addChannel({ joined: false }).id);
    expect(outside.code).toBe(1);
    expect(outside.lines.at(-1)).toMatch(/^WRONG Slack channel: the bot is not in /);
  });
});

describe('diptych doctor, where Slack does not answer,', () => {
  it('says where a refused token is copied anew', async () => {
    const slack = await aSlack();
    slack.revokeTokens();
    expect(await examined(settingsFor(slack))).toEqual([
      'WRONG Slack token: SLACK_BOT_TOKEN is refused: open https://api.slack.com/apps, your app, OAuth & Permissions, and copy the Bot User OAuth Token anew.',
    ]);
  });

  it('names the address that cannot be reached', async () => {
    const slack = await FakeSlack.start();
    const config = settingsFor(slack);
    await slack.close();
    expect(await examined(config)).toEqual([
      `WRONG Slack token: Slack cannot be reached at ${config.apiUrl}/ (ECONNREFUSED): check SLACK_API_URL, or remove it to use the real Slack.`,
    ]);
  });

  it('knows what is not Slack', async () => {
    const slack = await aSlack();
    for (const body of ['<html>hello</html>', '{"ok":true,"hello":"world"}']) {
      const apiUrl = await serving((_request, response) => response.end(body));
      expect(await examined(settingsFor(slack, { apiUrl }))).toEqual([
        `WRONG Slack token: what answers at ${apiUrl}/ is not Slack: check SLACK_API_URL, or remove it to use the real Slack.`,
      ]);
    }
  });

  it('tells an outage and a rate limit, without waiting', async () => {
    const slack = await aSlack();
    slack.fail({ method: 'auth.test', how: { retryAfterS: 3_600 } });
    expect(await examined(settingsFor(slack))).toEqual([
      'WRONG Slack token: Slack refuses every question for 3600 s: run the doctor again after that.',
    ]);
    slack.fail({ method: 'auth.test', how: { status: 503 } });
    expect(await examined(settingsFor(slack))).toEqual([
      `WRONG Slack token: Slack fails at the moment (503 from ${slack.apiUrl}): look at https://slack-status.com, and try again later.`,
    ]);
  });

  it('ends, and tells what it could not ask', async () => {
    const slack = await aSlack();
    slack.hold('apps.connections.open');
    const lines = await examined(settingsFor(slack), { answerMs: 1_500 });
    expect(wrongIn(lines)).toEqual([
      `WRONG Slack socket: Slack cannot be reached at ${slack.apiUrl} (no answer in time): check SLACK_API_URL, or remove it to use the real Slack.`,
    ]);
  });
});

describe('diptych doctor, of the scopes of the Slack app,', () => {
  it('names those that are missing, and how the app gets them', async () => {
    const slack = await aSlack();
    slack.scopes.delete('files:write');
    slack.scopes.delete('im:write');
    const how = (command: string) =>
      `WRONG Slack scopes: the app was not granted files:write, im:write: open ${PAGE}/app-manifest, paste what “${command}” prints, save, and reinstall the app (Install App, Reinstall to Workspace).`;
    expect(wrongIn(await examined(settingsFor(slack)))).toEqual([
      how('npx diptych slack-manifest'),
    ]);
    expect(wrongIn(await examined(overHttp(slack)))).toEqual([
      how('npx diptych slack-manifest --url https://…'),
    ]);
  });

  it('names those that it does not need', async () => {
    const slack = await aSlack();
    slack.scopes.add('chat:write.public');
    expect((await examined(settingsFor(slack)))[1]).toBe(
      'ok Slack scopes: all 11 are granted, and some it does not need: chat:write.public',
    );
  });
});
