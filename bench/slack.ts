import { setTimeout } from 'node:timers/promises';
import { App, LogLevel } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { filesOf } from '../test/fakes/slack/blocks.ts';
import { FakeSlack } from '../test/fakes/slack/fake-slack.ts';
import type { Person } from '../test/fakes/slack/person.ts';
import { runHub } from '../test/web/hub.ts';
import { bareTable } from './bare-table.ts';
import { median } from './world.ts';

const POST = 'chat.postMessage';
const RUNS = 30;
/** Commands before the measurement, to warm up. */
const WARM_UPS = 10;
/** Milliseconds after which all is done that came of what people did before. Nobody types sooner either. */
const QUIET_MS = 50;

interface Side {
  readonly slack: FakeSlack;
  /** Several, each in a channel of their own, so that none reaches a limit. */
  readonly people: readonly Person[];
  close(): Promise<void>;
}

/** Milliseconds. */
interface Times {
  readonly acknowledged: number;
  /** Until Slack has the whole request for the first message: what the imitation takes to check it is nobody's. */
  readonly answered: number;
}

export interface SlackTimes {
  readonly diptych: Times;
  readonly bare: Times;
  /** Of the bare app when it first stores one row, on the disk, as a bot must that keeps what it accepts. */
  readonly storing: Times;
}

/**
 * From a typed command to its acknowledgement and to the first message: of Diptych, which checks, stores and shows the
 * pair, and of bare Bolt apps that acknowledge and post ok. They take turns, and each waits until the images before it are posted.
 */
export async function slackCommand(): Promise<SlackTimes> {
  const table = bareTable();
  const sides = {
    diptych: await hubSide(),
    bare: await bareSide(() => undefined),
    storing: await bareSide((id) => table.store(id, 'ok')),
  };
  const times = { diptych: [] as Times[], bare: [] as Times[], storing: [] as Times[] };
  for (let run = 0; run < RUNS + WARM_UPS; run += 1) {
    const diptych = await timesOf(sides.diptych, run);
    await sides.diptych.slack.until(() => pictures(sides.diptych) === 2 * (run + 1));
    await setTimeout(QUIET_MS);
    const bare = await timesOf(sides.bare, run);
    await setTimeout(QUIET_MS);
    const storing = await timesOf(sides.storing, run);
    await setTimeout(QUIET_MS);
    if (run < WARM_UPS) continue;
    times.diptych.push(diptych);
    times.bare.push(bare);
    times.storing.push(storing);
  }
  for (const side of Object.values(sides)) await side.close();
  table.close();
  return {
    diptych: medians(times.diptych),
    bare: medians(times.bare),
    storing: medians(times.storing),
  };
}

async function timesOf({ slack, people }: Side, run: number): Promise<Times> {
  const person = people[run % people.length];
  if (person === undefined) throw new Error('nobody is here');
  // Slack has said who they are: of somebody who was not here lately the hub asks first.
  await person.command('/diptych', 'credits').answered;
  await slack.until(() => person.sees().length > 0);
  await setTimeout(QUIET_MS);
  const stood = person.channel.standing().length;
  const began = performance.now();
  const sent = person.command('/generate', 'a woman walking in Seoul');
  const answer = slack.until(() => person.channel.standing().length > stood);
  await sent.answered;
  const acknowledged = performance.now() - began;
  await answer;
  // A refusal comes with the acknowledgement and must not be measured.
  const said = JSON.stringify(sent.ackBody ?? {});
  if (sent.failed || said !== '{}') throw new Error(said);
  const { id } = person.channel;
  const post = slack.calls.findLast((call) => call.method === POST && call.args['channel'] === id);
  return { acknowledged, answered: (post?.cameAt ?? Number.NaN) - began };
}

function medians(times: readonly Times[]): Times {
  return {
    acknowledged: median(times.map((one) => one.acknowledged)),
    answered: median(times.map((one) => one.answered)),
  };
}

function pictures({ people }: Side): number {
  const messages = people.flatMap(({ channel }) => channel.standing());
  return messages.filter(({ blocks }) => filesOf(blocks).length > 0).length;
}

async function service(): Promise<Omit<Side, 'close'>> {
  const slack = await FakeSlack.start();
  slack.world.files.readyMs = 0;
  const people = Array.from({ length: RUNS + WARM_UPS }, (_, index) =>
    slack.person(slack.addUser({ name: `person ${index}` }), slack.addChannel()),
  );
  return { slack, people };
}

async function hubSide(): Promise<Side> {
  const { slack, people } = await service();
  const hub = await runHub({
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
  });
  await slack.until(() => slack.sockets.connections === 2);
  return { slack, people, close: () => hub.close().then(() => slack.close()) };
}

/** `before`: called with the command’s trigger before its message. */
async function bareSide(before: (id: string) => void): Promise<Side> {
  const { slack, people } = await service();
  const client = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl });
  const app = new App({
    token: slack.botToken,
    appToken: slack.appToken,
    socketMode: true,
    clientOptions: { slackApiUrl: slack.apiUrl },
    logLevel: LogLevel.ERROR,
    deferInitialization: true,
  });
  await app.init();
  app.command('/diptych', ({ ack }) => ack({ response_type: 'ephemeral', text: 'ok' }));
  app.command('/generate', async ({ ack, command }) => {
    await ack();
    before(command.trigger_id);
    const quiet = { unfurl_links: false, unfurl_media: false };
    const post = { channel: command.channel_id, text: 'ok', ...quiet };
    await client.apiCall(POST, post);
  });
  await app.start();
  return { slack, people, close: () => app.stop().then(() => slack.close()) };
}
