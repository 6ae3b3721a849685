import type { Redis } from 'ioredis';

/**
 * Asks which server a client is connected to: its `run_id`, which is new after a restart and after a failover to a
 * replica. Null when the server does not say. Asked anew after each connection.
 */
export function serverOf(redis: Redis): () => Promise<string | null> {
  let known: Promise<string | null> | null = null;
  redis.on('close', () => {
    known = null;
  });
  return () => {
    known ??= redis.info('server').then(runIdIn, () => {
      known = null;
      return null;
    });
    return known;
  };
}

function runIdIn(info: string): string | null {
  return /^run_id:(\w+)/m.exec(info)?.[1] ?? null;
}
