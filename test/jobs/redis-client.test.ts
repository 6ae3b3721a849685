import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { redisStartupError } from '../../src/jobs/redis-advice.ts';
import { connectRedis, logRedis, redisClient } from '../../src/jobs/redis-client.ts';
import { describeRedis } from '../../src/jobs/redis-settings.ts';
import { PATIENT } from '../patient.ts';
import { freePort, RedisServer } from '../redis/redis-server.ts';
import { redisWithRules } from '../redis/rules.ts';

const SECRET = 'geheim-4711';
let server: RedisServer;
beforeAll(async () => {
  server = await RedisServer.start('--requirepass', SECRET);
});
afterAll(() => server.stop());

/** What a start says when it cannot connect, and all that a log was given meanwhile. */
async function refusal(url: string) {
  const said: unknown[] = [];
  const line = (fields: unknown, message: string) => void said.push(fields, message);
  const client = redisClient({ url, prefix: 'x' }, 'fail');
  logRedis(client, { info: line, warn: line }, describeRedis({ url }));
  const cause: unknown = await connectRedis(client).then(
    () => null,
    (error: unknown) => error,
  );
  client.disconnect();
  const error = cause === null ? null : redisStartupError(cause, { url, prefix: 'x' });
  return { sentence: error?.message, all: inspect([said, error], { depth: 9 }) };
}

describe('a Redis that does not let us in', () => {
  it.each([
    ['without a password', ''],
    ['with a wrong one', ':falsch-0815@'],
  ])('is told in one sentence, %s, that never holds what was sent', async (_what, access) => {
    const { sentence, all } = await refusal(`redis://${access}127.0.0.1:${server.port}`);
    expect(sentence).toBe(
      `Redis at 127.0.0.1:${server.port} refuses the user or password: correct REDIS_URL.`,
    );
    expect(all).not.toContain('falsch-0815');
  });

  it('lets us in with its password', async () => {
    const { sentence } = await refusal(`redis://:${SECRET}@127.0.0.1:${server.port}`);
    expect(sentence).toBeUndefined();
  });

  it('is told before anything is asked of it, when it does not answer INFO', async () => {
    const { redis, url } = await redisWithRules({ but: '+info' });
    const { sentence } = await refusal(url);
    expect(sentence).toBe(
      `Redis at 127.0.0.1:${redis.port} does not let this user do all that is needed: give it the rules of docs/operations.md, with this REDIS_PREFIX.`,
    );
    await redis.stop();
  });

  it('is told apart from one that is not there', async () => {
    const port = await freePort();
    const gone = `Redis at 127.0.0.1:${port} cannot be reached: start it, or correct REDIS_URL`;
    expect((await refusal(`redis://127.0.0.1:${port}`)).sentence).toBe(`${gone}.`);
    expect((await refusal(`rediss://127.0.0.1:${port}`)).sentence).toBe(
      `${gone} (redis:// when it has no TLS).`,
    );
  });
});

describe('a client of a Redis that goes away', () => {
  it('says so once, and once that it is back', async () => {
    const own = await RedisServer.start();
    const said: string[] = [];
    const line = (_fields: unknown, message: string) => void said.push(message);
    const client = redisClient({ url: own.url, prefix: 'x' }, 'fail');
    logRedis(client, { info: line, warn: line }, 'here');
    await connectRedis(client);
    await own.kill();
    let tries = 0;
    client.on('reconnecting', () => {
      tries += 1;
    });
    await vi.waitFor(() => expect(tries).toBeGreaterThan(3), PATIENT);
    expect(said).toEqual(['Redis cannot be reached; it is tried again']);
    await own.start();
    await vi.waitFor(() => expect(said).toHaveLength(2), PATIENT);
    expect(said[1]).toBe('Redis is back');
    client.disconnect();
    await own.stop();
    expect(said).toHaveLength(2);
  });
});
