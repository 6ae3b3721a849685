import { PERSON_ID } from './core/domain/person.ts';
import { z } from 'zod';
import { StartupError } from './core/base/startup-error.ts';
import type { S3Access } from './storage/s3-client.ts';

/** Everything the environment decides. Times are milliseconds. */
export interface Config {
  /** The data folder. */
  readonly home: string;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | null;
  readonly apiToken: string | null;
  /** Null: one is made at first start and kept in the data folder. */
  readonly linkSecret: string | null;
  /** Ids of people, such as `web:ana`. */
  readonly adminUsers: readonly string[];
  /** Null: no Discord. */
  readonly discord: DiscordConfig | null;
  /** Null: images are files in the data folder. */
  readonly s3: S3Config | null;
  /** Image vendors by their provider's name: those whose key is set. */
  readonly vendors: Readonly<Partial<Record<VendorName, VendorAccess>>>;
  readonly queueBudgetMs: number;
  readonly sideBudgetMs: number;
  readonly providerTimeoutMs: number;
  readonly workerConcurrency: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Settings that are set but that this version does not use yet. */
  readonly unused: readonly string[];
}

export interface DiscordConfig {
  readonly token: string;
  /** Where commands are registered, at once; null: everywhere. */
  readonly guildId: string | null;
  /** Another address of Discord's API, without a trailing slash; null: the real one. */
  readonly apiUrl: string | null;
}

/** The bucket images are kept in, and the way to it. */
export interface S3Config extends S3Access {
  readonly bucket: string;
}

export const VENDORS = ['openai', 'gemini', 'runware'] as const;
export type VendorName = (typeof VENDORS)[number];

/** The way to an image vendor. */
export interface VendorAccess {
  readonly apiKey: string;
  /** Another address of its API, without a trailing slash; null: the vendor's own. */
  readonly baseUrl: string | null;
}

export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
/** Node ends a request that is not answered after 300 s (undici's headersTimeout): our clock comes before. */
const MAX_CALL_MS = 295_000;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);
/** Names that are reserved for what comes: told about, so that nobody believes they work. */
const RESERVED = ['SLACK_BOT_TOKEN', 'REDIS_URL', 'TEXT_MODEL'] as const;

const text = z.string().trim().min(1);
const address = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) address', abort: true })
  .refine(hasNoCredentials, 'must have no user name or password in it');
const vendorKey = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]+$/, 'must be a key: letters and signs without spaces');
const ms = (fallback: number) =>
  z.coerce.number().int('must be whole milliseconds').positive('must be over 0').default(fallback);

const schema = z
  .object({
    DIPTYCH_HOME: text.default('./data'),
    HOST: text.default('127.0.0.1'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
    PUBLIC_URL: address.optional(),
    API_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
    LINK_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
    ADMIN_USERS: z
      .string()
      .regex(
        new RegExp(`^\\s*(${PERSON_ID}\\s*(,\\s*|$))*$`),
        'must be a list such as web:ana,discord:123456',
      )
      .default(''),
    DISCORD_TOKEN: z
      .string()
      .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'must be a bot token: three parts with dots between them')
      .optional(),
    DISCORD_GUILD_ID: z
      .string()
      .regex(/^\d{15,20}$/, 'must be the id of a server')
      .optional(),
    DISCORD_API_URL: address.optional(),
    S3_BUCKET: z
      .string()
      .regex(/^[A-Za-z0-9][\w.-]{1,62}$/, 'must be the name of a bucket alone')
      .optional(),
    AWS_REGION: z
      .string()
      .regex(/^[a-z0-9-]+$/, 'must be a region such as eu-central-1')
      .default('us-east-1'),
    AWS_ENDPOINT_URL_S3: address.optional(),
    AWS_ACCESS_KEY_ID: text.optional(),
    AWS_SECRET_ACCESS_KEY: text.optional(),
    AWS_SESSION_TOKEN: text.optional(),
    OPENAI_API_KEY: vendorKey.optional(),
    OPENAI_BASE_URL: address.optional(),
    GEMINI_API_KEY: vendorKey.optional(),
    GOOGLE_GEMINI_BASE_URL: address.optional(),
    RUNWARE_API_KEY: vendorKey.optional(),
    RUNWARE_BASE_URL: address.optional(),
    POOL: z.literal('shared', 'must be shared').default('shared'),
    QUEUE_BUDGET_MS: ms(900_000),
    SIDE_BUDGET_MS: ms(300_000),
    PROVIDER_TIMEOUT_MS: ms(270_000),
    WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(4),
    LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  })
  .check(({ value, issues }) => {
    const refuse = (name: string, message: string) =>
      issues.push({ code: 'custom', input: value, path: [name], message });
    if (!LOOPBACK.has(value.HOST) && value.API_TOKEN === undefined) {
      refuse('HOST', `is ${value.HOST}, which others can reach: set API_TOKEN, or use 127.0.0.1`);
    }
    if (value.PUBLIC_URL !== undefined && value.API_TOKEN === undefined) {
      refuse('PUBLIC_URL', 'needs API_TOKEN: without one, nobody from outside is answered');
    }
    for (const [name, message] of s3Problems(value)) refuse(name, message);
    if (value.PROVIDER_TIMEOUT_MS > MAX_CALL_MS) {
      refuse('PROVIDER_TIMEOUT_MS', `must be at most ${MAX_CALL_MS}: connections end after 300 s`);
    }
    if (value.PROVIDER_TIMEOUT_MS >= value.SIDE_BUDGET_MS) {
      refuse('PROVIDER_TIMEOUT_MS', 'must be under SIDE_BUDGET_MS, which it has to fit into');
    }
  });

