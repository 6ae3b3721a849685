import type { Model } from '../core/models.ts';
import type { Store } from '../core/repositories.ts';

const SQUARE = { width: 1024, height: 1024 };
const LANDSCAPE = { width: 1344, height: 896 };
const PORTRAIT = { width: 896, height: 1344 };

const SAMPLE_BASIC: Model = {
  id: 'sample-basic',
  provider: 'sample',
  model: 'sample-1',
  displayName: 'Sample',
  tier: 'basic',
  validSizes: [SQUARE, LANDSCAPE, PORTRAIT],
  squareSize: SQUARE,
  landscapeSize: LANDSCAPE,
  portraitSize: PORTRAIT,
  minPixels: 0,
  maxReferences: 14,
  maxPromptChars: 8_000,
  generationParams: {},
  outputType: 'image/png',
  costUsd: 0,
  typicalMs: 1_000,
  active: true,
  isDefault: true,
  retiredOn: null,
  successor: null,
  note: 'Built in: procedural pictures, to try everything without a key.',
};

const BIG_SQUARE = { width: 1536, height: 1536 };
const BIG_LANDSCAPE = { width: 1920, height: 1280 };
const BIG_PORTRAIT = { width: 1280, height: 1920 };

const SAMPLE_QUALITY: Model = {
  ...SAMPLE_BASIC,
  id: 'sample-quality',
  model: 'sample-2',
  displayName: 'Sample fine',
  tier: 'quality',
  validSizes: [BIG_SQUARE, BIG_LANDSCAPE, BIG_PORTRAIT],
  squareSize: BIG_SQUARE,
  landscapeSize: BIG_LANDSCAPE,
  portraitSize: BIG_PORTRAIT,
  typicalMs: 2_000,
  isDefault: false,
};

/** Fills an empty database with the models and the plan it begins with. Repeating it changes nothing. */
export function seedStore(store: Store): void {
  store.transaction(() => {
    if (store.models.list().length === 0) {
      for (const model of [SAMPLE_BASIC, SAMPLE_QUALITY]) store.models.put(model);
    }
    if (store.models.plans().length === 0) {
      store.models.putPlan({ name: 'default', tiers: ['basic', 'quality'], dailyQuota: 100 });
    }
  });
}
