import { setTimeout as pause } from 'node:timers/promises';
import { ask, newWorld, person } from './world.ts';

const PAIRS = 1_000;
const EACH = 10;

/** Bytes of resident memory for each unfinished pair, and bytes of its rows. Needs --expose-gc. */
export async function memoryPerPair(): Promise<{ resident: number; rows: number }> {
  // No image ends during the measurement: two run, and all others wait.
  const world = await newWorld({ waitMs: () => 600_000, concurrency: 2 });
  world.store.models.put({ ...world.store.models.default(), typicalMs: 1 });
  await ask(world, person('first'));
  const before = await settle();
  let rows = 0;
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const id = await ask(world, person(`p${Math.floor(pair / EACH)}`));
    if (pair > 0) continue;
    await pause(200);
    rows = JSON.stringify(world.store.pairs.view(id)).length;
  }
  const after = await settle();
  await world.close();
  return { resident: (after - before) / PAIRS, rows };
}

async function settle(): Promise<number> {
  await pause(1_500);
  globalThis.gc?.();
  return process.memoryUsage().rss;
}
