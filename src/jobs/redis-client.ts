import { Redis } from 'ioredis';
import type { RedisSettings } from './redis-settings.ts';

/** Milliseconds between two tries to connect, at most. */
const AGAIN_MS = 1_000;
/**
 * Milliseconds until a connection on which Redis does not answer is replaced, and a command of the hub fails. A worker
 * must announce itself through the next one before it counts as dead, which is four beats after it was heard last.
 */
const ANSWER_MS = 3_000;
const CONNECT_MS = 5_000;
/** Milliseconds for the end of a connection. The client waits as long when it has ended already, and so does the process. */
const END_MS = 300;

/** How a client behaves while Redis is away: its commands fail at once, or wait. */
export type WhileAway = 'fail' | 'wait';

/**
 * A client that connects when it is told to, and again for ever. Its errors never hold what was sent: the first command
 * of a connection has the password. Neither is for commands that block: they are silent for longer than Redis may be.
 */
export function redisClient({ url }: RedisSettings, whileAway: WhileAway): Redis {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    disconnectTimeout: END_MS,
    // Counts only while an answer is due. Without it a connection that a firewall forgot stays for many minutes.
    socketTimeout: ANSWER_MS,
    retryStrategy: (times) => Math.min(times * 100, AGAIN_MS),
    ...(whileAway === 'wait'
      ? { maxRetriesPerRequest: null }
      : // What was not answered is not sent again: who asked was told that it failed, and asks anew.
        { maxRetriesPerRequest: 0, enableOfflineQueue: false, commandTimeout: ANSWER_MS }),
  });
  return redis.on('error', withoutCommand);
}

/** The same error without what was sent, which may be a password. */
export function withoutCommand<T extends object>(error: T): T {
  Reflect.deleteProperty(error, 'command');
  return error;
}

/**
 * Connects. Rejects with what went wrong first: the client itself only says that the connection was closed. A user who may not ask INFO
 * is refused here, with Redis's words: BullMQ does nothing without it, and says so with each job alone.
 */
export async function connectRedis(redis: Redis): Promise<void> {
  let first: unknown;
  const note = (cause: unknown) => {
    first ??= cause;
  };
  redis.on('error', note);
  try {
    await redis.connect();
    await redis.info('server');
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

/** Has a connection for messages say that it lives, which is silent by nature: one that does not answer is replaced. */
export function ping(ears: Redis): void {
  if (ears.status === 'ready') ears.ping().catch(() => undefined);
}
