import { Redis } from 'ioredis';
import { expect, it } from 'vitest';
import { serverOf } from '../../src/jobs/redis-server.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { redisWithRules } from '../redis/rules.ts';

it('the server is known by its run_id; where it is not told any more, the log says so once', async () => {
  const { redis, url } = await redisWithRules();
  const [admin, client] = [new Redis(redis.url), new Redis(url)];
  const log = new SilentLog();
  const server = serverOf(client, log);
  const known = await server();
  expect(known).toMatch(/^[0-9a-f]{40}$/);
  expect(await server()).toBe(known);
  expect(log.lines).toEqual([]);

  await admin.acl('SETUSER', 'diptych', '-info');
  client.disconnect(true);
  await client.ping();
  expect(await server()).toBeNull();
  expect(await server()).toBeNull();
  expect(log.lines).toMatchObject([
    { level: 'warn', message: expect.stringContaining('Redis does not say which server it is') },
  ]);
  admin.disconnect();
  client.disconnect();
  await redis.stop();
});
