/**
 * `node bench/import.ts [count]`: imports many small pictures in a child process, then imports them again.
 * It takes minutes, so `npm run bench` does not run it.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import PQueue from 'p-queue';
import sharp from 'sharp';
import { z } from 'zod';
import { importRefs } from '../src/cli/refs/import-refs.ts';
import { withPool } from '../src/cli/refs/open-pool.ts';
import { SharpImages } from '../src/images/sharp-images.ts';
import { openDatabase } from '../src/storage/database.ts';
import { RandomIds, SystemClock } from '../src/system.ts';

const STEP = 1_000;
const FOLDERS = ['a(natural,film)', 'b(vivid,colorful)', 'c(cinematic,contrast)', 'neon'];
const FORMATS = ['png', 'jpeg', 'webp'] as const;
const SIDE = 96;

const measured = z.object({
  seconds: z.number(),
  /** Peak memory at each thousand pictures, in kilobytes. */
  peaks: z.array(z.number()),
  rss: z.number(),
  said: z.string(),
});
type Measured = z.infer<typeof measured>;

const [first = '10000', folder] = process.argv.slice(2);
if (folder === undefined) await bench(Number(first));
else process.stdout.write(JSON.stringify(await importOnce(first, folder)));

async function bench(count: number): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'diptych-import-'));
  try {
    const [home, pictures] = [join(root, 'home'), join(root, 'pictures')];
    openDatabase(join(home, 'diptych.db')).close();
    await paint(pictures, count);
    const imported = await child(home, pictures);
    tell('import', imported, count);
    const [early = imported.rss] = imported.peaks;
    print(`peak memory at each ${STEP}: ${imported.peaks.map(mb).join(', ')}`);
    print(`at the end against at ${STEP}: ${(imported.rss / early).toFixed(2)}`);
    tell('the same again', await child(home, pictures), count);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function paint(root: string, count: number): Promise<void> {
  for (const name of FOLDERS) mkdirSync(join(root, name), { recursive: true });
  const queue = new PQueue({ concurrency: 4 });
  for (let number = 0; number < count; number += 1) {
    await queue.onSizeLessThan(16);
    queue.add(() => paintOne(root, number)).catch(fail);
  }
  await queue.onIdle();
}

/** Noise over a background colour that no other picture has, so that no file is tiny. */
async function paintOne(root: string, number: number): Promise<void> {
  const format = FORMATS[number % FORMATS.length] ?? 'png';
  const name = FOLDERS[number % FOLDERS.length] ?? '';
  const background = { r: number & 255, g: (number >> 8) & 255, b: 90 };
  const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const;
  const grain = await sharp({
    create: { width: SIDE, height: SIDE, channels: 3, background, noise },
  })
    .png()
    .toBuffer();
  await sharp({ create: { width: SIDE, height: SIDE, channels: 3, background } })
    .composite([{ input: grain, blend: 'soft-light' }])
    .toFormat(format)
    .toFile(join(root, name, `picture ${number}.${format}`));
}

async function child(home: string, pictures: string): Promise<Measured> {
  const args = [import.meta.filename, home, pictures];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return measured.parse(JSON.parse(stdout));
}

async function importOnce(home: string, pictures: string): Promise<Measured> {
  const clock = new SystemClock();
  const began = performance.now();
  const peaks: number[] = [];
  let said = '';
  const progress = {
    start: () => undefined,
    update: (done: number) => {
      if (done % STEP === 0) peaks.push(peak());
    },
    stop: () => undefined,
  };
  const out = (text: string) => {
    said = text;
  };
  const world = { images: new SharpImages(), ids: new RandomIds(clock), clock, progress, out };
  const { signal } = new AbortController();
  await withPool({ DIPTYCH_HOME: home }, (pool) =>
    importRefs(pictures, {}, { ...pool, ...world, signal }),
  );
  return { seconds: (performance.now() - began) / 1000, peaks, rss: peak(), said };
}

/** Peak memory of this process in kilobytes. */
function peak(): number {
  return process.resourceUsage().maxRSS;
}

function tell(what: string, { seconds, rss, said }: Measured, count: number): void {
  const rate = (count / seconds).toFixed(0);
  print(`${what}: ${seconds.toFixed(1)} s, ${rate} pictures/s, peak ${mb(rss)}. ${said}`);
}

function mb(kilobytes: number): string {
  return `${(kilobytes / 1024).toFixed(0)} MB`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function fail(cause: unknown): void {
  throw cause;
}
