import type { Redis } from 'ioredis';
import type { Log } from '../core/ports/system.ts';

/**
 * Asks which server a client is connected to: its `run_id`, which is new after a restart and after a failover to a
 * replica. Null when the server does not say, which is logged once. Asked anew after each connection.
 */
export function serverOf(redis: Redis, log: Pick<Log, 'warn'>): () => Promise<string | null> {
  let known: Promise<string | null> | null = null;
  let isTold = false;
  const silent = (err?: unknown) => {
    if (!isTold) log.warn({ err }, UNSAID);
    isTold = true;
    return null;
  };
  redis.on('close', () => {
    known = null;
  });
  return () => {
    known ??= redis.info('server').then(
      (info) => runIdIn(info) ?? silent(),
      (cause: unknown) => {
        known = null;
        // Of a connection that ended its client tells.
        return isRefused(cause) ? silent(cause) : null;
      },
    );
    return known;
  };
}

const UNSAID =
  'Redis does not say which server it is (INFO has no run_id): a job that it held when it was restarted may be begun twice';

function isRefused(cause: unknown): boolean {
  return cause instanceof Error && cause.message.startsWith('NOPERM');
}

function runIdIn(info: string): string | null {
  return /^run_id:(\w+)/m.exec(info)?.[1] ?? null;
}
