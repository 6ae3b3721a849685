import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examineRedis } from '../../src/cli/doctor-redis.ts';
import { loadConfig } from '../../src/config.ts';
import { ScriptedImages } from '../fakes/scripted-images.ts';
import { Kit } from '../redis/kit.ts';
import { RedisServer } from '../redis/redis-server.ts';

let server: RedisServer;
beforeAll(async () => {
  server = await RedisServer.start();
});
afterAll(() => server.stop());

async function said(env: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const findings = await examineRedis(loadConfig({ BLOBS_SHARED: 'true', ...env }));
  return findings.map(({ what, wrong, note }) => `${what}: ${wrong ?? note}`);
}

describe('the doctor, on Redis', () => {
  it('says nothing without one', async () => {
    expect(await said({})).toEqual([]);
  });

  it('says where it is, and which workers live', async () => {
    const kit = new Kit(server.url);
    const env = { REDIS_URL: server.url, REDIS_PREFIX: kit.place.prefix };
    const at = `Redis: 127.0.0.1:${server.port}, keys begin with ${kit.place.prefix}`;
    expect(await said(env)).toEqual([
      at,
      'workers: No worker lives: start one with npx diptych start --role worker. Until then nothing is made.',
    ]);
    await kit.worker([new ScriptedImages('openai'), new ScriptedImages('sample')], { slots: 3 });
    expect(await said(env)).toEqual([at, 'workers: 1 worker with 3 slots for openai, sample.']);
    await kit.close();
  });

  it('says that workers would not find the images', async () => {
    const env = { REDIS_URL: server.url, BLOBS_SHARED: 'false' };
    expect((await said(env)).at(-1)).toBe(
      'images of workers: workers need S3_BUCKET, or BLOBS_SHARED=true where all see the same folder.',
    );
  });

  it('warns of a server that throws jobs away', async () => {
    const forgetful = await RedisServer.start('--maxmemory-policy', 'allkeys-lru');
    expect((await said({ REDIS_URL: forgetful.url }))[0]).toBe(
      'Redis: maxmemory-policy is allkeys-lru, which may throw jobs away: set it to noeviction.',
    );
    await forgetful.stop();
  });
});
