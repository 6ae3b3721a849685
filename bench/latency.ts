import { setTimeout as pause } from 'node:timers/promises';
import { SharpImages } from '../src/images/sharp-images.ts';
import { FileBlobs } from '../src/storage/files.ts';
import { bareTable } from './bare-table.ts';
import { ask, isShown, median, newWorld, person, smallPicture, untilEvent } from './world.ts';

const RUNS = 40;
/** Milliseconds between the answers for both sides, when the first is shown long before the second. */
const APART_MS = 40;
const FAST_MS = 200;
const SLOW_MS = 4_000;

/**
 * Milliseconds from the provider's answer to the event that shows the image; and the milliseconds of the least that any bot must do in
 * between: decode the image, store the file, commit one row. `atOnce`: the answers for both sides come at one moment, and the bare bot
 * too makes two images at once; else one comes after the other.
 */
export async function answerToEvent(atOnce: boolean): Promise<{ diptych: number; bare: number }> {
  const world = await newWorld({ waitMs: ({ side }) => (atOnce || side === 'A' ? 0 : APART_MS) });
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const seen = new Map<string, number>();
    const lastSeq = world.messages.newestSeq();
    const stop = world.events.listen(() => {
      for (const message of world.messages.since('general', lastSeq, 50)) {
        const key = message.card?.image?.key;
        if (key !== undefined && !seen.has(key)) seen.set(key, performance.now());
      }
    });
    const id = await ask(world, person('ana'));
    await untilEvent(world, () => isShown(world, id));
    stop();
    for (const [key, at] of seen) {
      const answered = world.provider.answeredAt.get(key);
      if (answered !== undefined) times.push(at - answered);
    }
  }
  await world.close();
  return { diptych: median(times), bare: await bareStore(atOnce ? 2 : 1) };
}

/** `count`: images at once. */
async function bareStore(count: number): Promise<number> {
  const table = bareTable();
  const blobs = new FileBlobs(table.folder);
  const images = new SharpImages();
  const bytes = await smallPicture();
  const times: number[] = [];
  const store = async (key: string) => {
    const began = performance.now();
    await images.inspect(bytes, { maxBytes: 1e8, maxPixels: 1e8, maxSide: 1e4 });
    await blobs.put(key, bytes);
    table.store(key, 'x'.repeat(1_000));
    times.push(performance.now() - began);
  };
  for (let run = 0; run < RUNS; run += 1) {
    const keys = Array.from({ length: count }, (_, one) => `library/${run}-${one}.png`);
    await Promise.all(keys.map(store));
  }
  table.close();
  return median(times);
}

/** Milliseconds to the first image when the sides take 0.2 s and 4 s: Diptych, and a bot that waits for both. */
export async function firstImage(): Promise<{ diptych: number; waitsForBoth: number }> {
  const world = await newWorld({ waitMs: ({ side }) => (side === 'A' ? SLOW_MS : FAST_MS) });
  const first = () => world.messages.page('general', null, 50).some((one) => one.card?.image);
  let began = performance.now();
  const id = await ask(world, person('ana'));
  await untilEvent(world, first);
  const diptych = performance.now() - began;
  await untilEvent(world, () => isShown(world, id));

  began = performance.now();
  await Promise.all([pause(SLOW_MS), pause(FAST_MS)]);
  const waitsForBoth = performance.now() - began;
  await world.close();
  return { diptych, waitsForBoth };
}
