import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { onTestFinished } from 'vitest';
import type { SlackSettings } from '../../src/bots/slack/settings.ts';
import { examineSlack, type SlackExam } from '../../src/cli/doctor-slack.ts';
import { FakeSlack } from '../fakes/slack/fake-slack.ts';
import { APP_ID } from '../fakes/slack/ground.ts';

/** The page of the app's settings. */
export const PAGE = `https://api.slack.com/apps/${APP_ID}`;

export async function aSlack(): Promise<FakeSlack> {
  const slack = await FakeSlack.start();
  onTestFinished(() => slack.close());
  return slack;
}

/** The settings of a hub that uses it over Socket Mode. */
export function settingsFor(slack: FakeSlack, more: Partial<SlackSettings> = {}): SlackSettings {
  const wayIn = { type: 'socket', appToken: slack.appToken } as const;
  return { botToken: slack.botToken, wayIn, apiUrl: slack.apiUrl.replace(/\/$/, ''), ...more };
}

export const overHttp = (slack: FakeSlack) => {
  const wayIn = { type: 'http', signingSecret: slack.signingSecret } as const;
  return settingsFor(slack, { wayIn });
};

/** What the doctor says, a line each. */
export async function examined(config: SlackSettings | null, exam: Partial<SlackExam> = {}) {
  const none = { publicUrl: null, adminUsers: [], channel: null, live: false };
  const findings = await examineSlack(config, { ...none, ...exam });
  return findings.map(({ what, wrong, note }) =>
    wrong === null ? `ok ${what}: ${note}` : `WRONG ${what}: ${wrong}`,
  );
}

export const wrongIn = (lines: readonly string[]) => lines.filter((one) => one.startsWith('WRONG'));

/** A server on this machine, at the address that is returned. */
export async function serving(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}
