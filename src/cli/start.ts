import { configuredPlace, describePlace } from '../blob-place.ts';
import { loadConfig, type Config, type Env, type Role } from '../config.ts';
import { counted } from '../core/base/text.ts';
import { StartupError } from '../core/base/startup-error.ts';
import type { Log } from '../core/ports/system.ts';
import { describeRedis } from '../jobs/redis-settings.ts';
import { pinoLog } from '../log.ts';
import { secretsOf } from '../log-secrets.ts';
import { once } from 'node:events';
import { DRAIN_MORE_MS, type Hub, startHub } from '../hub.ts';
import { startWorker } from '../worker.ts';
import { missingKey } from './missing-key.ts';
import { endSoon, untilStopped } from './stopping.ts';

/** What a start can be told. */
export interface StartOptions {
  readonly role?: string;
}

const ROLES: readonly string[] = ['hub', 'worker', 'all'];

/**
 * Runs a hub, a worker, or both, until SIGINT or SIGTERM, then stops in order: what is being made is finished first. A second
 * signal ends the process at once. Resolves with the exit code. Throws a `StartupError`.
 */
export async function start(
  env: Env,
  out: (text: string) => void,
  { role = 'hub' }: StartOptions = {},
): Promise<number> {
  if (!isRole(role)) {
    throw new StartupError(`There is no role ${role}: use --role with ${ROLES.join(', ')}.`);
  }
  const config = loadConfig(env, role);
  const log = pinoLog(config.logLevel, { secrets: secretsOf(env) });
  return endSoon(
    await (role === 'worker' ? runWorker(config, log, out) : runHub(config, role, log, out)),
  );
}

function runHub(
  config: Config,
  role: 'hub' | 'all',
  log: Log,
  out: (text: string) => void,
): Promise<number> {
  return untilStopped({ exitCode: 1 }, async (signal) => {
    const hub = await startHub(config, { log, signal, role });
    out(banner(hub, config, role));
    if (!signal.aborted) await once(signal, 'abort');
    const working = hub.working().length;
    if (working > 0) out(finishing(working));
    await hub.drain();
    const left = hub.working();
    if (left.length > 0) {
      log.warn({ generations: left }, 'stopped with images unfinished: they are lost');
    }
    await hub.close();
    return 0;
  });
}

async function runWorker(config: Config, log: Log, out: (text: string) => void): Promise<number> {
  return untilStopped({ exitCode: 1 }, async (signal) => {
    const worker = await startWorker(config, log);
    const slots = counted(config.workerConcurrency, 'job');
    out(`  Diptych works as ${worker.id}: ${slots} at once, for ${worker.providers.join(', ')}`);
    if (worker.url !== null) out(`  It can be watched at ${worker.url}/metrics`);
    if (!signal.aborted) await once(signal, 'abort');
    const working = worker.working().length;
    if (working > 0) out(finishing(working));
    const unfinished = await worker.drain(
      AbortSignal.timeout(config.providerTimeoutMs + DRAIN_MORE_MS),
    );
    if (unfinished.length > 0) {
      log.warn({ generations: unfinished }, 'stopped with images unfinished: they are lost');
    }
    await worker.close();
    out('  Stopped.');
    return 0;
  });
}

function isRole(role: string): role is Role {
  return ROLES.includes(role);
}

function finishing(count: number): string {
  return `  Stopping: finishing ${counted(count, 'image')} first; Ctrl-C once more stops at once.`;
}

/** A hub as its banner tells of it. */
type Started = Omit<Hub, 'close' | 'drain' | 'working'>;

/** The address, and the state of images, chats and data. */
export function banner(hub: Started, config: Config, role: Role = 'hub'): string {
  const { url, discordInvite, slackWorkspace } = hub;
  return [
    '',
    `  Diptych is running: ${url}`,
    `  Open it for the web chat, or try: npx diptych generate "a woman walking in Seoul" --out pics`,
    '',
    `  Images: ${imagesOf(hub, config, role)}`,
    ...discordLines(config, discordInvite),
    slackLine(config, slackWorkspace),
    `  Data: ${config.home}, images in ${describePlace(configuredPlace(config), config.home)}`,
    '',
  ].join('\n');
}

function imagesOf({ defaultModel, defaultProvider }: Started, config: Config, role: Role): string {
  if (config.redis !== null) {
    const own = role === 'all' ? 'this process and ' : '';
    return `made by ${own}workers over Redis at ${describeRedis(config.redis)}; ${defaultModel} by default`;
  }
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
