import { z } from 'zod';
import { address, type Problem } from '../../core/base/settings.ts';

/** What Slack reads of the environment. */
export const slackFields = {
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xoxb-[\w-]+$/, 'must be a bot token, which begins with xoxb-')
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-[\w-]+$/, 'must be an app-level token, which begins with xapp-')
    .optional(),
  SLACK_SIGNING_SECRET: z
    .string()
    .regex(/^\w{16,}$/, 'must be the signing secret: letters and digits, at least 16')
    .optional(),
  SLACK_API_URL: address.optional(),
};
type Value = z.infer<z.ZodObject<typeof slackFields>>;

export interface SlackSettings {
  readonly botToken: string;
  /** How Slack reaches the hub. */
  readonly wayIn:
    | { readonly type: 'socket'; readonly appToken: string }
    | { readonly type: 'http'; readonly signingSecret: string };
  /** Another address of Slack's API, without a trailing slash; null: the real one. */
  readonly apiUrl: string | null;
}

/** Null: no Slack. With both an app token and a signing secret it is Socket Mode. */
export function slackSettings(value: Value): SlackSettings | null {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken } = value;
  const wayIn = wayInOf(appToken, value.SLACK_SIGNING_SECRET);
  if (botToken === undefined || wayIn === null) return null;
  return { botToken, wayIn, apiUrl: value.SLACK_API_URL ?? null };
}

function wayInOf(
  appToken: string | undefined,
  signingSecret: string | undefined,
): SlackSettings['wayIn'] | null {
  if (appToken !== undefined) return { type: 'socket', appToken };
  return signingSecret === undefined ? null : { type: 'http', signingSecret };
}

/** A bot token needs a way in, and a way in needs a bot token. */
export function slackProblems(value: Value): readonly Problem[] {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken } = value;
  const { SLACK_SIGNING_SECRET: secret } = value;
  const hasWayIn = appToken !== undefined || secret !== undefined;
  if (botToken !== undefined && !hasWayIn) {
    const ways = 'SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP';
    return [['SLACK_BOT_TOKEN', `needs a way in: set ${ways} (docs/slack.md)`]];
  }
  if (botToken !== undefined || !hasWayIn) return [];
  const name = appToken === undefined ? 'SLACK_SIGNING_SECRET' : 'SLACK_APP_TOKEN';
  return [[name, 'needs SLACK_BOT_TOKEN: the token of the app’s bot (docs/slack.md)']];
}
