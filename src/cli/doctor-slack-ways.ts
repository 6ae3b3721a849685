import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { EVENTS_PATH } from '../bots/slack/manifest.ts';
import type { SlackSettings } from '../bots/slack/settings.ts';
import { askSlack } from './ask-slack.ts';
import { bad, type Finding, ok } from './finding.ts';

const SOCKET = 'Slack socket';
const REQUESTS = 'Slack requests';
/** Codes by which Slack refuses an app-level token (https://docs.slack.dev/reference/methods/apps.connections.open). */
const REFUSED = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
]);

const socketSchema = z.object({
  response_metadata: z.object({ messages: z.array(z.string()).optional() }).optional(),
});

export interface WayInExam {
  readonly publicUrl: string | null;
  readonly live: boolean;
  readonly answerMs: number;
  /** The app of the bot's token; null: not told. */
  readonly appId: string | null;
  /** The page of its settings. */
  readonly appPage: string;
}

/** Checks the way by which commands and presses arrive. */
export function examineWayIn(
  { wayIn, apiUrl }: SlackSettings,
  exam: WayInExam,
): Promise<readonly Finding[]> {
  return wayIn.type === 'socket'
    ? socketFindings(wayIn.appToken, apiUrl, exam)
    : requestFindings(wayIn.signingSecret, exam);
}

/** Asks for the address of a connection, which ends unused. */
async function socketFindings(
  token: string,
  apiUrl: string | null,
  { answerMs, appId, appPage }: WayInExam,
): Promise<readonly Finding[]> {
  const anew = `open ${appPage}/general, App-Level Tokens, Generate, with the scope connections:write, and copy it into SLACK_APP_TOKEN`;
  // The second part of such a token is the id of its app.
  const other = /^xapp-\d+-(A[A-Z0-9]{6,})-/.exec(token)?.[1] ?? appId;
  if (appId !== null && other !== appId) {
    return [
      bad(SOCKET, `SLACK_APP_TOKEN is of the app ${other}, SLACK_BOT_TOKEN of ${appId}: ${anew}.`),
    ];
  }
  const advice = (code: string) => {
    if (code === 'missing_scope') return `SLACK_APP_TOKEN lacks connections:write: ${anew}.`;
    return REFUSED.has(code) ? `SLACK_APP_TOKEN is refused (${code}): ${anew}.` : undefined;
  };
  const ask = askSlack({ token, apiUrl, answerMs, advice });
  const opened = ask.call('apps.connections.open', socketSchema);
  return opened.then(({ response_metadata: more }) => {
    // Slack may warn so, and deliver nevertheless.
    const isOff = more?.messages?.some((text) => /socket mode is not turned on/i.test(text));
    const doubt = `; if no command arrives, switch Socket Mode on at ${appPage}/socket-mode`;
    return [ok(SOCKET, `Socket Mode can connect${isOff === true ? doubt : ''}`)];
  }, ask.failed(SOCKET));
}

async function requestFindings(
  secret: string,
  { publicUrl, live, answerMs }: WayInExam,
): Promise<readonly Finding[]> {
  if (publicUrl === null) {
    const where = `Slack must reach this hub’s ${EVENTS_PATH} at an https address`;
    return [ok(REQUESTS, `${where}; set PUBLIC_URL to have it checked`)];
  }
  const address = `${publicUrl}${EVENTS_PATH}`;
  if (!publicUrl.startsWith('https:')) {
    const how = 'put a proxy with a certificate before the hub, and set PUBLIC_URL to its address';
    return [bad(REQUESTS, `Slack sends to https addresses only, not to ${address}: ${how}.`)];
  }
  if (!live) return [ok(REQUESTS, `Slack must reach ${address} (doctor --live tries it)`)];
  return [await tryAddress(address, secret, answerMs)];
}

/** Sends what Slack sends when an address is entered (https://docs.slack.dev/reference/events/url_verification). */
export async function tryAddress(
  address: string,
  secret: string,
  answerMs: number,
): Promise<Finding> {
  const challenge = randomBytes(12).toString('hex');
  const body = JSON.stringify({ type: 'url_verification', challenge });
  const at = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
  const headers = {
    'content-type': 'application/json',
    'x-slack-request-timestamp': at,
    'x-slack-signature': `v0=${signature}`,
  };
  const signal = AbortSignal.timeout(answerMs);
  const sent = fetch(address, { method: 'POST', headers, body, signal, redirect: 'error' });
  const response = await sent.catch(() => null);
  const text = await response?.text().catch(() => '');
  if (response?.status === 200 && text?.includes(challenge) === true) {
    return ok(REQUESTS, `${address} answers`);
  }
  const what = response === null ? 'cannot be reached from here' : `answers ${response.status}`;
  const how =
    'start the hub, let the proxy pass this path on unchanged, and see that SLACK_SIGNING_SECRET is the hub’s';
  return bad(REQUESTS, `${address} ${what}: ${how}.`);
}
