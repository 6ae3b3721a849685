import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { PERSON_ID, personId } from './core/domain/person.ts';
import { z } from 'zod';
import { type DiscordSettings, discordFields, discordSettings } from './bots/discord/settings.ts';
import {
  slackFields,
  slackProblems,
  type SlackSettings,
  slackSettings,
} from './bots/slack/settings.ts';
import { type WebSettings, webFields, webProblems, webSettings } from './bots/web/settings.ts';
import { isTimeZone } from './core/base/days.ts';
import { type Problem, text } from './core/base/settings.ts';
import { readShape } from './core/base/shape-fault.ts';
import { faultItemEn } from './core/words/shape-faults.en.ts';
import { textOfEnv } from './env-text.ts';
import { StartupError } from './core/base/startup-error.ts';
import { metricsFields, type MetricsSettings, metricsSettings } from './metrics/settings.ts';
import { redisFields, type RedisSettings, redisSettings } from './jobs/redis-settings.ts';
import { textModelFields } from './providers/text-models.ts';
import { vendorFields, type VendorSettings, vendorSettings } from './providers/vendors.ts';
import { s3Fields, s3Problems, type S3Settings, s3Settings } from './storage/s3-settings.ts';

/** All settings, by part: each part reads its own. Times are milliseconds. */
export interface Config {
  /** The data folder. */
  readonly home: string;
  readonly web: WebSettings;
  /** Ids of people, such as `web:ana`. */
  readonly adminUsers: readonly string[];
  /** Null: no Discord. */
  readonly discord: DiscordSettings | null;
  /** Null: no Slack. */
  readonly slack: SlackSettings | null;
  /** Null: images are files in the data folder. */
  readonly s3: S3Settings | null;
  /** Null: the hub does the work in its own process. */
  readonly redis: RedisSettings | null;
  /** A worker's port for those who watch it. Null: it listens nowhere. */
  readonly metrics: MetricsSettings | null;
  /** Whether the data folder's images are in a folder that all workers share. */
  readonly blobsShared: boolean;
  readonly vendors: VendorSettings;
  /** A text model's id, or `rules` for none; null: the first whose vendor has a key. */
  readonly textModel: string | null;
  readonly queueBudgetMs: number;
  readonly sideBudgetMs: number;
  readonly providerTimeoutMs: number;
  /** The zone whose days quotas are of. */
  readonly timeZone: string;
  readonly workerConcurrency: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

/** What a process does: `all` is a hub with a worker of its own, as every hub without Redis is. */
export type Role = 'hub' | 'worker' | 'all';

export type Env = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
/** Less than the 300 s after which Node ends a request without an answer (undici's headersTimeout). */
const MAX_CALL_MS = 295_000;

const ms = z.coerce.number().int('must be whole milliseconds').positive('must be over 0');
const callMs = ms.max(MAX_CALL_MS, `must be at most ${MAX_CALL_MS}: connections end after 300 s`);

const hubFields = {
  DIPTYCH_HOME: text.default('./data'),
  ADMIN_USERS: z
    .string()
    .regex(
      new RegExp(`^\\s*(${PERSON_ID}\\s*(,\\s*|$))*$`),
      'must be a list such as web:ana,discord:123456',
    )
    .default(''),
  POOL: z.literal('shared', 'must be shared').default('shared'),
  QUEUE_BUDGET_MS: ms.default(900_000),
  SIDE_BUDGET_MS: ms.default(300_000),
  PROVIDER_TIMEOUT_MS: callMs.default(270_000),
  TIME_ZONE: text
    .refine(isTimeZone, 'must be a time zone such as UTC, Asia/Seoul or America/New_York')
    .default('UTC'),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(4),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
};

const schema = z
  .object({
    ...vendorFields,
    ...textModelFields,
    ...webFields,
    ...discordFields,
    ...slackFields,
    ...s3Fields,
    ...redisFields,
    ...metricsFields,
    ...hubFields,
  })
  .check(({ value, issues }) => {
    const checks = [webProblems, slackProblems, s3Problems, clocks];
    for (const [name, message] of checks.flatMap((check) => check(value))) {
      issues.push({ code: 'custom', input: value, path: [name], message });
    }
  });

/** The names of all settings that a process reads. */
export function settingNames(): readonly string[] {
  return Object.keys(schema.shape);
}

function clocks(value: z.infer<z.ZodObject<typeof hubFields>>): readonly Problem[] {
  if (value.PROVIDER_TIMEOUT_MS < value.SIDE_BUDGET_MS) return [];
  return [['PROVIDER_TIMEOUT_MS', 'must be under SIDE_BUDGET_MS, which it has to fit into']];
}

/**
 * The environment and the values of a `.env` file. The environment takes precedence. Throws a `StartupError` for a
 * file that is no text.
 */
export function withEnvFile(env: Env, path = '.env'): Env {
  if (!existsSync(path)) return env;
  // cmd.exe writes the quotes of echo 'NAME=value' too.
  const file = textOfEnv(readFileSync(path)).replace(/^(['"])(\w+=.*)\1[^\S\n]*$/gm, '$2');
  const values = parseEnv(file);
  const garbled = Object.entries(values).find((pair) => /[\0\ufffd]/.test(pair.join('')));
  if (garbled === undefined && !file.includes('\0')) return { ...values, ...env };
  const where =
    garbled === undefined ? 'A line' : `The line of ${garbled[0].replace(/[^\w]/g, '')}`;
  throw new StartupError(
    `${where} in ${path} cannot be read: save the file as UTF-8, with each setting on a line of its own.`,
  );
}

/** Docker's env files keep the quotes around a value. */
function withoutQuotes(value: string): string {
  const trimmed = value.trim();
  return (/^(["'])(.*)\1$/s.exec(trimmed)?.[2] ?? trimmed).trim() || value;
}

/** Settings of the hub alone: a worker has no chats. */
const HUB_ALONE = new Set(Object.keys({ ...webFields, ...discordFields, ...slackFields }));

/** What a worker needs beside its settings: Redis, and a place for images that the hub reads too. */
function workerProblems({ REDIS_URL, S3_BUCKET, BLOBS_SHARED }: z.infer<typeof schema>): string[] {
  const problems: string[] = [];
  if (REDIS_URL === undefined) {
    problems.push('REDIS_URL must be set: a worker takes its jobs from Redis');
  }
  if (S3_BUCKET === undefined && BLOBS_SHARED === 'false') {
    problems.push(
      'S3_BUCKET must be set for a worker, or BLOBS_SHARED=true when its DIPTYCH_HOME/blobs is the same folder as the hub’s',
    );
  }
  return problems;
}

/**
 * Reads the environment. Throws one `StartupError` that names every setting that is wrong. A worker reads no settings of
 * chats.
 */
export function loadConfig(env: Env, role: Role = 'hub'): Config {
  // An empty value means "not set".
  const given = Object.entries(env)
    .map(([name, value = '']) => [name, withoutQuotes(value)] as const)
    .filter(([, value]) => value !== '')
    .filter(([name]) => role !== 'worker' || !HUB_ALONE.has(name));
  const read = readShape(schema, Object.fromEntries(given));
  if (!read.ok) throw wrongSettings(read.faults.map(faultItemEn));
  const value = read.data;
  const problems = role === 'worker' ? workerProblems(value) : [];
  if (problems.length > 0) throw wrongSettings(problems);
  return {
    home: value.DIPTYCH_HOME,
    web: webSettings(value),
    adminUsers: value.ADMIN_USERS.split(',').flatMap((one) => personId(one).trim() || []),
    discord: discordSettings(value),
    slack: slackSettings(value),
    s3: s3Settings(value),
    redis: redisSettings(value),
    metrics: metricsSettings(value),
    blobsShared: value.BLOBS_SHARED === 'true',
    vendors: vendorSettings(value),
    textModel: value.TEXT_MODEL ?? null,
    queueBudgetMs: value.QUEUE_BUDGET_MS,
    sideBudgetMs: value.SIDE_BUDGET_MS,
    providerTimeoutMs: value.PROVIDER_TIMEOUT_MS,
    timeZone: value.TIME_ZONE,
    workerConcurrency: value.WORKER_CONCURRENCY,
    logLevel: value.LOG_LEVEL,
  };
}

function wrongSettings(problems: readonly string[]): StartupError {
  return new StartupError(
    `The settings are not right:\n${problems.map((one) => `  ${one}`).join('\n')}`,
  );
}
