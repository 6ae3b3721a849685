/** Draws docs/images/samples.png: one prompt with 3 and 5 tone references, at 25 % and at 100 %. */
import { join } from 'node:path';
import sharp from 'sharp';
import { freezePair } from '../src/core/plan/freeze.ts';
import { classifyByRules } from '../src/core/plan/rules.ts';
import type { Ratio, SpecDraft } from '../src/core/domain/spec.ts';
import { sha256Hex } from '../src/digest.ts';
import { SharpImages } from '../src/images/sharp-images.ts';
import { SampleImages } from '../src/providers/sample/sample-images.ts';
import { installStarterPool } from '../src/providers/sample/starter-pool.ts';
import { FileBlobs } from '../src/storage/files.ts';
import { openDatabase } from '../src/storage/database.ts';
import { seedStore } from '../src/storage/seed.ts';
import { sqliteStore } from '../src/storage/store.ts';
import { RandomIds, SystemClock } from '../src/system.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';

const PROMPT = 'a lighthouse by the sea, natural light';
const SIDE = 480;
const GAP = 12;

const folder = await mkdtemp(join(tmpdir(), 'diptych-samples-'));
try {
  const clock = new SystemClock();
  const store = sqliteStore(openDatabase(':memory:'));
  seedStore(store);
  const blobs = new FileBlobs(folder);
  await installStarterPool({ store, blobs, clock, ids: new RandomIds(clock), digest: sha256Hex });
  const provider = new SampleImages(clock, new SharpImages());
  const pool = store.pool.snapshot();
  const model = store.models.default();

  const draw = async (draft: SpecDraft) => {
    const references = await Promise.all(
      draft.references.map(async ({ role, key, label }) => {
        const bytes = await blobs.get(key);
        if (bytes === undefined) throw new Error(`no blob ${key}`);
        return { role, label, bytes };
      }),
    );
    const signal = new AbortController().signal;
    const { bytes } = await provider.render({ ...draft, outputKey: 'x.png' }, references, signal);
    return sharp(bytes).resize(SIDE, SIDE).png().toBuffer();
  };

  const rows = await Promise.all(
    ([25, 100] as const satisfies readonly Ratio[]).map(async (toneRatio) => {
      const plan = {
        ...classifyByRules(PROMPT, pool.categories),
        madeBy: 'rules',
        fallbackReason: null,
        seed: 20261124,
      };
      const request = {
        prompt: PROMPT,
        tier: model.tier,
        modelId: model.id,
        size: model.squareSize,
        angle: null,
        lens: null,
        persona: null,
        category: null,
        toneRatio,
        angleRatio: null,
        experiment: 'tones',
      } as const;
      const recipes = { A: 'three_tones', B: 'five_tones' } as const;
      const pair = { request, recipes, plan, own: [] };
      const { A, B } = freezePair(pair, pool, { A: model, B: model });
      return [await draw(A), await draw(B)];
    }),
  );
  const composite = rows.flatMap((row, y) =>
    row.map((input, x) => ({ input, left: x * (SIDE + GAP), top: y * (SIDE + GAP) })),
  );
  const full = 2 * SIDE + GAP;
  await sharp({ create: { width: full, height: full, channels: 3, background: '#ffffff' } })
    .composite(composite)
    .png({ palette: true, quality: 90, effort: 10 })
    .toFile(join(import.meta.dirname, '..', 'docs', 'images', 'samples.png'));
} finally {
  await rm(folder, { recursive: true, force: true });
}
