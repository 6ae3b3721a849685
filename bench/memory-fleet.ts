import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { withFleet } from './fleet.ts';
import { ask, isShown, person, untilEvent, type World } from './world.ts';

/** Pixels of a side: noise of 4 MB. */
const SIDE = 1_183;
const IMAGE_BYTES = SIDE * SIDE * 3;
const PAIRS = 8;
/** Milliseconds of a provider call, so that all pairs are in flight at once. */
const LATENCY_MS = 2_000;
const LOOK_MS = 5;

/** Bytes for each pair in flight: of hub and worker at their peak, and of its two images. */
export interface FleetMemory {
  readonly resident: number;
  readonly images: number;
}

/** Peak of resident memory with eight pairs in flight, above the peak with one, for each further pair. */
export function memoryOfImages(): Promise<FleetMemory> {
  const options = { workers: 1, slots: 2 * PAIRS, latencyMs: LATENCY_MS, side: SIDE };
  return withFleet(options, async (world, [worker]) => {
    const pid = worker?.pid;
    if (pid === undefined) throw new Error('no worker runs');
    await peak(world, pid, 1);
    const one = await peak(world, pid, 1);
    const all = await peak(world, pid, PAIRS);
    return { resident: (all - one) / (PAIRS - 1), images: 2 * IMAGE_BYTES };
  });
}

async function peak(world: World, pid: number, pairs: number): Promise<number> {
  let most = 0;
  const over = new AbortController();
  const look = async () => {
    while (!over.signal.aborted) {
      most = Math.max(most, process.memoryUsage.rss() + residentOf(pid));
      await pause(LOOK_MS);
    }
  };
  const looking = look();
  const shown = async (_: unknown, index: number) => {
    const id = await ask(world, person(`m${index}`));
    await untilEvent(world, () => isShown(world, id));
  };
  await Promise.all(Array.from({ length: pairs }, shown));
  over.abort();
  await looking;
  return most;
}

/** Bytes of resident memory of another process, as Linux tells them. */
function residentOf(pid: number): number {
  const [, kilobytes = '0'] =
    /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1_024;
}
