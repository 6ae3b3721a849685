import { z } from 'zod';
import { adviceFor } from '../bots/slack/errors.ts';
import { scopeNames } from '../bots/slack/manifest.ts';
import type { SlackSettings } from '../bots/slack/settings.ts';
import { type AskSlack, askSlack } from './ask-slack.ts';
import { examineChannel } from './doctor-slack-channel.ts';
import { examineTabs } from './doctor-slack-tabs.ts';
import { examineWayIn } from './doctor-slack-ways.ts';
import { bad, type Finding, ok } from './finding.ts';

/** The timeout of one call in milliseconds. */
const ANSWER_MS = 10_000;
const TOKEN = 'Slack token';
const SCOPES = 'Slack scopes';

export interface SlackExam {
  /** Where the hub is reached from outside; null: not told. */
  readonly publicUrl: string | null;
  /** Ids of admins, such as `slack:U123`. */
  readonly adminUsers: readonly string[];
  /** The id of a channel that the bot should be in; null: none is asked about. */
  readonly channel: string | null;
  /** Also sends an admin a message that is deleted at once, and a signed request to the hub's address. */
  readonly live: boolean;
  /** Milliseconds until one call times out. */
  readonly answerMs?: number;
}

const authSchema = z.object({
  team: z.string(),
  url: z.string(),
  user: z.string(),
  app_id: z.string().optional(),
  is_enterprise_install: z.boolean().optional(),
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }),
});
type Auth = z.infer<typeof authSchema>;

/**
 * Checks the app's token, scopes, way in and tabs at Slack, and its membership of a channel. Changes nothing there;
 * with `live`, nothing that lasts.
 */
export async function examineSlack(
  config: SlackSettings | null,
  exam: SlackExam,
): Promise<readonly Finding[]> {
  if (config === null) return [ok('Slack', 'off; set SLACK_BOT_TOKEN to use it (docs/slack.md)')];
  const { botToken: token, apiUrl } = config;
  const { answerMs = ANSWER_MS } = exam;
  const ask = askSlack({ token, apiUrl, answerMs, advice: adviceFor });
  return tokenFindings(ask, config, { ...exam, answerMs }).catch(ask.failed(TOKEN));
}

async function tokenFindings(
  ask: AskSlack,
  config: SlackSettings,
  exam: SlackExam & { readonly answerMs: number },
): Promise<readonly Finding[]> {
  const auth = await ask.call('auth.test', authSchema);
  const appId = auth.app_id ?? null;
  const appPage = `https://api.slack.com/apps${appId === null ? '' : `/${appId}`}`;
  const parts = await Promise.all([
    examineWayIn(config, { ...exam, appId, appPage }),
    examineTabs(ask, { ...exam, appPage }),
    examineChannel(ask, exam.channel, auth.user),
  ]);
  return [tokenFinding(auth), scopeFinding(auth, config, appPage), ...parts.flat()];
}

function tokenFinding({ team, url, user, is_enterprise_install: isOrg = false }: Auth): Finding {
  if (!isOrg) return ok(TOKEN, `accepted; the bot is @${user} in ${team} (${url})`);
  const where = 'the app is installed for a whole organization, which Diptych cannot serve';
  return bad(TOKEN, `${where}: install it in one workspace, and set SLACK_BOT_TOKEN anew.`);
}

function scopeFinding(auth: Auth, { wayIn }: SlackSettings, appPage: string): Finding {
  const granted = auth.response_metadata.scopes;
  if (granted === undefined) return ok(SCOPES, 'Slack does not tell which are granted');
  const needed: readonly string[] = scopeNames();
  const lacking = needed.filter((name) => !granted.includes(name));
  const more = granted.filter((name) => !needed.includes(name));
  if (lacking.length > 0) {
    const command = `npx diptych slack-manifest${wayIn.type === 'http' ? ' --url https://…' : ''}`;
    const how = `open ${appPage}/app-manifest, paste what “${command}” prints, save, and reinstall the app (Install App, Reinstall to Workspace)`;
    return bad(SCOPES, `the app was not granted ${lacking.join(', ')}: ${how}.`);
  }
  const note = `all ${needed.length} are granted`;
  return ok(
    SCOPES,
    more.length === 0 ? note : `${note}, and some it does not need: ${more.join(', ')}`,
  );
}
