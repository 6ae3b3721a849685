import { afterAll, beforeAll, vi } from 'vitest';
import { renderQueueContract } from '../contracts/render-queue.ts';
import { expect } from 'vitest';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { aQueue, aWorker } from '../redis/kit.ts';
import { aPrefix, type RedisServer } from '../redis/redis-server.ts';
import { redisWithRules } from '../redis/rules.ts';

let redis: RedisServer;
let url: string;
beforeAll(async () => {
  ({ redis, url } = await redisWithRules());
});
afterAll(() => redis.stop());

renderQueueContract(
  'BullRenderQueue',
  async (provider) => {
    const place = { url, prefix: aPrefix() };
    const blobs = new MemoryBlobs();
    const worker = await aWorker(place, [provider], { blobs });
    const queue = await aQueue(place);
    await vi.waitFor(async () => expect(await queue.capacity()).toBe(2));
    return {
      queue,
      blobs,
      cleanUp: async () => {
        await worker.close();
        await queue.close();
      },
    };
  },
  'apart',
);
