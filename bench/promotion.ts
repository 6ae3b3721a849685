import { randomBytes } from 'node:crypto';
import { FakeS3 } from '../test/fakes/s3/fake-s3.ts';
import { ask, call, ended, runHub } from '../test/web/hub.ts';
import { median } from './world.ts';

const RUNS = 15;
/** Promotions of each size before the measurement, to warm up. */
const WARM_UPS = 3;
const BYTES = { large: 40 * 1024 * 1024, small: 40 * 1024 };

/**
 * Milliseconds of a promotion over HTTP, of an image of 40 MB and of one of 40 KB, on a hub that keeps its
 * images in S3. The sizes take turns, and each promotion names a new person. The fake S3 copies instantly.
 */
export async function promotionBySize(): Promise<{ large: number; small: number }> {
  const s3 = await FakeS3.start();
  const hub = await runHub(s3.env);
  const { sides } = await ended(hub.url, await ask(hub.url, 'a paper boat'));
  const generations = { large: sides.A.generation, small: sides.B.generation };
  for (const size of ['large', 'small'] as const) resize(s3, generations[size], BYTES[size]);
  const times = { large: [] as number[], small: [] as number[] };
  for (let run = 0; run < RUNS + WARM_UPS; run += 1) {
    // The sizes take turns to be first.
    const turns = run % 2 === 0 ? (['large', 'small'] as const) : (['small', 'large'] as const);
    for (const size of turns) {
      const time = await promotionTime(hub.url, generations[size], `Nova ${size} ${run}`);
      if (run >= WARM_UPS) times[size].push(time);
    }
  }
  await hub.close();
  await s3.close();
  return { large: median(times.large), small: median(times.small) };
}

/** Replaces an image by random bytes. */
function resize({ bucket }: FakeS3, generation: string, bytes: number): void {
  const key = [...bucket.objects.keys()].find((one) => one.includes(generation));
  if (key === undefined) throw new Error(`no image of ${generation}`);
  bucket.put(key, randomBytes(bytes), 'image/png', Date.now());
}

async function promotionTime(url: string, generation: string, persona: string): Promise<number> {
  const began = performance.now();
  const body = { generation, persona };
  const { status, text } = await call(url, '/api/admin/library/promote-model', { body });
  const time = performance.now() - began;
  if (status !== 200) throw new Error(`not promoted: ${text}`);
  return time;
}
