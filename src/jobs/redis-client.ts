import { Redis } from 'ioredis';
import type { RedisSettings } from './redis-settings.ts';

/** Milliseconds between two tries to connect, at most. */
const AGAIN_MS = 1_000;
/** Milliseconds until a command of the hub fails when Redis does not answer. */
const ANSWER_MS = 5_000;
const CONNECT_MS = 5_000;
/** Milliseconds for the end of a connection. The client waits as long when it has ended already, and so does the process. */
const END_MS = 300;

/** How a client behaves while Redis is away: its commands fail at once, or wait. */
export type WhileAway = 'fail' | 'wait';

/**
 * A client that connects when it is told to, and again for ever. Its errors never hold what was sent: the first command
 * of a connection has the password. Commands that block must use one that waits.
 */
export function redisClient({ url }: RedisSettings, whileAway: WhileAway): Redis {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    disconnectTimeout: END_MS,
    retryStrategy: (times) => Math.min(times * 100, AGAIN_MS),
    ...(whileAway === 'wait'
      ? { maxRetriesPerRequest: null }
      : { maxRetriesPerRequest: 1, enableOfflineQueue: false, commandTimeout: ANSWER_MS }),
  });
  return redis.on('error', withoutCommand);
}

/** The same error without what was sent, which may be a password. */
export function withoutCommand<T extends object>(error: T): T {
  Reflect.deleteProperty(error, 'command');
  return error;
}

/** Connects. Rejects with what went wrong first: the client itself only says that the connection was closed. */
export async function connectRedis(redis: Redis): Promise<void> {
  let first: unknown;
  const note = (cause: unknown) => {
    first ??= cause;
  };
  redis.on('error', note);
  try {
    await redis.connect();
  } catch (cause) {
    throw first ?? cause;
  } finally {
    redis.off('error', note);
  }
}

/** Logs when Redis goes away and when it is back, once each. */
export function logRedis(
  client: Redis,
  log: { info: LogLine; warn: LogLine },
  where: string,
): void {
  let isAway = false;
  const away = (cause?: unknown) => {
    if (isAway || client.status === 'end') return;
    isAway = true;
    log.warn({ err: cause, redis: where }, 'Redis cannot be reached; it is tried again');
  };
  client.on('error', away).on('close', () => away());
  client.on('ready', () => {
    if (isAway) log.info({ redis: where }, 'Redis is back');
    isAway = false;
  });
}

type LogLine = (fields: Readonly<Record<string, unknown>>, message: string) => void;
