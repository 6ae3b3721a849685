import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { type Config, loadConfig, type Env } from '../config.ts';
import { StartupError } from '../core/base/startup-error.ts';
import { examineBlobs, isUsable } from './doctor-blobs.ts';
import { examineDiscord } from './doctor-discord.ts';
import { examineSlack } from './doctor-slack.ts';
import { examineDatabase } from './doctor-database.ts';
import { examineRedis } from './doctor-redis.ts';
import { examineTextModel } from './doctor-text.ts';
import { examineVendors } from './doctor-vendors.ts';
import { bad, type Finding, ok } from './finding.ts';

const PROBE_MS = 15_000;

export interface DoctorOptions {
  /** Calls the image vendors too, for nothing, and sends a Slack admin a message that is deleted at once. */
  readonly live?: boolean;
  /** The id of a Slack channel that the bot should be in. */
  readonly slackChannel?: string;
  /** Milliseconds until a call of a vendor times out. */
  readonly probeMs?: number;
}

/**
 * Checks the settings, the data folder, the vendors, Discord and Slack without changing them. Resolves with the exit
 * code: 1 when something is wrong.
 */
export async function doctor(
  env: Env,
  out: (text: string) => void,
  options: DoctorOptions = {},
): Promise<number> {
  const findings = await examine(env, options);
  for (const { what, wrong, note } of findings) {
    out(wrong === null ? `ok    ${what}: ${note}` : `WRONG ${what}: ${wrong}`);
  }
  return findings.some((one) => one.wrong !== null) ? 1 : 0;
}

async function examine(
  env: Env,
  { live = false, probeMs = PROBE_MS, slackChannel }: DoctorOptions,
): Promise<readonly Finding[]> {
  const node = ok('Node', process.versions.node);
  const config = read(env);
  if (config instanceof StartupError) return [node, bad('settings', config.message)];
  const { findings, models, textModels } = await examineDatabase(config);
  const vendorMs = live ? probeMs : null;
  return [
    node,
    ok('settings', 'readable'),
    folder(config),
    await examineBlobs(config),
    ...(await examineRedis(config)),
    ...findings,
    ...(await examineVendors(config, models, vendorMs)),
    await examineTextModel(config, textModels, vendorMs),
    await running(config),
    ...(await examineDiscord(config.discord)),
    ...(await examineSlack(config.slack, {
      publicUrl: config.web.publicUrl,
      adminUsers: config.adminUsers,
      channel: slackChannel ?? null,
      live,
    })),
  ];
}

function read(env: Env): Config | StartupError {
  try {
    return loadConfig(env);
  } catch (cause) {
    if (cause instanceof StartupError) return cause;
    throw cause;
  }
}

function folder({ home }: Config): Finding {
  const path = resolve(home);
  const isThere = existsSync(path);
  if (isUsable(isThere ? path : resolve(path, '..'))) {
    return ok('data folder', isThere ? path : `${path} (made at the first start)`);
  }
  return bad('data folder', `${path} cannot be written: allow it, or set DIPTYCH_HOME.`);
}

async function running({ web: { host, port } }: Config): Promise<Finding> {
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const signal = AbortSignal.timeout(2_000);
  const response = await fetch(`${url}/healthz`, { signal }).catch(() => undefined);
  const answer: unknown = await response?.json().catch(() => null);
  if (answer === undefined) return ok('hub', `not running at ${url}`);
  const ours = z.object({ name: z.literal('diptych') }).safeParse(answer).success;
  if (!ours) return bad('hub', `another program answers at ${url}: stop it, or set PORT.`);
  const why = await whyNotReady(url);
  if (why === null) return ok('hub', `running at ${url}`);
  return bad('hub', `running at ${url}, but ${why}.`);
}

/** What the hub says is wrong with it or around it, or null. */
async function whyNotReady(url: string): Promise<string | null> {
  const signal = AbortSignal.timeout(2_000);
  const response = await fetch(`${url}/readyz`, { signal }).catch(() => undefined);
  const answer: unknown = await response?.json().catch(() => null);
  const said = z.object({ detail: z.string(), faults: z.array(z.string()) }).partial();
  const { detail, faults = [] } = said.safeParse(answer).data ?? {};
  if (detail !== undefined) return `not ready: ${detail}`;
  return faults[0]?.replace(/\.$/, '') ?? null;
}
