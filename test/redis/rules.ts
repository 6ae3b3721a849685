import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RedisServer } from './redis-server.ts';

const OPERATIONS = join(import.meta.dirname, '../../docs/operations.md');

/** The words that docs/operations.md gives a user of Redis, for this prefix of keys. Throws when it has none. */
export function rulesFor(prefix: string): readonly string[] {
  const [, rules] =
    /ACL SETUSER diptych on >PASSWORD (.+)/.exec(readFileSync(OPERATIONS, 'utf8')) ?? [];
  if (rules === undefined) throw new Error('docs/operations.md has no rules for Redis');
  return rules.replaceAll('diptych:', `${prefix}:`).split(' ');
}

/**
 * A Redis, and an address for a user who may do no more than docs/operations.md says, with the prefixes of tests. `but` is a rule of
 * those that is left out.
 */
export async function redisWithRules({ but = '' } = {}): Promise<{
  readonly redis: RedisServer;
  readonly url: string;
}> {
  const redis = await RedisServer.start(
    '--user',
    'diptych',
    'on',
    '>a-password',
    ...rulesFor('t-*').filter((rule) => rule !== but),
  );
  return { redis, url: redis.url.replace('//', '//diptych:a-password@') };
}
