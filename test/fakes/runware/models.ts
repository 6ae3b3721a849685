/** Pixels. */
interface Box {
  readonly width: number;
  readonly height: number;
}

/** Reference images: where they go, how many, and what each may be. */
export interface ReferenceRules {
  readonly field: 'referenceImages' | 'inputs.referenceImages';
  readonly max: number;
  /** Pixels. */
  readonly minSide: number;
  readonly maxSide: number;
  readonly maxBytes: number;
}

/** What a model takes, as its documentation says. */
export interface ModelRules {
  /** Characters. */
  readonly prompt: { readonly min: number; readonly max: number };
  /** Why a size is not taken; null when it is. */
  readonly sizeProblem: (size: Box) => string | null;
  /** Fields besides those that every model has. */
  readonly fields: readonly string[];
  readonly seeds: { readonly min: number; readonly max: number };
  readonly references: ReferenceRules | null;
  /** Dollars an image. */
  readonly costUsd: number;
}

const MB = 1024 * 1024;
const ANY_SEED = { min: 1, max: Number.MAX_SAFE_INTEGER };
const DIFFUSION = ['seed', 'steps', 'CFGScale', 'scheduler', 'negativePrompt', 'lora'];

/** Models with rules of their own; all others have those of the general reference. */
const MODELS: ReadonlyMap<string, ModelRules> = new Map([
  [
    'runware:97@1',
    {
      prompt: { min: 2, max: 3000 },
      sizeProblem: inSteps,
      fields: DIFFUSION,
      seeds: ANY_SEED,
      references: null,
      costUsd: 0.009,
    },
  ],
  [
    'bria:10@1',
    {
      prompt: { min: 2, max: 3000 },
      sizeProblem: listed(
        '1024x1024 832x1216 1216x832 896x1152 1152x896 896x1088 1088x896 768x1344 1344x768',
      ),
      fields: ['seed', 'steps', 'negativePrompt', 'controlNet', 'ipAdapters', 'providerSettings'],
      seeds: ANY_SEED,
      references: null,
      costUsd: 0.04,
    },
  ],
  [
    'google:4@2',
    {
      prompt: { min: 3, max: 45_000 },
      sizeProblem: listed(
        '1024x1024 1264x848 848x1264 1200x896 896x1200 928x1152 1152x928 768x1376 1376x768 1548x672 2048x2048 2528x1696 1696x2528 2400x1792 1792x2400 1856x2304 2304x1856 1536x2752 2752x1536 3168x1344',
      ),
      fields: ['seed', 'resolution', 'settings', 'watermark', 'providerSettings'],
      seeds: { min: 0, max: 2 ** 31 - 1 },
      references: {
        field: 'inputs.referenceImages',
        max: 14,
        minSide: 300,
        maxSide: 2048,
        maxBytes: 20 * MB,
      },
      costUsd: 0.138,
    },
  ],
  [
    'bytedance:seedream@4.5',
    {
      prompt: { min: 1, max: 2000 },
      sizeProblem: betweenPixels(3_686_400, 16_777_216),
      fields: ['resolution', 'providerSettings'],
      seeds: ANY_SEED,
      references: {
        field: 'inputs.referenceImages',
        max: 14,
        minSide: 14,
        maxSide: 6000,
        maxBytes: 10 * MB,
      },
      costUsd: 0.04,
    },
  ],
]);

const GENERAL: ModelRules = {
  prompt: { min: 2, max: 3000 },
  sizeProblem: inSteps,
  fields: DIFFUSION,
  seeds: ANY_SEED,
  references: {
    field: 'referenceImages',
    max: 2,
    minSide: 1,
    maxSide: 4096,
    maxBytes: 20 * MB,
  },
  costUsd: 0.0038,
};

/** Models that the service has: those with rules of their own, and some of its many others. */
export const MODEL_NAMES: readonly string[] = [...MODELS.keys(), 'runware:106@1'];

export function rulesOf(model: string): ModelRules {
  return MODELS.get(model) ?? GENERAL;
}

function inSteps({ width, height }: Box): string | null {
  const isFine = (side: number) => side >= 128 && side <= 2048 && side % 64 === 0;
  if (isFine(width) && isFine(height)) return null;
  return 'Width and height must be integers between 128 and 2048, in multiples of 64.';
}

function listed(sizes: string): ModelRules['sizeProblem'] {
  const known = sizes.split(' ');
  return ({ width, height }) =>
    known.includes(`${width}x${height}`) ? null : `Supported dimensions are: ${known.join(', ')}.`;
}

function betweenPixels(min: number, max: number): ModelRules['sizeProblem'] {
  return ({ width, height }) => {
    const pixels = width * height;
    const ratio = width / height;
    if (pixels >= min && pixels <= max && ratio >= 1 / 16 && ratio <= 16) return null;
    return `Invalid image pixels. Total pixels (width x height) must be between ${min} and ${max}.`;
  };
}