/** Addresses stand in messages and logs, where no password may. */
function hasNoCredentials(url: string): boolean {
  const { username, password } = new URL(url);
  return username === '' && password === '';
}

/** Keys come in pairs; without a bucket these names are other programs' settings. */
function s3Problems(value: {
  readonly S3_BUCKET?: string | undefined;
  readonly AWS_ACCESS_KEY_ID?: string | undefined;
  readonly AWS_SECRET_ACCESS_KEY?: string | undefined;
  readonly AWS_SESSION_TOKEN?: string | undefined;
}): readonly (readonly [name: string, message: string])[] {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = value;
  if (value.S3_BUCKET === undefined || (id !== undefined && secret !== undefined)) return [];
  if (id !== undefined) return [['AWS_SECRET_ACCESS_KEY', 'must be set with AWS_ACCESS_KEY_ID']];
  if (secret !== undefined) {
    return [['AWS_ACCESS_KEY_ID', 'must be set with AWS_SECRET_ACCESS_KEY']];
  }
  if (value.AWS_SESSION_TOKEN === undefined) return [];
  return [['AWS_SESSION_TOKEN', 'needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY']];
}

/** Reads the environment. Throws one `StartupError` that names every setting that is wrong. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  // An empty value in a .env file means "not set".
  const given = Object.entries(env).filter(([, value]) => value !== undefined && value !== '');
  const parsed = schema.safeParse(Object.fromEntries(given));
  if (!parsed.success) throw new StartupError(problems(parsed.error));
  const value = parsed.data;
  return {
    home: value.DIPTYCH_HOME,
    host: value.HOST,
    port: value.PORT,
    publicUrl: value.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    apiToken: value.API_TOKEN ?? null,
    linkSecret: value.LINK_SECRET ?? null,
    adminUsers: value.ADMIN_USERS.split(',').flatMap((one) => one.trim() || []),
    discord: discordOf(value),
    s3: s3Of(value),
    vendors: vendorsOf(value),
    queueBudgetMs: value.QUEUE_BUDGET_MS,
    sideBudgetMs: value.SIDE_BUDGET_MS,
    providerTimeoutMs: value.PROVIDER_TIMEOUT_MS,
    workerConcurrency: value.WORKER_CONCURRENCY,
    logLevel: value.LOG_LEVEL,
    unused: RESERVED.filter((name) => given.some(([key]) => key === name)),
  };
}

function discordOf(value: z.infer<typeof schema>): DiscordConfig | null {
  if (value.DISCORD_TOKEN === undefined) return null;
  return {
    token: value.DISCORD_TOKEN,
    guildId: value.DISCORD_GUILD_ID ?? null,
    apiUrl: value.DISCORD_API_URL?.replace(/\/+$/, '') ?? null,
  };
}

function vendorsOf(value: z.infer<typeof schema>): Config['vendors'] {
  const openai = accessOf(value.OPENAI_API_KEY, value.OPENAI_BASE_URL);
  const gemini = accessOf(value.GEMINI_API_KEY, value.GOOGLE_GEMINI_BASE_URL);
  const runware = accessOf(value.RUNWARE_API_KEY, value.RUNWARE_BASE_URL);
  return { ...(openai && { openai }), ...(gemini && { gemini }), ...(runware && { runware }) };
}

function accessOf(
  apiKey: string | undefined,
  baseUrl: string | undefined,
): VendorAccess | undefined {
  if (apiKey === undefined) return undefined;
  return { apiKey, baseUrl: baseUrl?.replace(/\/+$/, '') ?? null };
}

function s3Of(value: z.infer<typeof schema>): S3Config | null {
  if (value.S3_BUCKET === undefined) return null;
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = value;
  const sessionToken = value.AWS_SESSION_TOKEN ?? null;
  const isGiven = accessKeyId !== undefined && secretAccessKey !== undefined;
  return {
    bucket: value.S3_BUCKET,
    region: value.AWS_REGION,
    endpoint: value.AWS_ENDPOINT_URL_S3?.replace(/\/+$/, '') ?? null,
    credentials: isGiven ? { accessKeyId, secretAccessKey, sessionToken } : null,
  };
}

function problems(error: z.ZodError): string {
  const lines = error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`);
  return `The settings are not right:\n${lines.join('\n')}`;
}
