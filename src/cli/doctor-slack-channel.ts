import { codeOf } from '../bots/slack/errors.ts';
import { anything, type AskSlack } from './ask-slack.ts';
import { bad, type Finding, ok } from './finding.ts';

const WHAT = 'Slack channel';
const CHANNEL_ID = /^[CDG][A-Z0-9]{2,30}$/;

/** Checks that the bot is in a channel, by asking for one message of it, which is not read. */
export async function examineChannel(
  ask: AskSlack,
  channel: string | null,
  bot: string,
): Promise<readonly Finding[]> {
  if (channel === null) return [];
  if (!CHANNEL_ID.test(channel)) {
    const where = 'click its name in Slack, and copy the Channel ID at the end of “About”';
    return [bad(WHAT, `“${channel.slice(0, 80)}” is not the id of a channel: ${where}.`)];
  }
  const invite = `type “/invite @${bot}” there`;
  return ask.call('conversations.history', anything, { channel, limit: 1 }).then(
    () => [ok(WHAT, `the bot is in ${channel}`)],
    (cause: unknown) => {
      const code = codeOf(cause);
      if (code === 'not_in_channel') return [bad(WHAT, `the bot is not in ${channel}: ${invite}.`)];
      if (code !== 'channel_not_found') return ask.failed(WHAT)(cause);
      const why = `${channel} is a private channel that the bot is not in, or there is none`;
      return [bad(WHAT, `${why}: ${invite}, or correct the id.`)];
    },
  );
}
