import { describe, expect, it } from 'vitest';
import { loadConfig } from '../src/config.ts';
import { describeRedis } from '../src/jobs/redis-settings.ts';

const REDIS_URL = 'redis://:geheim@redis.example:6380/2';

describe('the settings of Redis', () => {
  it('have a prefix, so that hubs can share it', () => {
    expect(loadConfig({ REDIS_URL }).redis).toEqual({ url: REDIS_URL, prefix: 'diptych' });
    expect(loadConfig({ REDIS_URL, REDIS_PREFIX: 'team-2' }).redis?.prefix).toBe('team-2');
  });

  it('are shown without their password', () => {
    expect(describeRedis({ url: REDIS_URL })).toBe('redis.example:6380');
    expect(describeRedis({ url: 'rediss://user:geheim@redis.example' })).toBe('redis.example:6379');
  });

  it.each([
    [
      { REDIS_URL: 'localhost:6379' },
      'REDIS_URL must be an address such as redis://:password@host:6379, or rediss:// with TLS',
    ],
    [
      { REDIS_URL: 'http://:geheim@redis.example' },
      'REDIS_URL must be an address such as redis://:password@host:6379, or rediss:// with TLS',
    ],
    [{ REDIS_PREFIX: 'a:b' }, 'REDIS_PREFIX must be a name of letters, digits, dots and dashes'],
    [{ BLOBS_SHARED: 'yes' }, 'BLOBS_SHARED must be true or false'],
  ])('that are wrong (%j) are told in a plain sentence', (env, problem) => {
    expect(() => loadConfig(env)).toThrow(`The settings are not right:\n  ${problem}`);
  });
});

describe('the settings of a worker', () => {
  it('must have Redis, and a place for images that the hub reads too', () => {
    const load = () => loadConfig({}, 'worker');
    expect(load).toThrow('REDIS_URL must be set: a worker takes its jobs from Redis\n');
    expect(load).toThrow('S3_BUCKET must be set for a worker, or BLOBS_SHARED=true when');
  });

  it.each([{ S3_BUCKET: 'pics' }, { BLOBS_SHARED: 'true' }])('are enough with %j', (place) => {
    const { redis } = loadConfig({ REDIS_URL, ...place }, 'worker');
    expect(redis?.url).toBe(REDIS_URL);
  });

  it('read nothing of chats and the web, though it is set and wrong for a hub', () => {
    const env = {
      REDIS_URL,
      BLOBS_SHARED: 'true',
      HOST: '0.0.0.0',
      DISCORD_TOKEN: 'token',
      SLACK_BOT_TOKEN: 'xoxb-1',
    };
    expect(() => loadConfig(env)).toThrow();
    const { discord, slack, web } = loadConfig(env, 'worker');
    expect([discord, slack, web.host]).toEqual([null, null, '127.0.0.1']);
  });
});
