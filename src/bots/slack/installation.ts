import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { StartupError } from '../../core/base/startup-error.ts';
import { within } from '../../core/base/within.ts';
import type { Clock, Log } from '../../core/ports/system.ts';
import { adviceFor, codeOf } from './errors.ts';
import type { Team } from './identity.ts';
import { scopeNames } from './manifest.ts';

export interface InstallationParts {
  readonly client: WebClient;
  /** With the app-level token; null without Socket Mode. */
  readonly appClient: WebClient | null;
  readonly clock: Clock;
  readonly log: Log;
}

/** Milliseconds for one question: the hub starts without Slack's answer. */
const ANSWER_MS = 5_000;

const meSchema = z.object({
  team_id: z.string(),
  url: z.string(),
  user_id: z.string(),
  /** The scopes are of an answer's head; the client puts them here. */
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
});

/** Codes by which Slack refuses an app-level token, or Socket Mode itself. */
const APP_REFUSED: ReadonlySet<string | undefined> = new Set([
  'invalid_auth',
  'not_authed',
  'not_allowed_token_type',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'missing_scope',
  'no_permission',
  'access_denied',
]);

/** Who we are at Slack, once it has told us, and whether it takes our tokens. */
export class Installation {
  readonly #parts: InstallationParts;
  #team: Team | null = null;

  constructor(parts: InstallationParts) {
    this.#parts = parts;
  }

  /** Null until Slack has told it. */
  readonly team = (): Team | null => this.#team;

  /**
   * Asks Slack who we are. Throws a `StartupError` for a token that it refuses. A Slack that cannot be reached is logged, and
   * leaves `team` null.
   */
  async learn(): Promise<void> {
    const { client, appClient, clock, log } = this.#parts;
    try {
      const limits = { clock, ms: ANSWER_MS };
      const me = meSchema.parse(await within(limits, () => client.auth.test()));
      if (appClient !== null) await within(limits, () => requireAppToken(appClient));
      this.#warnOfScopes(me.response_metadata?.scopes);
      this.#team = { id: me.team_id, url: me.url, botUser: me.user_id };
    } catch (cause) {
      if (cause instanceof StartupError) throw cause;
      const advice = adviceFor(codeOf(cause));
      if (advice !== undefined) throw new StartupError(advice, { cause });
      log.warn({ err: cause }, 'Slack does not say who we are');
    }
  }

  /** The bot works without some, and each of their sentences comes late: when somebody needs it. */
  #warnOfScopes(granted: readonly string[] | undefined): void {
    if (granted === undefined) return;
    const lacking = scopeNames().filter((name) => !granted.includes(name));
    if (lacking.length === 0) return;
    const names = lacking.join(', ');
    this.#parts.log.warn(
      {},
      `Slack has not granted the app ${names}: npx diptych doctor says what to do`,
    );
  }
}

/** Throws a `StartupError` when the token opens no connections. */
async function requireAppToken(client: WebClient): Promise<void> {
  try {
    await client.apps.connections.open({});
  } catch (cause) {
    const code = codeOf(cause);
    if (!APP_REFUSED.has(code)) throw cause;
    throw new StartupError(
      `SLACK_APP_TOKEN is refused (${code}): open https://api.slack.com/apps, your app, Basic Information, App-Level ` +
        'Tokens, and make one with the scope connections:write; Socket Mode must be on. Or use HTTP: leave it out, and set SLACK_SIGNING_SECRET.',
      { cause },
    );
  }
}
