import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Ratio } from '../../src/core/domain/spec.ts';
import { freezePair } from '../../src/core/plan/freeze.ts';
import { sha256Hex } from '../../src/digest.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { distance } from '../../src/providers/sample/colour.ts';
import { colourOf } from '../../src/providers/sample/palette.ts';
import { SampleImages } from '../../src/providers/sample/sample-images.ts';
import { STARTER_CATEGORIES } from '../../src/providers/sample/starter.ts';
import { installStarterPool } from '../../src/providers/sample/starter-pool.ts';
import { RandomIds } from '../../src/system.ts';
import { ciede2000, labOf } from '../colour-distance.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { newStore } from '../storage/sample-rows.ts';
import { aPairPlan, aRequest, aModel, RECIPES } from '../values.ts';

const clock = new FakeClock();
const store = newStore();
const blobs = new MemoryBlobs();
const provider = new SampleImages(clock, new SharpImages());
const SIZE = { width: 160, height: 160 };
/** Parts of a picture, in shares of it: without subject and mark. */
const SKY = { left: 0, top: 0.02, width: 1, height: 0.1 };
const GROUND = { left: 0.03, top: 0.87, width: 0.5, height: 0.1 };
const SEEDS = [1, 333, 55_555];

beforeAll(async () => {
  const ids = new RandomIds(clock);
  await installStarterPool({ store, blobs, clock, ids, digest: sha256Hex });
});

/** Both sides of a pair of the sample provider, as the product plans it with this category. */
async function aPairOf(category: string, seed: number, toneRatio: Ratio, prompt = 'a cat') {
  const request = aRequest({ prompt, category, toneRatio });
  const plan = { ...aPairPlan(), category, seed };
  const model = { ...aModel(), maxReferences: 14 };
  const pair = { request, plan, own: [], recipes: RECIPES.tones };
  const { A, B } = freezePair(pair, store.pool.snapshot(), { A: model, B: model });
  const draw = async (draft: typeof A) => {
    const references = draft.references.map(({ role, key, label }) => {
      const bytes = blobs.blobs.get(key) ?? new Uint8Array();
      return { role, label, bytes };
    });
    const spec = { ...draft, size: SIZE, outputKey: 'x.png' };
    return (await provider.render(spec, references, new AbortController().signal)).bytes;
  };
  expect([A, B].map((one) => one.references.filter(({ role }) => role === 'tone').length)).toEqual([
    3, 5,
  ]);
  return { three: await draw(A), five: await draw(B) };
}

async function meanOf(picture: Uint8Array, part: typeof SKY) {
  const { width, height } = SIZE;
  const area = {
    left: Math.round(part.left * width),
    top: Math.round(part.top * height),
    width: Math.round(part.width * width),
    height: Math.round(part.height * height),
  };
  const { channels } = await sharp(await sharp(picture).extract(area).png().toBuffer()).stats();
  return labOf(channels.slice(0, 3).map(({ mean }) => mean));
}

/** The CIEDE2000 distances of two pictures: of the mean colours of their skies, and of their grounds. */
async function apart(one: Uint8Array, other: Uint8Array) {
  const of = async (part: typeof SKY) =>
    ciede2000(await meanOf(one, part), await meanOf(other, part));
  return { sky: await of(SKY), ground: await of(GROUND) };
}

describe.each(STARTER_CATEGORIES.map(({ slug }) => slug))('the tones of %s', (category) => {
  it.each([75, 100] as const)(
    'are told apart at a glance, three from five, at %i %',
    async (ratio) => {
      for (const seed of SEEDS) {
        const { three, five } = await aPairOf(category, seed, ratio);
        const { sky, ground } = await apart(three, five);
        expect(Math.min(sky, ground), `seed ${seed}: ${sky}, ${ground}`).toBeGreaterThan(12);
      }
    },
  );

  it('are told apart at a glance at 25 % from those at 100 %', async () => {
    for (const seed of SEEDS) {
      const [little, full] = [
        await aPairOf(category, seed, 25),
        await aPairOf(category, seed, 100),
      ];
      for (const side of ['three', 'five'] as const) {
        const { sky, ground } = await apart(little[side], full[side]);
        expect((sky + ground) / 2, `seed ${seed}: ${sky}, ${ground}`).toBeGreaterThan(10);
      }
    }
  });

  it('are unlike each other, each from each', async () => {
    const tones = store.pool.snapshot().tones.filter((one) => one.category === category);
    const colours = await Promise.all(
      tones.map(async ({ key }) => colourOf(blobs.blobs.get(key) ?? new Uint8Array())),
    );
    for (const [at, one] of colours.entries()) {
      for (const other of colours.slice(at + 1)) expect(distance(one, other)).toBeGreaterThan(0.05);
    }
  });
});

describe('the natural tones', () => {
  it('are not olive and brown alone: a sky, a sea, a rose and a dusk are among them', async () => {
    const tones = store.pool.snapshot().tones.filter((one) => one.category === 'a(natural,film)');
    const hues = await Promise.all(
      tones.map(async ({ key }) => (await colourOf(blobs.blobs.get(key) ?? new Uint8Array())).h),
    );
    const among = (from: number, to: number) =>
      hues.filter((hue) => (hue + 360) % 360 >= from && (hue + 360) % 360 < to).length;
    // Degrees of OKLCH: olive and brown lie between red and yellow-green.
    expect(among(40, 125)).toBeLessThanOrEqual(3);
    expect([among(125, 180), among(180, 220), among(220, 270), among(270, 340)]).toEqual([
      1, 1, 1, 1,
    ]);
  });
});

describe('the measure itself', () => {
  it.each([
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, -1, 2], [50, 0, 0], 2.3669],
    [[50, 2.49, -0.001], [50, -2.49, 0.0009], 7.1792],
    [[50, 2.5, 0], [73, 25, -18], 27.1492],
    [[90.8027, -2.0831, 1.441], [91.1528, -1.6435, 0.0447], 1.4441],
    [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
  ] as const)('is CIEDE2000 as published: %j, %j', (one, other, apartBy) => {
    expect(ciede2000(one, other)).toBeCloseTo(apartBy, 4);
  });
});
