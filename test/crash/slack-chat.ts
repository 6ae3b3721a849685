import { FakeSlack } from '../fakes/slack/fake-slack.ts';
import { filesOf } from '../fakes/slack/blocks.ts';
import { TEAM_ID } from '../fakes/slack/ground.ts';
import type { FakeMessage } from '../fakes/slack/messages.ts';
import type { ChatClock, CrashChat } from './crash-chat.ts';
import { buttonsOf, SlackCrowd } from './slack-crowd.ts';
import { SLACK_TARGETS, strikeAt } from './slack-strike.ts';

/** The first kill leaves a file that the service examines for a moment. */
const READY_MS = 20;
/** Of the twenty that a hub makes at once it keeps eight for other messages (`edit-budget.ts`). */
const HEADER_EDITS = 12;

export interface SlackChat extends CrashChat {
  readonly slack: FakeSlack;
  readonly standing: () => readonly FakeMessage[];
}

/** A strict Slack, and a crowd at it. */
export async function slackChat(clock: ChatClock, random: () => number): Promise<SlackChat> {
  const slack = await FakeSlack.start({ clock });
  slack.world.files.readyMs = READY_MS;
  const crowd = new SlackCrowd(slack, random);
  const standing = () => crowd.messages();
  return {
    slack,
    standing,
    workspace: TEAM_ID,
    people: [...new Set(crowd.people.map((one) => `slack:${one.user.id}`))],
    env: {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
    },
    targets: SLACK_TARGETS,
    longMs: 60_000,
    editsAtOnce: HEADER_EDITS,
    connected: async () => void (await slack.until(() => slack.sockets.connections === 2)),
    useIt: (over) => crowd.useIt(over),
    ask: (prompt) => crowd.ask(prompt),
    strikeAt: (aim, life) => strikeAt(slack, aim, life),
    heal: () => slack.heal(),
    messages: () =>
      standing().map((message) => ({
        id: message.ts,
        owners: ownersOf(message),
        pictures: filesOf(message.blocks).map((id) => slack.world.files.all.get(id)?.name ?? id),
        buttons: buttonsOf(message),
      })),
    edits: () =>
      slack.calls.filter(({ method, outcome }) => method === 'chat.update' && outcome === 'ok')
        .length,
    answered: () => standing().flatMap((message) => (isHeader(message) ? ownersOf(message) : [])),
    faults: () => slack.violations,
    close: () => slack.close(),
  };
}

function isHeader(message: FakeMessage): boolean {
  return buttonsOf(message).some((id) => id.includes(':pair_details:'));
}

function ownersOf({ metadata }: FakeMessage): readonly string[] {
  const post = metadata?.event_payload['post'];
  return typeof post === 'string' ? [post] : [];
}
