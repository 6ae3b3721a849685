import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { banner } from '../../src/cli/start.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { FakeSlack } from '../fakes/slack/fake-slack.ts';
import { setQuota } from '../journeys/quota.ts';
import { settingsFor } from '../journeys/slack-driver.ts';
import { PATIENT } from '../patient.ts';
import { runHub, type RunningHub } from '../web/hub.ts';
import { atSlack, textOf } from './kit.ts';

async function aSlack() {
  const slack = await FakeSlack.start();
  onTestFinished(() => slack.close());
  return slack;
}

describe('Socket Mode', () => {
  it('runs over two connections, and both end with the hub', async () => {
    const { slack, hub } = await atSlack();
    expect(slack.sockets.connections).toBe(2);
    expect(banner(hub, hub.config)).toContain(
      '  Slack: connected to https://studio.slack.com/ by Socket Mode',
    );
    await hub.stopKeepingHome();
    await slack.until(() => slack.sockets.connections === 0);
  });

  it('loses no command while Slack refreshes one of them', async () => {
    const { slack, person } = await atSlack();
    const you = person('you');
    await you.command('/diptych', 'credits').answered;
    slack.sockets.refresh();
    const sent = Array.from({ length: 20 }, () => you.command('/diptych', 'help'));
    await Promise.all(sent.map((one) => one.answered));
    expect(sent.filter((one) => one.failed)).toEqual([]);
    await slack.until(() => slack.sockets.connections === 2);
  });

  it('loses no command when one of them breaks, and opens it anew', async () => {
    const { slack, person } = await atSlack();
    const you = person('you');
    slack.sockets.cut('one');
    await slack.until(() => slack.sockets.connections === 1);
    const sent = you.command('/diptych', 'help');
    await sent.answered;
    expect(sent.failed).toBe(false);
    await slack.until(() => slack.sockets.connections === 2);
  });

  it('answers a command over the other connection when its own breaks first', async () => {
    const { slack, person, hub, told } = await atSlack();
    const you = person('you');
    await you.command('/diptych', 'credits').answered;
    await told(you, 'Your credits');
    const other = openDatabase(join(hub.home, 'diptych.db'));
    onTestFinished(() => void other.close());
    // What was asked cannot be decided yet, so that the acknowledgement waits.
    other.exec('BEGIN IMMEDIATE');
    const sent = you.command('/generate');
    await slack.until(() => you.form());
    expect(sent.isOver).toBe(false);
    slack.sockets.cutCarrierOf(sent);
    await sent.answered;
    other.exec('ROLLBACK');
    expect(sent.failed).toBe(false);
  });

  it('does not do later what it has refused, when that is delivered twice', async () => {
    const { slack, person, header, headers, hub, told } = await atSlack();
    const you = person('you');
    setQuota(hub.home, 0);
    const refused = you.command('/generate', 'a cat');
    await refused.answered;
    await told(you, 'New credits come at');
    setQuota(hub.home, 100);
    await slack.delivery.again(refused).answered;
    await you.command('/generate', 'a dog').answered;
    await header('a dog');
    expect(headers().map(textOf).join()).not.toContain('a cat');
  });

  it('does what was asked once, also when it is delivered twice', async () => {
    const { slack, person, headers, header } = await atSlack();
    const you = person('you');
    const first = you.command('/generate', 'a cat');
    const second = slack.delivery.again(first);
    await Promise.all([first.answered, second.answered]);
    await header('a cat');
    const third = slack.delivery.again(first);
    await third.answered;
    expect([first.failed, second.failed, third.failed]).toEqual([false, false, false]);
    expect(headers()).toHaveLength(1);
  });
});

describe('a token that is refused', () => {
  it.each([
    [{ SLACK_BOT_TOKEN: 'xoxb-9-wrong' }, 'SLACK_BOT_TOKEN is refused: open https://api.slack.com'],
    [{ SLACK_APP_TOKEN: 'xapp-9-wrong' }, 'SLACK_APP_TOKEN is refused (invalid_auth): open https'],
  ])('%j ends the start with what to do', async (wrong, said) => {
    const slack = await aSlack();
    const start = runHub({ ...settingsFor(slack, 'socket'), ...wrong });
    await expect(start).rejects.toThrow(said);
  });
});

const warningsOf = ({ log }: RunningHub) =>
  log.lines.flatMap(({ level, message }) => (level === 'warn' ? [message] : []));

describe('an app that lacks scopes', () => {
  it('is connected, and the log says at the start which, and what to do', async () => {
    const slack = await aSlack();
    slack.scopes.delete('files:write');
    slack.scopes.delete('im:history');
    const hub = await runHub(settingsFor(slack, 'socket'));
    onTestFinished(() => hub.close());
    expect(warningsOf(hub)).toEqual([
      'Slack has not granted the app files:write, im:history: npx diptych doctor says what to do',
    ]);
  });

  it('is told from one that has all of them', async () => {
    const { hub } = await atSlack();
    expect(warningsOf(hub)).toEqual([]);
  });
});

describe('a Slack that cannot be reached', () => {
  async function unreached() {
    const slack = await aSlack();
    slack.fail({ method: 'auth.test', how: { status: 503 } });
    const clock = new FakeClock();
    const hub = await runHub(settingsFor(slack, 'socket'), clock);
    onTestFinished(() => hub.close());
    return { slack, hub, clock };
  }

  it('does not stop the hub, which tries again', async () => {
    const { slack, hub, clock } = await unreached();
    expect(banner(hub, hub.config)).toContain('Slack: cannot be reached yet; it is tried again');
    await clock.advance(5_000);
    await vi.waitFor(() => expect(slack.sockets.connections).toBe(2), PATIENT);
    expect(hub.log.errors).toEqual([]);
  });

  it('and then refuses the token is not tried any more, and the log says so', async () => {
    const { slack, hub, clock } = await unreached();
    slack.revokeTokens();
    await clock.advance(5_000);
    const refused = () => hub.log.lines.filter(({ message }) => message.includes('let us in'));
    await vi.waitFor(() => expect(refused()).toHaveLength(1), PATIENT);
    const asked = slack.refusals.length;
    await clock.advance(600_000);
    expect(slack.refusals).toHaveLength(asked);
  });
});
