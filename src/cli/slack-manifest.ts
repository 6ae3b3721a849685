import { SCOPES, slackManifest } from '../bots/slack/manifest.ts';
import { StartupError } from '../core/base/startup-error.ts';

/** Characters of an address; a host's name has at most 253. */
const MAX_URL = 300;

export interface ManifestFlags {
  /** The https address that leads to the hub; without it the app uses Socket Mode. */
  readonly url?: string;
}

/**
 * Prints the manifest of the Slack app, as JSON: Slack's form takes it under either of its two tabs, because JSON is
 * YAML too. `note` gets what to do with it, apart from it. Throws a `StartupError` for an address that Slack cannot use.
 */
export function printSlackManifest(
  flags: ManifestFlags,
  out: (text: string) => void,
  note: (text: string) => void,
): void {
  const origin = flags.url === undefined ? null : originOf(flags.url);
  out(JSON.stringify(slackManifest(origin), null, 2));
  note('\nWhat each scope is for:');
  for (const [name, reason] of Object.entries(SCOPES)) note(`  ${name.padEnd(17)} ${reason}`);
  note(`\n${nextSteps(origin !== null)}`);
}

function nextSteps(isHttp: boolean): string {
  const secret = isHttp
    ? 'SLACK_SIGNING_SECRET is under Basic Information, App Credentials.'
    : 'SLACK_APP_TOKEN is made by hand: Basic Information, App-Level Tokens, Generate, with the scope connections:write.';
  return [
    'Next: open https://api.slack.com/apps?new_app=1, choose “From a manifest”, paste the above, then Install to Workspace.',
    `SLACK_BOT_TOKEN is under OAuth & Permissions. ${secret} More: docs/slack.md`,
  ].join('\n');
}

/** The origin of an address that Slack can send to. Throws a `StartupError`. */
function originOf(text: string): string {
  const url = text.length > MAX_URL ? null : URL.parse(text);
  const isPlain =
    url !== null &&
    url.protocol === 'https:' &&
    [url.username, url.password, url.search, url.hash].every((part) => part === '') &&
    url.pathname === '/';
  if (isPlain) return url.origin;
  throw new StartupError(
    '--url must be the https address that leads to the hub, without a path, such as https://diptych.example: Slack will send to /slack/events there.',
  );
}
