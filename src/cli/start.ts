import { configuredPlace, describePlace } from '../blob-place.ts';
import { loadConfig, type Config, type Env } from '../config.ts';
import { pinoLog } from '../log.ts';
import { once } from 'node:events';
import { type Hub, startHub } from '../main.ts';
import { missingKey } from './missing-key.ts';
import { untilStopped } from './stopping.ts';

/**
 * Runs a hub until SIGINT or SIGTERM, then stops it in order; a second signal ends the process at once.
 * Resolves with the exit code. Throws a `StartupError`.
 */
export async function start(env: Env, out: (text: string) => void): Promise<number> {
  const config = loadConfig(env);
  const log = pinoLog(config.logLevel);
  return untilStopped({ exitCode: 1 }, async (signal) => {
    const hub = await startHub(config, { log, signal });
    out(banner(hub, config));
    if (!signal.aborted) await once(signal, 'abort');
    await hub.close();
    return 0;
  });
}

/** The address, the state of images, chats and data, and the settings that have no effect. */
export function banner(hub: Omit<Hub, 'close'>, config: Config): string {
  const { url, discordInvite, slackWorkspace } = hub;
  return [
    '',
    `  Diptych is running: ${url}`,
    `  Open it for the web chat, or try: npx diptych generate "a woman walking in Seoul" --out pics`,
    '',
    `  Images: ${imagesOf(hub, config)}`,
    ...discordLines(config, discordInvite),
    slackLine(config, slackWorkspace),
    `  Data: ${config.home}, images in ${describePlace(configuredPlace(config), config.home)}`,
    ...config.unused.map((name) => `  Note: ${name} is set, but this version does not use it yet`),
    '',
  ].join('\n');
}

function imagesOf({ defaultModel, defaultProvider }: Omit<Hub, 'close'>, config: Config): string {
  const names = Object.keys(config.vendors);
  const missing = missingKey({ provider: defaultProvider, displayName: defaultModel }, config);
  if (missing !== null) return missing;
  return names.length === 0
    ? 'the built-in sample provider (pictures are marked SAMPLE); docs/providers.md has the keys'
    : `${defaultModel} by default; keys of ${names.join(', ')} are set`;
}

function discordLines({ discord }: Config, invite: string | null): readonly string[] {
  if (discord === null) return ['  Discord: off; set DISCORD_TOKEN to use it (docs/discord.md)'];
  if (invite === null) return ['  Discord: cannot be reached yet; it is tried again (see the log)'];
  return ['  Discord: connected. To add the bot to a server, open:', `    ${invite}`];
}

function slackLine({ slack }: Config, workspace: string | null): string {
  if (slack === null) return '  Slack: off; set SLACK_BOT_TOKEN to use it (docs/slack.md)';
  if (workspace === null) return '  Slack: cannot be reached yet; it is tried again (see the log)';
  const way = slack.wayIn.type === 'socket' ? 'Socket Mode' : 'HTTP at /slack/events';
  return `  Slack: connected to ${workspace} by ${way}`;
}
